import { GRID_MS } from '#domain/interval.ts';
import { emptyCounts } from '#domain/measures/counts.ts';

// The simulator loses no end of a visit, and prints no fingerprint of one.
const { lost: _lost, checksum: _checksum, ...booked } = emptyCounts();

/** What is counted of every visit, by queue and cell of arrival. `delayed`: it was not answered at once. */
export const NO_LEDGER_COUNTS = { ...booked, delayed: 0 };
export type LedgerCount = keyof typeof NO_LEDGER_COUNTS;
// The keys of a literal that nobody extends are its own.
export const LEDGER_COUNTS = Object.keys(NO_LEDGER_COUNTS) as readonly LedgerCount[];

export const COUNT_WIDTH = LEDGER_COUNTS.length;

/**
 * Where each count lies in a cell of `width` numbers. The width comes first so that no object of counts has the same fields
 * in the same order: V8 would keep one shape for both, and compile this file's readers anew whenever the counts' fields change
 * from whole numbers to others (measured: a second simulation six times as slow).
 */
export const COUNT: Readonly<Record<LedgerCount | 'width', number>> = {
  width: COUNT_WIDTH,
  ...NO_LEDGER_COUNTS,
  ...Object.fromEntries(LEDGER_COUNTS.map((name, place) => [name, place])),
};

/** Agents' states in the order in which a cell keeps their time. */
export const STATE = { available: 0, busy: 1, wrapUp: 2, away: 3, unreachable: 4 } as const;
export const STATE_WIDTH = 5;

/**
 * The simulator's own books: what it did, counted while it did it. With `gridMs` Infinity there is one cell for all time,
 * else one per quarter of an hour, from the quarter in which it began.
 */
export type Ledger = {
  readonly gridMs: number;
  readonly origin: number;
  readonly queues: number;
  readonly groups: number;
  cells: number;
  counts: Float64Array;
  /** By cell, group and state. */
  times: Float64Array;
};

/** A year of quarters: about 0.5 GB with a hundred queues. A longer run keeps totals only. */
const MOST_CELLS = 35_136;

/** Nothing counted. */
export function emptyLedger(options: {
  readonly by: 'quarters' | 'total';
  readonly from: number;
  readonly queues: number;
  readonly groups: number;
}): Ledger {
  const { by, from, queues, groups } = options;
  const gridMs = by === 'quarters' ? GRID_MS : Infinity;
  return {
    gridMs,
    // Not a small whole number, as the origin by quarters is none: see the start of a simulation.
    origin: by === 'quarters' ? Math.floor(from / GRID_MS) * GRID_MS : -Infinity,
    queues,
    groups,
    cells: 1,
    counts: new Float64Array(queues * COUNT_WIDTH),
    times: new Float64Array(groups * STATE_WIDTH),
  };
}

/** The cell of an instant; what lies before the beginning belongs to the first. */
export function cellAt(ledger: Ledger, at: number): number {
  if (ledger.gridMs === Infinity) return 0;
  const cell = Math.max(0, Math.floor((at - ledger.origin) / ledger.gridMs));
  if (cell >= ledger.cells) growLedger(ledger, cell + 1);
  return cell;
}

/** Where the counts of a queue's cell begin. */
export function countsAt(ledger: Ledger, cell: number, queue: number): number {
  return (cell * ledger.queues + queue) * COUNT_WIDTH;
}

/** Adds a stay of an agent of `group` in a state, cut at the borders of cells. */
export function addStay(ledger: Ledger, group: number, state: number, from: number, to: number): void {
  let at = from;
  while (at < to) {
    const cell = cellAt(ledger, at);
    const end = ledger.gridMs === Infinity ? to : Math.min(to, ledger.origin + (cell + 1) * ledger.gridMs);
    const place = (cell * ledger.groups + group) * STATE_WIDTH + state;
    ledger.times[place] = (ledger.times[place] ?? 0) + (end - at);
    at = end;
  }
}

function growLedger(ledger: Ledger, cells: number): void {
  if (cells > MOST_CELLS) {
    throw new RangeError(`books by quarters: expected at most ${MOST_CELLS} quarters (a year), got ${cells}`);
  }
  const room = Math.min(MOST_CELLS, Math.max(cells, 2 * ledger.cells));
  const counts = new Float64Array(room * ledger.queues * COUNT_WIDTH);
  const times = new Float64Array(room * ledger.groups * STATE_WIDTH);
  counts.set(ledger.counts);
  times.set(ledger.times);
  ledger.counts = counts;
  ledger.times = times;
  ledger.cells = room;
}
