import { stationaryShares } from './stationary-shares.ts';
import type { Move } from './stationary-shares.ts';

/** A chain on a grid: 0…across callers by 0…down others. */
export type Grid = { readonly across: number; readonly down: number };

type Start = Grid & {
  /** Where the grid really ends; up to here it is widened as needed. */
  readonly acrossLimit: number;
};

/** The number of a state. */
export type StateNumber = (across: number, down: number) => number;

export type SettledChain = {
  /** The long-run mean of a value over the grid. */
  readonly mean: (value: (across: number, down: number) => number) => number;
};

/** A cut that leaves out less than this share of time moves no figure in its first ten digits. */
const NEGLIGIBLE = 1e-12;
/** Multiplications for one solution, a few seconds: states × the shorter side². */
const MOST_WORK = 5e8;

/**
 * Solves an unbounded grid chain by widening it until its edges carry less than 1e-12 of the time. Throws a
 * `RangeError` when that takes too long: the floor is then too large for an exact answer, or has no steady state.
 */
export function settledChain(start: Start, movesOf: (grid: Grid, at: StateNumber) => Move[]): SettledChain {
  let { across, down } = start;
  for (;;) {
    const states = (across + 1) * (down + 1);
    if (states * Math.min(across + 1, down + 1) ** 2 > MOST_WORK) {
      throw new RangeError(
        `a crew must be small and able to serve its callers, got ${states} states and no end`,
      );
    }
    const at = numberingOf({ across, down });
    const shares = stationaryShares(states, movesOf({ across, down }, at));
    const grid = { across, down };
    const mean = (value: StateNumber): number => meanOver(grid, value, (n, m) => shares[at(n, m)] ?? 0);
    const wide = across >= start.acrossLimit || mean((n) => (n >= grid.across ? 1 : 0)) < NEGLIGIBLE;
    const deep = mean((_, m) => (m >= grid.down ? 1 : 0)) < NEGLIGIBLE;
    if (wide && deep) return { mean };
    if (!wide) across = Math.min(start.acrossLimit, Math.ceil(across * 1.4));
    if (!deep) down = Math.ceil(down * 1.5);
  }
}

/** Neighbours are numbered closest together along the shorter side, so that little is held at once. */
function numberingOf({ across, down }: Grid): StateNumber {
  return across <= down ? (n, m) => m * (across + 1) + n : (n, m) => n * (down + 1) + m;
}

function meanOver({ across, down }: Grid, value: StateNumber, share: StateNumber): number {
  let sum = 0;
  for (let m = 0; m <= down; m += 1) {
    for (let n = 0; n <= across; n += 1) sum += share(n, m) * value(n, m);
  }
  return sum;
}
