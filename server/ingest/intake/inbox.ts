import type { AcdEvent } from '#domain/acd-event.ts';
import { BATCH_LIMITS } from '#domain/limits/limits.ts';
import type { DurationMs } from '#domain/time.ts';
import type { Conflict, StandingChange } from '../../journal/journal.ts';

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
export function createInbox(limit: number = BATCH_LIMITS.events): Inbox {
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
      const wasEmpty = waiting.length === 0;
      const { batches, committed } = openBatches({ sender, events, standing }, settle);
      waiting.push(...batches);
      if (wasEmpty) for (const wake of wakes) wake();
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

type Opened = { readonly batches: readonly Batch[]; readonly committed: Promise<Committed> };

function openBatches(given: Given, settle: (size: number) => void): Opened {
  const parts = cut(given).map((part) => openBatch({ ...part, settled: () => settle(sizeOf(part.events)) }));
  return {
    batches: parts.map(({ batch }) => batch),
    committed: together(parts.map(({ committed }) => committed)),
  };
}

type Given = Pick<Batch, 'sender' | 'events' | 'standing'>;

/** A large batch in parts, so that walls and other senders have their turn between two commits. What a sender knows by its events is committed with all of them. */
function cut(given: Given): readonly Given[] {
  const { sender, events, standing } = given;
  if (events.length <= PART_EVENTS || standing.length > 0) return [given];
  const parts: Given[] = [];
  for (let start = 0; start < events.length; start += PART_EVENTS)
    parts.push({ sender, events: events.slice(start, start + PART_EVENTS), standing });
  return parts;
}

/** What is committed and counted in some tens of milliseconds. */
const PART_EVENTS = 2_000;

/** Rejects when one of them does: what its sender sends again, the others know already. */
async function together(parts: readonly Promise<Committed>[]): Promise<Committed> {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  const all = await Promise.all(parts);
  const conflicts = all.flatMap((one) => one.conflicts ?? []);
  return {
    position: Math.max(...all.map(({ position }) => position)),
    accepted: all.reduce((sum, { accepted }) => sum + accepted, 0),
    duplicates: all.reduce((sum, { duplicates }) => sum + duplicates, 0),
    ...(conflicts.length > 0 && { conflicts }),
  };
}

const full = (reason: string): Offer => ({ kind: 'full', reason, retryAfterMs: RETRY_AFTER_MS });

function openBatch(of: Given & { settled(): void }): {
  readonly batch: Batch;
  readonly committed: Promise<Committed>;
} {
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
