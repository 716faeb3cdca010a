import type { DurationMs } from '../time.ts';

/** How waits between attempts grow. */
export type Growth = {
  /** After the first failure; each further one doubles it. */
  readonly firstMs: DurationMs;
  /** Never longer than this. */
  readonly mostMs: DurationMs;
};

/** Beyond 2^20 first waits every limit is reached. */
const MOST_DOUBLINGS = 20;

/** The wait after so many failures in a row, 1 or more, before it is spread. */
export function doubledMs({ firstMs, mostMs }: Growth, failures: number): DurationMs {
  return Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, MOST_DOUBLINGS));
}

/** Between half of the wait and all of it, by `chance` from 0 to 1: many who have lost the same server do not come back at once. */
export const spreadMs = (waitMs: DurationMs, chance: number): DurationMs =>
  Math.round(waitMs * (0.5 + chance / 2));
