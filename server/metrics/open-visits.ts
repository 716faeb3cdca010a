import type { OpenVisits } from '#domain/board/board.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import { knownUntil, type Feeds } from '../floor/source-states.ts';
import type { OpenVisit, StreamTally } from './tally.ts';

/** What is known now of who waits. */
export type Knowing = { readonly feeds: Feeds; readonly now: EpochMs };

/** How many wait, and the longest wait among them. The wait of a contact stands still while its feed is dead. */
export function openVisits({ open }: StreamTally, knowing: Knowing): OpenVisits {
  let oldest: LongestWait | undefined;
  for (const visit of open.values()) {
    const until = untilOf(visit, knowing);
    if (oldest === undefined || until - visit.queuedAt > oldest.until - oldest.queuedAt)
      oldest = { queuedAt: visit.queuedAt, until };
  }
  return { count: open.size, ...longestWaitOf(oldest, knowing) };
}

/** Those of several queues together. */
export function sumOpenVisits(all: readonly OpenVisits[], knowing: Knowing): OpenVisits {
  let oldest: LongestWait | undefined;
  let count = 0;
  for (const one of all) {
    count += one.count;
    if (one.oldestQueuedAt === undefined) continue;
    const [queuedAt, until] = [one.oldestQueuedAt, one.oldestUntil ?? knowing.now];
    if (oldest === undefined || until - queuedAt > oldest.until - oldest.queuedAt)
      oldest = { queuedAt, until };
  }
  return { count, ...longestWaitOf(oldest, knowing) };
}

/** Those that were queued from `start` on and can still be answered in time. */
export function countUndecided(
  { open }: StreamTally,
  { start, withinMs }: { readonly start: EpochMs; readonly withinMs: DurationMs },
  knowing: Knowing,
): number {
  let undecided = 0;
  for (const visit of open.values())
    if (visit.queuedAt >= start && untilOf(visit, knowing) - visit.queuedAt <= withinMs) undecided += 1;
  return undecided;
}

type LongestWait = { readonly queuedAt: EpochMs; readonly until: EpochMs };

const untilOf = ({ source }: OpenVisit, { feeds, now }: Knowing): EpochMs =>
  feeds.get(source)?.frozenAt === undefined ? now : knownUntil(feeds, [source], now);

function longestWaitOf(oldest: LongestWait | undefined, { now }: Knowing): Omit<OpenVisits, 'count'> {
  if (oldest === undefined) return {};
  return { oldestQueuedAt: oldest.queuedAt, ...(oldest.until < now && { oldestUntil: oldest.until }) };
}
