import { STREAMS, type Stream } from '#domain/contact.ts';
import { addCounts, emptyCounts, type Counts } from '#domain/measures/counts.ts';
import { localIntervalStart } from '#domain/interval.ts';
import { abandonWait, handleTime, serviceLevel, speedOfAnswer } from '#domain/measures/measures.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import { isoInZone, type TimeZone } from '#domain/time-zone.ts';
import { csvRow } from '../files/writing/csv-row.ts';
import { EVERYONE, type Scope } from '../floor/floor.ts';
import type { Tally } from '../metrics/tally.ts';

const HEADER =
  'queue,interval_start,offered,answered,abandoned,answered_within,service_level,asa_seconds,handle_seconds,abandon_wait_seconds,left,left_timeout,lost,stream';

/**
 * The figures of every queue and interval that had an offer, and of all queues together (`*`), as CSV lines. First those of
 * customers who came and held the line; then, apart, deferred work and outbound contacts, where there are any.
 */
export function* intervalReport(tally: Tally, zone: TimeZone, intervalMs: DurationMs): Iterable<string> {
  yield HEADER;
  for (const stream of STREAMS) yield* streamReport(tally, stream, { zone, intervalMs });
}

type Intervals = { readonly zone: TimeZone; readonly intervalMs: DurationMs };

function* streamReport(tally: Tally, stream: Stream, { zone, intervalMs }: Intervals): Iterable<string> {
  const all = new Map<EpochMs, Counts>();
  for (const queue of [...tally.queues.keys()].sort()) {
    const intervals = new Map<EpochMs, Counts>();
    for (const [start, cell] of tally.queues.get(queue)?.streams[stream].cells ?? []) {
      const interval = localIntervalStart(zone, start, intervalMs);
      addTo(intervals, interval, cell);
      addTo(all, interval, cell);
    }
    yield* rows(queue, intervals, { zone, stream });
  }
  yield* rows(EVERYONE, all, { zone, stream });
}

function addTo(intervals: Map<EpochMs, Counts>, start: EpochMs, cell: Readonly<Counts>): void {
  const sum = intervals.get(start) ?? emptyCounts();
  addCounts(sum, cell);
  intervals.set(start, sum);
}

type Reported = { readonly zone: TimeZone; readonly stream: Stream };

function* rows(
  queue: Scope,
  intervals: ReadonlyMap<EpochMs, Counts>,
  { zone, stream }: Reported,
): Iterable<string> {
  for (const [start, counts] of [...intervals].sort(([one], [other]) => one - other))
    if (counts.offered > 0) yield csvRow([queue, isoInZone(zone, start), ...figures(counts), stream]);
}

function figures(counts: Readonly<Counts>): readonly (string | number | undefined)[] {
  const { offered, answered, abandoned, answeredWithin, left, leftTimeout, lost } = counts;
  return [
    offered,
    answered,
    abandoned,
    answeredWithin,
    serviceLevel(counts)?.low.toFixed(6),
    speedOfAnswer(counts)?.toFixed(3),
    handleTime(counts)?.toFixed(3),
    abandonWait(counts)?.toFixed(3),
    left,
    leftTimeout,
    lost,
  ];
}
