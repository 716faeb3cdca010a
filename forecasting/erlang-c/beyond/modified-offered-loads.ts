import { expectNumber } from '../numerics/expect-number.ts';

type Question = {
  /** Load of each interval from its own arrivals, in Erlang. */
  readonly loads: readonly number[];
  readonly intervalSeconds: number;
  readonly handleSeconds: number;
  /** Load on the line when the first interval begins; its own load unless given. */
  readonly before?: number | undefined;
};

export type OfferedLoad = { readonly mean: number; readonly highest: number; readonly atEnd: number };

/**
 * The modified offered load for arrivals that are constant within each interval, in closed form: the load on the line
 * moves towards each interval's own by e^(−t/handle) (Jennings, Mandelbaum, Massey and Whitt 1996). Per interval its
 * mean, highest and last value in Erlang. Answers an empty list for no intervals.
 */
export function modifiedOfferedLoads({
  loads,
  intervalSeconds,
  handleSeconds,
  before,
}: Question): OfferedLoad[] {
  expectNumber('intervalSeconds', intervalSeconds, 'a number above 0');
  expectNumber('handleSeconds', handleSeconds, 'a number above 0');
  for (const [at, load] of loads.entries()) expectNumber(`loads[${at}]`, load, 'a number of at least 0');
  let onLine = before ?? loads[0] ?? 0;
  expectNumber('before', onLine, 'a number of at least 0');
  const turns = intervalSeconds / handleSeconds;
  const moved = -Math.expm1(-turns);
  return loads.map((load) => {
    const start = onLine;
    onLine = start + (load - start) * moved;
    return { mean: load + ((start - load) * moved) / turns, highest: Math.max(start, onLine), atEnd: onLine };
  });
}
