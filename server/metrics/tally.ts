import { isDeferred, type ContactRecord, type Visit } from '#domain/contact.ts';
import { addCounts, emptyCounts, isEmpty, type Counts } from '#domain/measures/counts.ts';
import type { ContactId, QueueId } from '#domain/ids.ts';
import { cellStart } from '#domain/interval.ts';
import type { ServiceTarget } from '#domain/service-target.ts';
import { MINUTE_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { ContactChange } from '../floor/advance-floor.ts';
import { countVisit } from './count-visit.ts';

/** A queue's sums: counts by cell of arrival, abandons by minute of hanging up, who waits, and what is deferred. */
export type QueueTally = {
  readonly cells: Map<EpochMs, Counts>;
  readonly abandonMinutes: Map<number, number>;
  readonly waiting: Map<ContactId, EpochMs>;
  readonly deferred: Map<ContactId, EpochMs>;
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
  cells: new Map(),
  abandonMinutes: new Map(),
  waiting: new Map(),
  deferred: new Map(),
});

/** Where a contact stands while its visit has no end: among those who wait, or with what is deferred. */
export function openVisits(sums: QueueTally, { channel }: ContactRecord): Map<ContactId, EpochMs> {
  return isDeferred(channel) ? sums.deferred : sums.waiting;
}

/** Takes back what the contacts counted before and adds what they count now. */
export function recount(tally: Tally, changes: readonly ContactChange[], targetOf: TargetOf): void {
  for (const { before, after } of changes) {
    if (before !== undefined) countContact(tally, before, targetOf, -1);
    countContact(tally, after, targetOf, 1);
  }
}

/** Abandons whose hang-up lies in the `lengthMs` before `now`, to the minute. */
export function abandonedLately(queue: QueueTally, now: EpochMs, lengthMs: DurationMs): number {
  const last = Math.floor(now / MINUTE_MS);
  const first = last - Math.floor(lengthMs / MINUTE_MS) + 1;
  let sum = 0;
  for (const [minute, abandons] of queue.abandonMinutes)
    if (minute >= first && minute <= last) sum += abandons;
  return sum;
}

/** Lets go of minutes of abandons that no window reaches back to. */
export function dropOldMinutes({ queues }: Tally, now: EpochMs): void {
  const oldest = Math.floor(now / MINUTE_MS) - MINUTES_KEPT;
  for (const { abandonMinutes } of queues.values())
    for (const minute of abandonMinutes.keys()) if (minute < oldest) abandonMinutes.delete(minute);
}

/** Twice the longest window that is asked for, so that a clock stepping back a little still finds its minutes. */
const MINUTES_KEPT = 60;

function countContact(tally: Tally, record: ContactRecord, targetOf: TargetOf, times: 1 | -1): void {
  for (let place = 0; place < record.visits.length; place += 1) {
    const visit = record.visits[place];
    if (visit === undefined) continue;
    const sums = queueTally(tally, visit.queue);
    const start = cellStart(visit.queuedAt, tally.gridMs);
    const cell = sums.cells.get(start) ?? emptyCounts();
    addCounts(cell, countVisit(record.contact, place, visit, targetOf(visit.queue)), times);
    if (times === -1 && isEmpty(cell)) sums.cells.delete(start);
    else sums.cells.set(start, cell);
    trackVisit(sums, record, visit, times);
  }
}

function trackVisit(sums: QueueTally, record: ContactRecord, visit: Visit, times: 1 | -1): void {
  const { outcome } = visit;
  if (outcome.state === 'waiting') {
    if (times === 1) openVisits(sums, record).set(record.contact, visit.queuedAt);
    else openVisits(sums, record).delete(record.contact);
  } else if (outcome.state === 'abandoned') {
    const minute = Math.floor(outcome.at / MINUTE_MS);
    const abandons = (sums.abandonMinutes.get(minute) ?? 0) + times;
    if (abandons === 0) sums.abandonMinutes.delete(minute);
    else sums.abandonMinutes.set(minute, abandons);
  }
}
