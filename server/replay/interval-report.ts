import { addCounts, emptyCounts, type Counts } from '#domain/measures/counts.ts';
import { localIntervalStart } from '#domain/interval.ts';
import { abandonWait, handleTime, serviceLevel, speedOfAnswer } from '#domain/measures/measures.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import { isoInZone, type TimeZone } from '#domain/time-zone.ts';
import { EVERYONE, type Scope } from '../floor/floor.ts';
import type { Tally } from '../metrics/tally.ts';

const HEADER =
  'queue,interval_start,offered,answered,abandoned,answered_within,service_level,asa_seconds,handle_seconds,abandon_wait_seconds,left,left_timeout,lost';

/** The figures of every queue and interval that had an offer, and of all queues together (`*`), as CSV lines. */
export function* intervalReport(tally: Tally, zone: TimeZone, intervalMs: DurationMs): Iterable<string> {
  yield HEADER;
  const all = new Map<EpochMs, Counts>();
  for (const queue of [...tally.queues.keys()].sort()) {
    const intervals = new Map<EpochMs, Counts>();
    for (const [start, cell] of tally.queues.get(queue)?.cells ?? []) {
      const interval = localIntervalStart(zone, start, intervalMs);
      addTo(intervals, interval, cell);
      addTo(all, interval, cell);
    }
    yield* rows(queue, intervals, zone);
  }
  yield* rows(EVERYONE, all, zone);
}

function addTo(intervals: Map<EpochMs, Counts>, start: EpochMs, cell: Readonly<Counts>): void {
  const sum = intervals.get(start) ?? emptyCounts();
  addCounts(sum, cell);
  intervals.set(start, sum);
}

function* rows(queue: Scope, intervals: ReadonlyMap<EpochMs, Counts>, zone: TimeZone): Iterable<string> {
  for (const [start, counts] of [...intervals].sort(([one], [other]) => one - other)) {
    if (counts.offered > 0) yield row(queue, isoInZone(zone, start), counts);
  }
}

function row(queue: Scope, start: string, counts: Readonly<Counts>): string {
  const { offered, answered, abandoned, answeredWithin, left, leftTimeout, lost } = counts;
  const ratios = [
    serviceLevel(counts)?.low.toFixed(6),
    speedOfAnswer(counts)?.toFixed(3),
    handleTime(counts)?.toFixed(3),
    abandonWait(counts)?.toFixed(3),
  ];
  return [
    quoted(queue),
    start,
    offered,
    answered,
    abandoned,
    answeredWithin,
    ...ratios,
    left,
    leftTimeout,
    lost,
  ].join(',');
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
