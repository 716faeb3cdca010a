import type { AgentId } from '#domain/ids.ts';
import { chanceOf, shuffled } from '../../chance.ts';
import type { RosterProblem } from '../../roster/problem/roster-problem.ts';
import { openFairBurdens } from '../improve/fair-burdens.ts';
import { openPersonLines } from '../improve/person-lines.ts';
import { placeBreaks } from '../improve/place-breaks.ts';
import { openShiftFloor, work, type ShiftFloor } from '../improve/shift-floor.ts';
import type { NamedShift } from '../model/person-times.ts';
import { rosterProblemOf } from '../pose/roster-problem-of.ts';
import type { SettledPlan } from './settle.ts';

export type BegunPlan = {
  /** A roster on which everybody has shifts. */
  readonly floor: ShiftFloor;
  /** The rules in the engine's terms. */
  readonly roster: RosterProblem;
};

/**
 * A first roster, one person after another in an order of chance: each gets the cheapest line of shifts that the rules leave, as those before stand.
 * Whoever has none yet keeps what is settled; the next step mends that.
 */
export function begin({ problem, days, rigid }: SettledPlan, seed: number): BegunPlan {
  const shifts = placeBreaks(problem, days, rigid);
  const floor = openShiftFloor({ problem, days, shifts });
  const fair = openFairBurdens(problem, shifts);
  const roster = rosterProblemOf(problem, []);
  const chance = chanceOf(seed);
  const lines = openPersonLines({ floor, fair, roster, chance });
  for (const person of shuffled<AgentId>([...floor.movable], chance)) {
    const own: readonly NamedShift[] = floor.now.get(person) ?? [];
    for (const shift of own) work(floor, shift, -1);
    const first = lines.best(person) ?? own;
    for (const shift of first) work(floor, shift, 1);
    fair.change(person, own, first);
    floor.now.set(person, [...first]);
  }
  return { floor, roster };
}
