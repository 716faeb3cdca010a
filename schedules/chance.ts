/** Random numbers that a seed repeats: each call answers one in 0 … 1. */
export type Chance = () => number;

/** The numbers of a seed (mulberry32, by T. Ettinger, public domain). */
export function chanceOf(seed: number): Chance {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The same things in an order of chance. */
export function shuffled<Thing>(things: readonly Thing[], chance: Chance): Thing[] {
  return things
    .map((thing) => ({ thing, rank: chance() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ thing }) => thing);
}
