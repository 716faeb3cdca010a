import type { AgentId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type {
  DayLimit,
  Duty,
  RosterDemand,
  RosterPerson,
  RosterProblem,
} from '../../roster/problem/roster-problem.ts';
import type { NamedShift } from '../model/person-times.ts';
import type { PlanDay } from '../model/plan-days.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';
import { rosterProblemOf } from '../pose/roster-problem-of.ts';

/** A shift that nobody works weighs as much as so many changed days: people are asked before a needed shift is left empty. */
export const CHANGES_FOR_A_GAP = 100;

export type Keeping = {
  readonly days: readonly PlanDay[];
  /** Nothing changes before this day. */
  readonly first: LocalDay;
  readonly own: readonly NamedShift[];
  readonly wanted: readonly NamedShift[];
};

/** The wanted shifts, everybody wishing to keep their own. */
export function keepingShifts(
  problem: ShiftPlanProblem,
  { days, first, own, wanted }: Keeping,
): RosterProblem {
  const duties = new Map(
    own.map(({ person, day, template }) => [`${person} ${day}`, problem.templates.indexOf(template)]),
  );
  const base = rosterProblemOf(
    { ...problem, rules: problem.rules.filter(isOfPersons) },
    demandsAsWorked(problem, wanted, days),
  );
  return {
    ...base,
    people: base.people.map((person, at): RosterPerson => {
      const dutyOn = (day: LocalDay): Duty => duties.get(`${problem.people[at]?.id} ${day}`) ?? 'off';
      const stays = days.flatMap(({ day }, place): DayLimit[] =>
        day < first ? [{ day: place, allows: [dutyOn(day)], because: 'lived' }] : [],
      );
      const keeps = days.map(({ day }, place) => ({
        day: place,
        duty: dutyOn(day),
        kind: 'on' as const,
        weight: 1,
      }));
      return { ...person, limits: [...person.limits, ...stays], requests: keeps };
    }),
  };
}

/** Shares that are only to be fair are no reason to change more days, or to leave a shift empty. */
const isOfPersons = ({ rule }: ShiftPlanProblem['rules'][number]): boolean => rule !== 'fair-shares';

/** Each shift of each day as many times as it is wanted, by anyone who can answer what its people answer. */
function demandsAsWorked(
  problem: ShiftPlanProblem,
  wanted: readonly NamedShift[],
  days: readonly PlanDay[],
): readonly RosterDemand[] {
  const skillsOf = new Map(
    problem.people.map(({ id, skills }) => [id, skills.map(({ queue }) => queue).toSorted()]),
  );
  const groups = Map.groupBy(wanted, ({ person, day, template }) =>
    [day, template.id, ...(skillsOf.get(person) ?? [])].join(' '),
  );
  return [...groups.values()].flatMap(([one]): RosterDemand[] => {
    if (one === undefined) return [];
    const queues = skillsOf.get(one.person) ?? [];
    const canStandIn = (person: AgentId): boolean =>
      queues.every((queue) => skillsOf.get(person)?.includes(queue) === true);
    return [
      {
        day: days.findIndex(({ day }) => day === one.day),
        shifts: [problem.templates.indexOf(one.template)],
        people: problem.people.flatMap(({ id }, place) => (canStandIn(id) ? [place] : [])),
        // Who can answer more counts here too, and so do the shifts of those who can.
        required: wanted.filter(
          ({ person, day, template }) => day === one.day && template === one.template && canStandIn(person),
        ).length,
        underCost: CHANGES_FOR_A_GAP,
        overCost: 0,
      },
    ];
  });
}
