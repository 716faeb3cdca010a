import type { QueueId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import { gridRow, unknownGrid, type Grid } from '../models/grid.ts';
import type { DayClock } from './day-clock.ts';
import { intervalsADay, type QueueHistory } from './queue-history.ts';

/** What was offered in one interval. `minute` counts from local midnight. */
export type HistoryEntry = {
  readonly queue: QueueId;
  readonly day: LocalDay;
  readonly minute: number;
  readonly offered: number;
  /** Mean seconds of the interval's contacts. Absent: not known. */
  readonly handleSeconds?: number;
};

/** Why an entry cannot be taken. */
export type EntryProblem = 'twice' | 'skipped' | 'off-grid';

/** Gathers entries, in any order, into histories. */
export type HistoryBook = {
  add(entry: HistoryEntry): EntryProblem | undefined;
  /** Adds to an interval that was told, or takes away from it, what an entry brings. */
  amend(entry: HistoryEntry, sign: 1 | -1): void;
  /** By name of queue. The book is empty afterwards: two of a thousand queues and a year would not fit the memory. */
  takeHistories(): readonly QueueHistory[];
};

/** Intervals begin on these minutes, so that each that makes up an hour has its own bit. */
const GRID_MINUTES = 5;

/** An empty book that adds entries up to intervals of `intervalMinutes`; `clockOf` tells how local time runs on a day. */
export function historyBook(intervalMinutes: number, clockOf: (day: LocalDay) => DayClock): HistoryBook {
  const queues = new Map<QueueId, QueuePages>();
  const clocks = new Map<LocalDay, DayClock>();
  const clock = (day: LocalDay): DayClock => {
    const known = clocks.get(day) ?? clockOf(day);
    clocks.set(day, known);
    return known;
  };
  return {
    add(entry) {
      if (entry.minute % GRID_MINUTES !== 0) return 'off-grid';
      const times = clock(entry.day)(entry.minute);
      if (times === 0) return 'skipped';
      const pages = queues.get(entry.queue) ?? newPages();
      queues.set(entry.queue, pages);
      return write(pages, entry, { times, intervalMinutes });
    },
    amend(entry, sign) {
      const page = queues.get(entry.queue)?.days.get(entry.day);
      const times = clock(entry.day)(entry.minute);
      if (page !== undefined && times !== 0) addCounts(page, entry, { times, intervalMinutes, sign });
    },
    takeHistories: () =>
      [...queues.keys()].sort().flatMap((queue) => {
        const pages = queues.get(queue);
        queues.delete(queue);
        return pages === undefined ? [] : historyOf(queue, pages, { intervalMinutes, clock });
      }),
  };
}

type Page = {
  readonly offered: Float64Array;
  /** Which of the interval's parts were told: one bit for every five minutes. */
  readonly parts: Uint16Array;
  /** Contacts whose handle time is known, and their seconds. Absent: of none. */
  handled?: { readonly contacts: Float64Array; readonly seconds: Float64Array };
  /** Minutes of a repeated hour, and how often each was told. Absent: there is none. */
  repeats?: Map<number, number>;
};

type QueuePages = {
  readonly days: Map<LocalDay, Page>;
  hasHandleTimes: boolean;
  hasZero: boolean;
};

const newPages = (): QueuePages => ({ days: new Map(), hasHandleTimes: false, hasZero: false });

function write(
  pages: QueuePages,
  entry: HistoryEntry,
  { times, intervalMinutes }: { readonly times: 1 | 2; readonly intervalMinutes: number },
): EntryProblem | undefined {
  const { day, minute, offered, handleSeconds } = entry;
  const page = pages.days.get(day) ?? newPage(intervalsADay(intervalMinutes));
  pages.days.set(day, page);
  const interval = Math.floor(minute / intervalMinutes);
  const part = 1 << ((minute % intervalMinutes) / GRID_MINUTES);
  const isToldBefore = ((page.parts[interval] ?? 0) & part) !== 0;
  const told = page.repeats?.get(minute) ?? 0;
  if (isToldBefore && (times === 1 || told >= 2)) return 'twice';
  if (times === 2) (page.repeats ??= new Map()).set(minute, told + 1);
  page.parts[interval] = (page.parts[interval] ?? 0) | part;
  pages.hasZero ||= offered === 0;
  pages.hasHandleTimes ||= handleSeconds !== undefined && handleSeconds > 0 && offered > 0;
  addCounts(page, entry, { times, intervalMinutes, sign: 1 });
  return undefined;
}

type Counting = { readonly times: 1 | 2; readonly intervalMinutes: number; readonly sign: 1 | -1 };

function addCounts(
  page: Page,
  { minute, offered, handleSeconds }: HistoryEntry,
  { times, intervalMinutes, sign }: Counting,
): void {
  const interval = Math.floor(minute / intervalMinutes);
  // An hour that comes twice counts half each time: a cell says what one such interval brings.
  page.offered[interval] = (page.offered[interval] ?? 0) + (sign * offered) / times;
  if (handleSeconds === undefined || handleSeconds <= 0 || offered <= 0) return;
  page.handled ??= {
    contacts: new Float64Array(page.offered.length),
    seconds: new Float64Array(page.offered.length),
  };
  const { contacts, seconds } = page.handled;
  contacts[interval] = (contacts[interval] ?? 0) + sign * offered;
  seconds[interval] = (seconds[interval] ?? 0) + sign * offered * handleSeconds;
}

const newPage = (intervals: number): Page => ({
  offered: new Float64Array(intervals),
  parts: new Uint16Array(intervals),
});

type Time = { readonly intervalMinutes: number; readonly clock: (day: LocalDay) => DayClock };

function historyOf(queue: QueueId, pages: QueuePages, { intervalMinutes, clock }: Time): QueueHistory {
  const days = [...pages.days.keys()].sort();
  const size = intervalsADay(intervalMinutes);
  const offered = unknownGrid(days.length, size);
  const handleSeconds = unknownGrid(pages.hasHandleTimes ? days.length : 0, size);
  const wholeParts = mostParts(pages, size);
  for (const [row, day] of days.entries()) {
    const page = pages.days.get(day);
    if (page === undefined) continue;
    for (let interval = 0; interval < size; interval += 1) {
      const parts = bits(page.parts[interval] ?? 0);
      // Parts that are missing are taken to be like those that are there.
      if (parts > 0)
        gridRow(offered, row)[interval] =
          ((page.offered[interval] ?? 0) * (wholeParts[interval] ?? parts)) / parts;
      const contacts = page.handled?.contacts[interval] ?? 0;
      if (contacts > 0)
        gridRow(handleSeconds, row)[interval] = (page.handled?.seconds[interval] ?? 0) / contacts;
    }
  }
  if (!pages.hasZero)
    fillQuiet(offered, (row, column) => {
      const day = days[row];
      return day !== undefined && clock(day)(column * intervalMinutes) > 0;
    });
  return { queue, intervalMinutes, days, offered, ...(pages.hasHandleTimes ? { handleSeconds } : {}) };
}

/** Parts that each interval has when it is told whole: the last one before closing may be short on all days. */
function mostParts({ days }: QueuePages, size: number): Uint8Array {
  const most = new Uint8Array(size);
  for (const { parts } of days.values())
    for (let interval = 0; interval < size; interval += 1)
      most[interval] = Math.max(most[interval] ?? 0, bits(parts[interval] ?? 0));
  return most;
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** An interval whose usual count is above this is not left out of a list because it was empty (Poisson: one in 50). */
const QUIET_COUNT = 4;

/**
 * A history without a single zero lists only what came: there, an interval that is missing between the first and last of its
 * day, at a time that is usually quiet, had none. Anywhere else what is missing is unknown, and in an hour that the clock skipped there is nothing.
 */
function fillQuiet(offered: Grid, exists: (row: number, column: number) => boolean): void {
  const means = columnMeans(offered);
  for (let row = 0; row < offered.rows; row += 1) {
    const cells = gridRow(offered, row);
    const first = cells.findIndex((cell) => !Number.isNaN(cell));
    const last = cells.findLastIndex((cell) => !Number.isNaN(cell));
    for (let column = first + 1; column < last; column += 1)
      if (Number.isNaN(cells[column] ?? 0) && (means[column] ?? 0) <= QUIET_COUNT && exists(row, column))
        cells[column] = 0;
  }
}

function columnMeans(grid: Grid): number[] {
  return Array.from({ length: grid.columns }, (_, column) => {
    let [sum, known] = [0, 0];
    for (let row = 0; row < grid.rows; row += 1) {
      const cell = grid.cells[row * grid.columns + column] ?? Number.NaN;
      if (Number.isNaN(cell)) continue;
      sum += cell;
      known += 1;
    }
    return known > 0 ? sum / known : 0;
  });
}
