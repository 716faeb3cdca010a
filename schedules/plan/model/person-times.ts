import type { AgentId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import { DAY_MINUTES, later, MINUTE_MS } from '#domain/time.ts';
import type { PersonTime, Worked } from '../../rules/base/rule.ts';
import { paidMs, shiftSpan, type ShiftTemplate } from '../../shift-template.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';

/** A shift given to somebody, with the minutes after its start at which its breaks begin, in the template's order. */
export type NamedShift = {
  readonly person: AgentId;
  readonly day: LocalDay;
  readonly template: ShiftTemplate;
  readonly breakStarts: readonly number[];
  /** What else it holds, in order of time. Absent: nothing. */
  readonly activities?: readonly ShiftActivity[];
};

/** A part of a shift that is given to something else than contacts. */
export type ShiftActivity = {
  readonly name: string;
  /** In a session nobody answers; deferred work is put down when a contact comes. */
  readonly kind: 'session' | 'deferred-work';
  /** Minutes after the start of the shift. */
  readonly startMinute: number;
  readonly lengthMinutes: number;
};

/** Everybody's time, lived and planned, ready to be judged. */
export function personTimes(problem: ShiftPlanProblem, shifts: readonly NamedShift[]): readonly PersonTime[] {
  const { zone, from, until, templates } = problem;
  const byId = new Map(templates.map((template) => [template.id, template]));
  const lived = problem.lived.flatMap(({ person, day, template }) => {
    const known = byId.get(template);
    return known === undefined ? [] : [{ person, day, template: known, breakStarts: [] }];
  });
  const worked = new Map<AgentId, Worked[]>(problem.people.map(({ id }) => [id, []]));
  for (const shift of [...lived, ...shifts]) worked.get(shift.person)?.push(workedShift(shift, problem));
  return problem.people.map((person) => ({
    person,
    zone,
    from,
    until,
    worked: (worked.get(person.id) ?? []).toSorted((one, other) => one.startAt - other.startAt),
  }));
}

/** A shift as the rules look at it. */
export function workedShift(
  { day, template, breakStarts }: Pick<NamedShift, 'day' | 'template' | 'breakStarts'>,
  { zone }: ShiftPlanProblem,
): Worked {
  const { startAt, endAt } = shiftSpan(template, day, zone);
  const breaks = template.breaks.map(({ lengthMinutes, earliestMinute }, at) => {
    const breakAt = later(startAt, (breakStarts[at] ?? earliestMinute) * MINUTE_MS);
    return { startAt: breakAt, endAt: later(breakAt, lengthMinutes * MINUTE_MS) };
  });
  return { day, kind: template.kind, startAt, endAt, paidMs: paidMs(template), breaks };
}

/** Minutes a template leaves between its end and the start of another on a later day, by a day of 24 hours. */
export function restMinutes(first: ShiftTemplate, second: ShiftTemplate, daysLater: number): number {
  return daysLater * DAY_MINUTES + second.startMinute - first.startMinute - first.lengthMinutes;
}
