import type { AgentId } from '#domain/ids.ts';
import type { Person } from '../../people/person.ts';
import type { NamedShift } from '../model/person-times.ts';
import { bestShift, takePrices, work, type ShiftFloor } from './shift-floor.ts';
import { cheapestFirst, trialsOn, type Trial } from './try-shifts.ts';

/** Somebody who is off on the day of a shift and could have it. */
export type Taker = Trial & { readonly person: AgentId };

export type GivingAway = {
  /** What a roster must cost less before somebody's day is changed. */
  readonly leastGain: number;
  readonly mayHave: (person: Person) => boolean;
};

export type GivenAway =
  | { readonly kind: 'given' }
  /** Nobody whom the rules allow is worth it. Who comes nearest; undefined where nobody else is there. */
  | { readonly kind: 'empty'; readonly nearest: Taker | undefined };

/** Gives a shift to the person off on its day with whom the roster costs least, by the same prices by which it is told who else could have a shift. */
export function giveAway(
  floor: ShiftFloor,
  { day, template }: Pick<NamedShift, 'day' | 'template'>,
  { leastGain, mayHave }: GivingAway,
): GivenAway {
  const trials = trialsOn(floor);
  const takers = floor.problem.people.flatMap((person): Taker[] => {
    const { id } = person;
    if (!mayHave(person) || trials.dutyOf(id, day) !== undefined) return [];
    return [{ person: id, ...trials.tryOut(day, new Map([[id, template]])) }];
  });
  const [nearest] = cheapestFirst(takers);
  if (nearest === undefined || nearest.forbidden.length > 0 || nearest.extraCost > -leastGain)
    return { kind: 'empty', nearest };
  takePrices(floor, nearest.person);
  const taken = bestShift(floor, { person: nearest.person, day, template });
  work(floor, taken, 1);
  floor.now.set(nearest.person, [...(floor.now.get(nearest.person) ?? []), taken]);
  return { kind: 'given' };
}
