import type { QueueHistory } from '../history/queue-history.ts';
import { makeGrid, type Grid } from '../models/grid.ts';
import { toCountScale } from '../models/count-scale.ts';

/** Intervals of the day that are forecast as one, and each one's share of it. Busy intervals stand alone. */
export type TimeBlock = { readonly intervals: readonly number[]; readonly shares: readonly number[] };

/** Below about five contacts a root no longer hides the level: quiet neighbours are added up until they have so many (Anscombe 1948). */
const LEAST_MEAN = 5;
/** Contacts after which an interval's own share of its block is believed by half, against an even one. */
const DOUBT_CONTACTS = 8;

/** The open intervals in blocks that are busy enough to be forecast, in the order of the day. */
export function timeBlocks(history: QueueHistory, open: readonly number[]): readonly TimeBlock[] {
  const totals = open.map((interval) => ({ interval, ...intervalTotal(history, interval) }));
  const blocks: { mean: number; parts: Total[] }[] = [];
  for (const total of totals) {
    const last = blocks.at(-1);
    const mean = total.days > 0 ? total.offered / total.days : 0;
    if (last === undefined || last.mean >= LEAST_MEAN) blocks.push({ mean, parts: [total] });
    else {
      last.parts.push(total);
      last.mean += mean;
    }
  }
  const [before, rest] = [blocks.at(-2), blocks.at(-1)];
  if (before !== undefined && rest !== undefined && rest.mean < LEAST_MEAN) {
    before.parts.push(...rest.parts);
    blocks.pop();
  }
  return blocks.map(({ parts }) => ({
    intervals: parts.map(({ interval }) => interval),
    shares: sharesOf(parts),
  }));
}

type Total = { readonly interval: number; readonly offered: number; readonly days: number };

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

function sharesOf(parts: readonly Total[]): number[] {
  const means = parts.map(({ offered, days }) => (days > 0 ? offered / days : 0));
  const even = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  const drawn = parts.map(({ offered, days }, at) => {
    const trust = offered / (offered + DOUBT_CONTACTS);
    return days > 0 ? trust * (means[at] ?? 0) + (1 - trust) * even : even;
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
