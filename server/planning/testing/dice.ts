import type { Chance } from '../../../schedules/chance.ts';

/** Choices at random, each the same again for the same seed. */
export type Dice = {
  /** 0 to `most`. */
  upTo(most: number): number;
  isIn(share: number): boolean;
  oneOf<Thing>(things: readonly [Thing, ...Thing[]] | readonly Thing[]): Thing;
};

export function dice(chance: Chance): Dice {
  const upTo = (most: number): number => Math.floor(chance() * (most + 1));
  return {
    upTo,
    isIn: (share) => chance() < share,
    oneOf(things) {
      const thing = things[upTo(things.length - 1)];
      if (thing === undefined) throw new RangeError('expected something to choose from, got nothing');
      return thing;
    },
  };
}
