import type { NamedShift } from '../model/person-times.ts';
import {
  bestShift,
  costOfMove,
  isFree,
  judgePerson,
  takePrices,
  work,
  type ShiftFloor,
} from './shift-floor.ts';

/** Moves for one person; whoever needs more has rules that a few shifts cannot mend. */
const MOST_MOVES = 4;

/**
 * Mends what the search for names could not see, such as a weekly rest that is an hour short: shifts of whoever breaks a hard rule are
 * moved to the cheapest other hours with which fewer rules are broken.
 */
export function mendBreaches(floor: ShiftFloor): void {
  for (const [person, own] of floor.now) {
    if (!floor.movable.has(person)) continue;
    for (let moves = 0; moves < MOST_MOVES; moves += 1) {
      const breaches = judgePerson(floor, person, own).hard;
      const mend = breaches === 0 ? undefined : cheapestMend(floor, own, breaches);
      if (mend === undefined) break;
      const before = own[mend.at];
      if (before !== undefined) work(floor, before, -1);
      work(floor, mend.shift, 1);
      own[mend.at] = mend.shift;
    }
  }
}

type Mend = {
  readonly at: number;
  readonly shift: NamedShift;
  readonly breaches: number;
  readonly cost: number;
};

function cheapestMend(floor: ShiftFloor, own: readonly NamedShift[], now: number): Mend | undefined {
  let best: Mend | undefined;
  const [first] = own;
  if (first !== undefined) takePrices(floor, first.person);
  for (const [at, shift] of own.entries()) {
    for (const template of floor.problem.templates) {
      if (template.id === shift.template.id || !isFree(floor, { ...shift, template })) continue;
      const moved = bestShift(floor, { ...shift, template });
      const breaches = judgePerson(floor, shift.person, own.with(at, moved)).hard;
      if (breaches >= now) continue;
      const mend = { at, shift: moved, breaches, cost: costOfMove(floor, shift, moved) };
      if (
        best === undefined ||
        mend.breaches < best.breaches ||
        (mend.breaches === best.breaches && mend.cost < best.cost)
      )
        best = mend;
    }
  }
  return best;
}
