import type { PlannedSpan, Roster, RosteredPerson, RosteredShift } from '#domain/roster.ts';
import { MINUTE_MS, later } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import type { NamedShift } from '../../../../schedules/plan/model/person-times.ts';
import type { ShiftPlanProblem } from '../../../../schedules/plan/model/shift-plan-problem.ts';
import { shiftSpan } from '../../../../schedules/shift-template.ts';
import { partsInOrder } from './shift-parts.ts';

/** The shifts of a plan as a roster of the domain: person by person, span by span. */
export function rosterOf(problem: ShiftPlanProblem, shifts: readonly NamedShift[]): Roster {
  const { zone, from, until, people, rotations } = problem;
  const byPerson = Map.groupBy(shifts, ({ person }) => person);
  return {
    zone: zone.name,
    from,
    until,
    people: people.map(({ id, name, site, skills }): RosteredPerson => {
      const team = rotations.flatMap(({ crewOf }) => crewOf.get(id) ?? [])[0];
      const own = (byPerson.get(id) ?? []).toSorted((one, other) => (one.day < other.day ? -1 : 1));
      return {
        person: id,
        ...(name === undefined ? {} : { name }),
        ...(site === undefined ? {} : { site }),
        ...(team === undefined ? {} : { team }),
        skills,
        shifts: own.map((shift) => rosteredShift(shift, zone)),
      };
    }),
  };
}

/** Contacts are answered wherever nothing else is planned. */
function rosteredShift(shift: NamedShift, zone: TimeZone): RosteredShift {
  const { day, template } = shift;
  const { startAt } = shiftSpan(template, day, zone);
  const spans: PlannedSpan[] = [];
  let free = 0;
  const span = (from: number, until: number): Pick<PlannedSpan, 'startAt' | 'endAt'> => ({
    startAt: later(startAt, from * MINUTE_MS),
    endAt: later(startAt, until * MINUTE_MS),
  });
  for (const { activity, name, startMinute, lengthMinutes } of partsInOrder(shift)) {
    if (startMinute > free) spans.push({ activity: 'contacts', ...span(free, startMinute) });
    free = startMinute + lengthMinutes;
    spans.push({ activity, name, ...span(startMinute, free) });
  }
  const [first, ...rest] = spans;
  const last: PlannedSpan = { activity: 'contacts', ...span(free, template.lengthMinutes) };
  const isWhole = free >= template.lengthMinutes;
  if (first === undefined) return { day, kind: template.kind, spans: [last] };
  return { day, kind: template.kind, spans: isWhole ? [first, ...rest] : [first, ...rest, last] };
}
