import type { CoverageProblem } from '../model/coverage-problem.ts';
import type { PersonWeek, PlannedPerson } from './person-weeks.ts';
import type { PlacedShift } from '../market/placed-shift.ts';
import type { WeekSearch } from './week-search.ts';

/** Weeks made of the shifts of a plan, and people for whom no whole week was left. */
export type HandedOut = { readonly weeks: PersonWeek[]; readonly without: PlannedPerson[] };

/**
 * Gives the shifts of one group to its people, a whole lawful week each: those with most days away choose first, and
 * everyone takes from the days that still have most shifts for each person to come.
 */
export function handOut(
  problem: CoverageProblem,
  {
    group: place,
    people,
    shifts,
    search,
  }: {
    readonly group: number;
    readonly people: readonly PlannedPerson[];
    readonly shifts: readonly PlacedShift[];
    readonly search: WeekSearch;
  },
): HandedOut {
  const group = problem.groups[place];
  const weeks: PersonWeek[] = [];
  const without: PlannedPerson[] = [];
  if (group === undefined) return { weeks, without };
  const left = stackShifts(problem, shifts);
  const order = [...people].sort((one, other) => awayTime(other) - awayTime(one));
  const oneMoreCost = new Float64Array(0);
  for (const [at, person] of order.entries()) {
    const offers = left.map((stacks) => offersFrom(stacks, order.length - at));
    const week = search({ person, group, oneMoreCost, duties: [], offers });
    if (week === undefined) without.push(person);
    else {
      for (const shift of week) takeFrom(left, shift);
      weeks.push({ person, shifts: week });
    }
  }
  return { weeks, without };
}

/** The shifts of one kind and start on a day. */
type Stack = PlacedShift[];

function stackShifts({ days }: CoverageProblem, shifts: readonly PlacedShift[]): Map<string, Stack>[] {
  const stacks = days.map(() => new Map<string, Stack>());
  for (const shift of shifts) {
    const key = keyOf(shift);
    const day = stacks[shift.duty.day];
    const known = day?.get(key);
    if (known === undefined) day?.set(key, [shift]);
    else known.push(shift);
  }
  return stacks;
}

function keyOf({ duty, start }: PlacedShift): string {
  return `${duty.kind.name} ${start}`;
}

function awayTime({ away }: PlannedPerson): number {
  return away.reduce((sum, { from, until }) => sum + until - from, 0);
}

/** Worth beyond this is all the same: everyone to come is needed on such a day. */
const CLOSE = 0.02;

function offersFrom(
  stacks: ReadonlyMap<string, Stack>,
  people: number,
): { readonly shift: PlacedShift; readonly cost: number }[] {
  let sum = 0;
  for (const { length } of stacks.values()) sum += length;
  const worth = 1 / (Math.max(0, 1 - sum / people) + CLOSE);
  return [...stacks.values()].flatMap((stack) => {
    const shift = stack.at(-1);
    // Among a day's shifts those of which there are most; the little share never outweighs the day.
    return shift === undefined ? [] : [{ shift, cost: -worth - (0.1 * stack.length) / Math.max(sum, 1) }];
  });
}

function takeFrom(left: readonly Map<string, Stack>[], shift: PlacedShift): void {
  const day = left[shift.duty.day];
  const stack = day?.get(keyOf(shift));
  stack?.pop();
  if (stack?.length === 0) day?.delete(keyOf(shift));
}
