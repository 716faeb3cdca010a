import type { AcdEvent } from '#domain/acd-event.ts';
import type { DurationMs } from '#domain/time.ts';
import type { Conflict, StandingChange } from '../../journal/journal.ts';

/** Events that wait or are being written: half a second of the rate we hold ourselves to, some 25 MB. */
export const INBOX_LIMIT = 50_000;
/** By then the loop has taken its next batch. */
export const RETRY_AFTER_MS: DurationMs = 500;

/** What the journal made of a batch. */
export type Committed = {
  readonly position: number;
  readonly accepted: number;
  readonly duplicates: number;
  /** Events of the batch whose identity was there with other content. Absent: none. */
  readonly conflicts?: readonly Conflict[];
};

/** The good events of one sender's batch, possibly none. Exactly one of `commit` and `fail` is called, once. */
export type Batch = {
  readonly sender: string;
  readonly events: readonly AcdEvent[];
  /** What its sender knows by these events, to be committed with them; nothing of senders outside. */
  readonly standing: readonly StandingChange[];
  commit(committed: Committed): void;
  fail(error: Error): void;
};

/** `committed` rejects with what the batch was failed with: a StorageFailure when the journal did not take it. */
export type Offer =
  | { readonly kind: 'taken'; readonly committed: Promise<Committed> }
  | { readonly kind: 'full'; readonly reason: string; readonly retryAfterMs: DurationMs };

/** The bounded queue between the senders and the tick loop. */
export type Inbox = {
  /** Takes the batch whole or not at all. An empty inbox takes every batch up to the limit. */
  offer(batch: Pick<Batch, 'sender' | 'events'> & Partial<Pick<Batch, 'standing'>>): Offer;
  /** The oldest batches, of at most `maxEvents` together, but at least one where one waits. */
  take(maxEvents: number): Batch[];
  /** Batches that wait to be taken, and events taken or waiting that are neither committed nor failed. */
  load(): { readonly waitingBatches: number; readonly openEvents: number };
  /** Calls `wake` at once when work waits, else when the next work comes, each time the inbox was empty. Answers the undo. */
  onWork(wake: () => void): () => void;
  /** Fails what waits and takes nothing more. */
  close(reason: string): void;
};

/** An empty inbox for `limit` events. */
export function createInbox(limit: number = INBOX_LIMIT): Inbox {
  let waiting: Batch[] = [];
  let openEvents = 0;
  let closed: string | undefined;
  const wakes = new Set<() => void>();
  const settle = (size: number): void => {
    openEvents -= size;
  };
  return {
    offer({ sender, events, standing = [] }) {
      const size = sizeOf(events);
      if (closed !== undefined) return full(closed);
      if (openEvents + size > limit) return full(`inbox full: ${openEvents} of ${limit} events wait`);
      openEvents += size;
      const { batch, committed } = openBatch({ sender, events, standing, settled: () => settle(size) });
      waiting.push(batch);
      if (waiting.length === 1) for (const wake of wakes) wake();
      return { kind: 'taken', committed };
    },
    take(maxEvents) {
      const taken = waiting.slice(0, countWithin(waiting, maxEvents));
      waiting = waiting.slice(taken.length);
      return taken;
    },
    load: () => ({ waitingBatches: waiting.length, openEvents }),
    onWork(wake) {
      wakes.add(wake);
      if (waiting.length > 0) wake();
      return () => wakes.delete(wake);
    },
    close(reason) {
      closed = reason;
      const left = waiting;
      waiting = [];
      for (const batch of left) batch.fail(new Error(reason));
    },
  };
}

/** A batch without good events is work too: its sender waits for an answer. */
const sizeOf = (events: readonly AcdEvent[]): number => Math.max(events.length, 1);

const full = (reason: string): Offer => ({ kind: 'full', reason, retryAfterMs: RETRY_AFTER_MS });

type Opened = { readonly batch: Batch; readonly committed: Promise<Committed> };

function openBatch(of: Pick<Batch, 'sender' | 'events' | 'standing'> & { settled(): void }): Opened {
  const { promise, resolve, reject } = Promise.withResolvers<Committed>();
  let open = true;
  const once = (settle: () => void): void => {
    if (!open) return;
    open = false;
    of.settled();
    settle();
  };
  const batch: Batch = {
    sender: of.sender,
    events: of.events,
    standing: of.standing,
    commit: (committed) => once(() => resolve(committed)),
    fail: (error) => once(() => reject(error)),
  };
  return { batch, committed: promise };
}

function countWithin(batches: readonly Batch[], maxEvents: number): number {
  let events = 0;
  let count = 0;
  for (const batch of batches) {
    events += batch.events.length;
    if (count > 0 && events > maxEvents) break;
    count += 1;
  }
  return count;
}
