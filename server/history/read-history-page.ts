import { addCounts, emptyCounts, type Counts } from '#domain/measures/counts.ts';
import { handleTime } from '#domain/measures/measures.ts';
import type { QueueId } from '#domain/ids.ts';
import { localIntervalStart } from '#domain/interval.ts';
import { addDays, dayNumber, localDay, type LocalDay } from '#domain/local-day.ts';
import { DAY_MS, MINUTE_MS, epochMs, type EpochMs } from '#domain/time.ts';
import { instantOf, isoInZone, localTime, type TimeZone } from '#domain/time-zone.ts';
import type { StoredCell, WorldStore } from '../checkpoint/world-store.ts';
import type { Tally } from '../metrics/tally.ts';
import type { HistoryPage, HistoryRow } from './history-page.ts';

/** Everything that was counted: what is in memory, and what has left it. */
export type Past = {
  readonly tally: Tally;
  readonly store: Pick<WorldStore, 'cells' | 'firstStart'>;
  readonly zone: TimeZone;
  /** The interval that holds it is not over. */
  readonly now: EpochMs;
};

/** Days of the centre, both included. Absent: from the first, and to the last. */
export type HistoryQuestion = {
  readonly intervalMinutes: number;
  readonly from?: LocalDay | undefined;
  readonly to?: LocalDay | undefined;
};

/** A page ends with the day that fills it: a megabyte, told between two ticks without a wall noticing. */
const ROWS_A_PAGE = 5_000;
/** Nor does it look through more days than these, however little they brought. */
const DAYS_A_PAGE = 31;

/**
 * What customers who came and hold the line brought to each queue, interval by interval, from the first day that is asked for. The
 * present interval is not in it. Nothing may be counted or written down meanwhile.
 */
export async function readHistoryPage(past: Past, question: HistoryQuestion): Promise<HistoryPage> {
  const { zone, now, store } = past;
  const { intervalMinutes } = question;
  const until = localIntervalStart(zone, now, intervalMinutes * MINUTE_MS);
  const page = { zone: zone.name, interval: intervalMinutes };
  const remembered = inMemory(past.tally, until);
  const first = firstOf(await store.firstStart(), remembered);
  if (first === undefined) return { ...page, rows: [] };
  const begin = laterDay(question.from, dayOf(zone, first));
  const end = earlierDay(question.to, dayOf(zone, until));
  const rows: HistoryRow[] = [];
  const byDay = Map.groupBy(remembered, ({ start }) => dayOf(zone, start));
  let day = begin;
  for (let days = 0; day <= end && days < DAYS_A_PAGE && rows.length < ROWS_A_PAGE; days += 1) {
    const stored = await store.cells(beginOf(zone, day), earlier(beginOf(zone, addDays(day, 1)), until));
    rows.push(...rowsOf([...stored, ...(byDay.get(day) ?? [])], zone, intervalMinutes));
    day = addDays(day, 1);
  }
  return { ...page, rows, ...(day <= end ? { next: day } : {}) };
}

type Cell = Omit<StoredCell, 'stream'>;

function inMemory({ queues }: Tally, until: EpochMs): readonly Cell[] {
  const cells: Cell[] = [];
  for (const [queue, { streams }] of queues)
    for (const [start, counts] of streams.inbound.cells)
      if (start < until) cells.push({ queue, start, counts });
  return cells;
}

/** Facts that came late stand in memory beside the stored cell that they belong to: both are added. */
function rowsOf(
  cells: readonly (Cell & Partial<StoredCell>)[],
  zone: TimeZone,
  minutes: number,
): HistoryRow[] {
  const sums = new Map<EpochMs, Map<QueueId, Counts>>();
  for (const { queue, stream = 'inbound', start, counts } of cells) {
    if (stream !== 'inbound') continue;
    const interval = localIntervalStart(zone, start, minutes * MINUTE_MS);
    const queues = sums.get(interval) ?? new Map<QueueId, Counts>();
    sums.set(interval, queues);
    const sum = queues.get(queue) ?? emptyCounts();
    queues.set(queue, sum);
    addCounts(sum, counts);
  }
  return [...sums]
    .sort(([one], [other]) => one - other)
    .flatMap(([start, queues]) =>
      [...queues]
        .filter(([, { offered }]) => offered > 0)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([queue, counts]) => rowOf(queue, isoInZone(zone, start), counts)),
    );
}

function rowOf(queue: QueueId, start: string, counts: Readonly<Counts>): HistoryRow {
  const { offered, answered, abandoned } = counts;
  const handle = handleTime(counts);
  return {
    queue,
    start,
    offered,
    answered,
    abandoned,
    ...(handle === undefined ? {} : { handle_seconds: handle }),
  };
}

function firstOf(stored: EpochMs | undefined, remembered: readonly Cell[]): EpochMs | undefined {
  let first = stored;
  for (const { start } of remembered) first = first === undefined ? start : earlier(first, start);
  return first;
}

const dayOf = (zone: TimeZone, at: EpochMs): LocalDay => localDay(localTime(zone, at).day);
const beginOf = (zone: TimeZone, day: LocalDay): EpochMs => instantOf(zone, dayNumber(day) * DAY_MS);
const earlier = (one: EpochMs, other: EpochMs): EpochMs => epochMs(Math.min(one, other));
const laterDay = (one: LocalDay | undefined, other: LocalDay): LocalDay =>
  one === undefined || one < other ? other : one;
const earlierDay = (one: LocalDay | undefined, other: LocalDay): LocalDay =>
  one === undefined || one > other ? other : one;
