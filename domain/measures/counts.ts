/**
 * The one place where counts are named. offered = answered + abandoned + left + lost + waiting + deferred, at any instant. `…Ms` are sums of milliseconds.
 * What depends on the clock (who waits, who may still be answered in time) is not here: the board adds it.
 * `checksum` is a fingerprint of each visit, so that two states with equal sums and different contacts differ.
 */
const NOTHING = {
  offered: 0,
  answered: 0,
  answeredWithin: 0,
  abandoned: 0,
  abandonedWithin: 0,
  shortAbandoned: 0,
  left: 0,
  leftVoicemail: 0,
  leftCallback: 0,
  leftClosed: 0,
  leftTimeout: 0,
  lost: 0,
  handled: 0,
  refused: 0,
  waitAnsweredMs: 0,
  waitAbandonedMs: 0,
  handleMs: 0,
  checksum: 0,
};

export type CountName = keyof typeof NOTHING;

/** Sums over the visits to a queue. Because every field is a sum, counts of cells can be added, and a visit can be subtracted again. */
export type Counts = { -readonly [Name in CountName]: number };

// Object.keys returns string[]; this literal has exactly the keys of its type.
export const COUNT_NAMES = Object.keys(NOTHING) as readonly CountName[];

/** Counts of no visits: all zero. */
export function emptyCounts(): Counts {
  return { ...NOTHING };
}

/** Adds `times` × `more` to `sum` in place; -1 subtracts it. */
export function addCounts(sum: Counts, more: Readonly<Counts>, times: 1 | -1 = 1): void {
  for (const name of COUNT_NAMES) sum[name] += times * more[name];
}

/** True when every count is zero. */
export function isEmpty(counts: Readonly<Counts>): boolean {
  return COUNT_NAMES.every((name) => counts[name] === 0);
}
