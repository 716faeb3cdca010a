import { streamOf, type ContactRecord, type Stream, type Visit } from '#domain/contact.ts';
import { addCounts, emptyCounts, isEmpty, type Counts } from '#domain/measures/counts.ts';
import type { ContactId, QueueId, SourceId } from '#domain/ids.ts';
import { cellStart } from '#domain/interval.ts';
import type { ServiceTarget } from '#domain/service-target.ts';
import { DAY_MS, MINUTE_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { ContactChange } from '../floor/advance-floor.ts';
import { countVisit } from './count-visit.ts';

/** A visit without an end. */
export type OpenVisit = { readonly queuedAt: EpochMs; readonly source: SourceId };

/** The sums of one stream of a queue: counts by cell of arrival, abandons by minute of hanging up, and who waits. */
export type StreamTally = {
  readonly cells: Map<EpochMs, Counts>;
  readonly abandonMinutes: Map<number, number>;
  readonly open: Map<ContactId, OpenVisit>;
};

/** A queue's sums by stream, and when each source last told of a visit to it. */
export type QueueTally = {
  readonly streams: Readonly<Record<Stream, StreamTally>>;
  readonly sources: Map<SourceId, EpochMs>;
};

/** The sums of all visits, by queue. Changed in place by `recount`. */
export type Tally = { readonly gridMs: DurationMs; readonly queues: Map<QueueId, QueueTally> };

export type TargetOf = (queue: QueueId) => ServiceTarget;

/** Nothing offered. */
export function emptyTally(gridMs: DurationMs): Tally {
  return { gridMs, queues: new Map() };
}

/** The queue's sums; empty ones are opened for a queue never heard of. */
export function queueTally(tally: Tally, queue: QueueId): QueueTally {
  let found = tally.queues.get(queue);
  if (found === undefined) {
    found = noVisits();
    tally.queues.set(queue, found);
  }
  return found;
}

/** The queue's sums, to be read only; those of a queue never heard of are empty. */
export function tallyOf({ queues }: Tally, queue: QueueId): QueueTally {
  return queues.get(queue) ?? noVisits();
}

const noVisits = (): QueueTally => ({
  streams: { inbound: noStream(), deferred: noStream(), outbound: noStream() },
  sources: new Map(),
});

const noStream = (): StreamTally => ({ cells: new Map(), abandonMinutes: new Map(), open: new Map() });

/** Takes back what the contacts counted before and adds what they count now. */
export function recount(tally: Tally, changes: readonly ContactChange[], targetOf: TargetOf): void {
  for (const { before, after } of changes) {
    if (before !== undefined) countContact(tally, before, targetOf, -1);
    countContact(tally, after, targetOf, 1);
  }
}

/** By what a contact was judged, and by what it is judged from now on; visits that arrived before `since` stay as they are. */
export type Rejudgement = {
  readonly before: TargetOf;
  readonly after: TargetOf;
  readonly since: EpochMs;
};

/** Counts a contact's visits by another target. Nothing else changes: who waits, and who hung up when, depends on no target. */
export function rejudge(tally: Tally, record: ContactRecord, { before, after, since }: Rejudgement): void {
  const stream = streamOf(record);
  for (const [place, visit] of record.visits.entries()) {
    const start = cellStart(visit.queuedAt, tally.gridMs);
    const [one, other] = [before(visit.queue), after(visit.queue)];
    if (start < since || (one.withinMs === other.withinMs && one.shortAbandonMs === other.shortAbandonMs))
      continue;
    const { cells } = queueTally(tally, visit.queue).streams[stream];
    const cell = cells.get(start) ?? emptyCounts();
    addCounts(cell, countVisit(record.contact, place, visit, one), -1);
    addCounts(cell, countVisit(record.contact, place, visit, other), 1);
    if (isEmpty(cell)) cells.delete(start);
    else cells.set(start, cell);
  }
}

/** Abandons whose hang-up lies in the `lengthMs` before `now`, to the minute. */
export function abandonedLately(stream: StreamTally, now: EpochMs, lengthMs: DurationMs): number {
  const last = Math.floor(now / MINUTE_MS);
  const first = last - Math.floor(lengthMs / MINUTE_MS) + 1;
  let sum = 0;
  for (let minute = first; minute <= last; minute += 1) sum += stream.abandonMinutes.get(minute) ?? 0;
  return sum;
}

/** Lets go of minutes of abandons that no window reaches back to, and of sources that told nothing of a queue for days. */
export function dropOldWords({ queues }: Tally, now: EpochMs): void {
  const oldest = Math.floor(now / MINUTE_MS) - MINUTES_KEPT;
  for (const { streams, sources } of queues.values()) {
    for (const { abandonMinutes } of Object.values(streams))
      for (const minute of abandonMinutes.keys()) if (minute < oldest) abandonMinutes.delete(minute);
    for (const [source, at] of sources) if (at < now - SOURCES_KEPT_MS) sources.delete(source);
  }
}

/** Whether nothing is counted in memory of the queue, and nobody told of it for days. */
export function isUntold({ queues }: Tally, queue: QueueId): boolean {
  const sums = queues.get(queue);
  if (sums === undefined) return true;
  const { streams, sources } = sums;
  return (
    sources.size === 0 && Object.values(streams).every(({ cells, open }) => cells.size + open.size === 0)
  );
}

/** A queue of weekdays still knows on Monday who tells of it; a switch that was replaced is forgotten after a week. */
const SOURCES_KEPT_MS = 7 * DAY_MS;

/** Twice the longest window that is asked for, so that a clock stepping back a little still finds its minutes. */
const MINUTES_KEPT = 60;

function countContact(tally: Tally, record: ContactRecord, targetOf: TargetOf, times: 1 | -1): void {
  const stream = streamOf(record);
  for (let place = 0; place < record.visits.length; place += 1) {
    const visit = record.visits[place];
    if (visit === undefined) continue;
    const { streams, sources } = queueTally(tally, visit.queue);
    const { cells } = streams[stream];
    const start = cellStart(visit.queuedAt, tally.gridMs);
    const cell = cells.get(start) ?? emptyCounts();
    addCounts(cell, countVisit(record.contact, place, visit, targetOf(visit.queue)), times);
    if (times === -1 && isEmpty(cell)) cells.delete(start);
    else cells.set(start, cell);
    trackVisit(streams[stream], record.contact, visit, times);
    if ((sources.get(visit.source) ?? 0) < visit.queuedAt) sources.set(visit.source, visit.queuedAt);
  }
}

function trackVisit(
  { open, abandonMinutes }: StreamTally,
  contact: ContactId,
  visit: Visit,
  times: 1 | -1,
): void {
  const { outcome, queuedAt, source } = visit;
  if (outcome.state === 'waiting') {
    if (times === 1) open.set(contact, { queuedAt, source });
    else open.delete(contact);
  } else if (outcome.state === 'abandoned') {
    const minute = Math.floor(outcome.at / MINUTE_MS);
    const abandons = (abandonMinutes.get(minute) ?? 0) + times;
    if (abandons === 0) abandonMinutes.delete(minute);
    else abandonMinutes.set(minute, abandons);
  }
}
