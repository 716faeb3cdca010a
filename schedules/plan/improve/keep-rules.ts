import type { FairBurdens } from './fair-burdens.ts';
import type { PersonLines } from './person-lines.ts';
import { judgePerson, work, type ShiftFloor } from './shift-floor.ts';

export type RuleKeeping = {
  readonly floor: ShiftFloor;
  readonly fair: FairBurdens;
  readonly lines: PersonLines;
  readonly isOver: () => boolean;
};

/** Whoever's shifts break a hard rule gets the cheapest line of shifts that breaks none, as the others stand, where one is found before the time is over. */
export function keepRules({ floor, fair, lines, isOver }: RuleKeeping): void {
  for (const person of floor.movable) {
    const own = floor.now.get(person) ?? [];
    const was = judgePerson(floor, person, own).hard;
    if (was === 0) continue;
    for (const shift of own) work(floor, shift, -1);
    const better = lines.lawful(person, isOver);
    const isBetter = better !== undefined && judgePerson(floor, person, better).hard < was;
    const now = isBetter ? better : own;
    for (const shift of now) work(floor, shift, 1);
    fair.change(person, own, now);
    floor.now.set(person, [...now]);
  }
}
