import type { AgentId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { Taker } from '../improve/give-away.ts';
import type { NamedShift } from '../model/person-times.ts';
import type { PlanDay } from '../model/plan-days.ts';
import type { Fixed, ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** Somebody's day that is another than before; `off` where no shift is worked. */
export type DutyChange = {
  readonly person: AgentId;
  readonly day: LocalDay;
  readonly before: string;
  readonly after: string;
};

/** A shift that nobody has now, and what is missing without it. */
export type EmptyShift = {
  readonly person: AgentId;
  readonly day: LocalDay;
  readonly shift: string;
  readonly cost: number;
  /** Who comes nearest to taking it over, with what stands against it or how little it would save. Absent where it is not needed, or nobody else is there. */
  readonly nearest?: Taker;
};

type Rosters = { readonly before: readonly NamedShift[]; readonly after: readonly NamedShift[] };

/** Whether fewer of the shift are worked on its day than before. */
export function isEmpty({ day, template }: NamedShift, { before, after }: Rosters): boolean {
  const count = (shifts: readonly NamedShift[]): number =>
    shifts.filter((one) => one.day === day && one.template === template).length;
  return count(after) < count(before);
}

export function changesOf(
  days: readonly PlanDay[],
  { people, before, after }: Rosters & { readonly people: ShiftPlanProblem['people'] },
): readonly DutyChange[] {
  const [was, is] = [dutiesOf(before), dutiesOf(after)];
  return people.flatMap(({ id }) =>
    days.flatMap(({ day }): DutyChange[] => {
      const key = `${id} ${day}`;
      const change = { person: id, day, before: was.get(key) ?? 'off', after: is.get(key) ?? 'off' };
      return change.before === change.after ? [] : [change];
    }),
  );
}

/** Days of people in rotations that are other than their crew's, those of before among them. */
export function crewChangesOf(
  { rotations, crewChanges = [] }: ShiftPlanProblem,
  changes: readonly DutyChange[],
): readonly Fixed[] {
  const since = changes.flatMap(({ person, day, after }): readonly Fixed[] =>
    rotations.some(({ crewOf }) => crewOf.has(person))
      ? [{ person, day, duty: after === 'off' ? 'off' : { template: after } }]
      : [],
  );
  const isAgain = (one: Fixed): boolean =>
    since.some(({ person, day }) => person === one.person && day === one.day);
  return [...crewChanges.filter((one) => !isAgain(one)), ...since];
}

const dutiesOf = (shifts: readonly NamedShift[]): ReadonlyMap<string, string> =>
  new Map(shifts.map(({ person, day, template }) => [`${person} ${day}`, template.id]));
