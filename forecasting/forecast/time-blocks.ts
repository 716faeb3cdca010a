import type { QueueHistory } from '../history/queue-history.ts';
import { makeGrid, type Grid } from '../models/grid.ts';
import { toCountScale } from '../models/count-scale.ts';

/** Intervals of the day that are forecast as one, and each one's share of it. Busy intervals stand alone. */
export type TimeBlock = { readonly intervals: readonly number[]; readonly shares: readonly number[] };

/** Below about five contacts a root hardly shows the level: quiet neighbours are added up until they have so many (Anscombe 1948). */
const LEAST_MEAN = 5;
/** Neighbours of which one has so many times the contacts of the other are not alike: a night does not move with the morning. */
const MOST_RATIO = 4;
/** Contacts that must have been due for an interval's own share of its block to be believed by half, against an even one. */
const DOUBT_CONTACTS = 2;

/** The open intervals in blocks that are busy enough to be forecast where quiet neighbours allow it, in the order of the day. */
export function timeBlocks(history: QueueHistory, open: readonly number[]): readonly TimeBlock[] {
  const totals = open.map((interval) => ({ interval, ...intervalTotal(history, interval) }));
  return runsOf(totals)
    .flatMap(blocksOf)
    .map((parts) => ({
      intervals: parts.map(({ interval }) => interval),
      shares: sharesOf(parts),
    }));
}

/** Runs of neighbours that may be added up: quiet, alike, and not on either side of a closed time. */
function runsOf(totals: readonly Total[]): Total[][] {
  const runs: Total[][] = [];
  for (const total of totals) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (
      run !== undefined &&
      last !== undefined &&
      areAlike(run, total) &&
      total.interval === last.interval + 1
    )
      run.push(total);
    else runs.push([total]);
  }
  return runs;
}

function areAlike(run: readonly Total[], next: Total): boolean {
  const usual = run.reduce((sum, total) => sum + meanOf(total), 0) / run.length;
  const mean = meanOf(next);
  if (usual >= LEAST_MEAN || mean >= LEAST_MEAN) return false;
  return mean <= MOST_RATIO * usual && usual <= MOST_RATIO * mean;
}

/** Cuts a run where enough has come together; what is left at its end goes to the part before. */
function blocksOf(run: readonly Total[]): Total[][] {
  const blocks: Total[][] = [];
  let mean = Infinity;
  for (const total of run) {
    if (mean >= LEAST_MEAN) {
      blocks.push([]);
      mean = 0;
    }
    blocks.at(-1)?.push(total);
    mean += meanOf(total);
  }
  const [before, rest] = [blocks.at(-2), blocks.at(-1)];
  if (before === undefined || rest === undefined || mean >= LEAST_MEAN) return blocks;
  before.push(...rest);
  return blocks.slice(0, -1);
}

type Total = { readonly interval: number; readonly offered: number; readonly days: number };

const meanOf = ({ offered, days }: Total): number => (days > 0 ? offered / days : 0);

function intervalTotal(
  { offered }: QueueHistory,
  interval: number,
): { readonly offered: number; readonly days: number } {
  let [sum, days] = [0, 0];
  for (let row = 0; row < offered.rows; row += 1) {
    const count = offered.cells[row * offered.columns + interval] ?? Number.NaN;
    if (Number.isNaN(count)) continue;
    sum += count;
    days += 1;
  }
  return { offered: sum, days };
}

/**
 * Each interval's share by its own mean, drawn to an even one as far as too little was due to tell. What was due counts, not what
 * came: an interval that never had a contact while hundreds were due is known very well.
 */
function sharesOf(parts: readonly Total[]): number[] {
  const even = parts.reduce((sum, part) => sum + meanOf(part), 0) / parts.length;
  const drawn = parts.map((part) => {
    const due = even * part.days;
    const trust = due > 0 ? due / (due + DOUBT_CONTACTS) : 0;
    return trust * meanOf(part) + (1 - trust) * even;
  });
  const sum = drawn.reduce((total, share) => total + share, 0);
  return drawn.map((share) => (sum > 0 ? share / sum : 1 / drawn.length));
}

/** Days by blocks on the scale of counts. A block of which less than half is known is unknown; one with a gap is taken to be like its known part. */
export function blockGrid({ offered }: { readonly offered: Grid }, blocks: readonly TimeBlock[]): Grid {
  return makeGrid({ rows: offered.rows, columns: blocks.length }, (row, column) =>
    blockCount(
      offered.cells.subarray(row * offered.columns, (row + 1) * offered.columns),
      blocks[column],
      0.5,
    ),
  );
}

/** The scaled count of one block; NaN when less than `least` of its usual volume is known. */
export function blockCount(counts: Float64Array, block: TimeBlock | undefined, least: number): number {
  let [sum, known] = [0, 0];
  for (const [at, interval] of block?.intervals.entries() ?? []) {
    const count = counts[interval] ?? Number.NaN;
    if (Number.isNaN(count)) continue;
    sum += count;
    known += block?.shares[at] ?? 0;
  }
  return known > 0 && known >= least ? toCountScale(sum / known) : Number.NaN;
}
