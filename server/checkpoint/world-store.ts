import type { ContactEvent } from '#domain/acd-event.ts';
import type { Counts } from '#domain/measures/counts.ts';
import type { ContactId, QueueId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';

/** A contact that is over and no longer in memory: its facts, by which it can be read again. */
export type StoredContact = {
  readonly contact: ContactId;
  readonly lastAt: EpochMs;
  readonly facts: readonly ContactEvent[];
};

/** Counts of a cell that is no longer in memory. Saving adds to what is stored: counts are sums. */
export type StoredCell = {
  readonly queue: QueueId;
  readonly start: EpochMs;
  readonly counts: Readonly<Counts>;
};

/** The world as it stood when every event up to `position` had been counted, under the definitions of that fingerprint. */
export type Checkpoint = { readonly position: number; readonly definitions: string; readonly world: string };

/** What leaves memory when a checkpoint is taken. */
export type Departing = {
  readonly contacts: readonly StoredContact[];
  readonly cells: readonly StoredCell[];
};

/** What a restart starts from. A checkpoint and everything that left memory with it are stored together or not at all. */
export type WorldStore = {
  load(): Promise<Checkpoint | undefined>;
  save(checkpoint: Checkpoint, departing: Departing): Promise<void>;
  /** The stored ones among `contacts`; a contact that was never stored is not among the answers. */
  recall(contacts: readonly ContactId[]): Promise<readonly StoredContact[]>;
  /** Stored cells that start in [from, to), by start and queue. */
  cells(from: EpochMs, to: EpochMs): Promise<readonly StoredCell[]>;
  /** Forgets everything: the world will be rebuilt from the journal. */
  reset(): Promise<void>;
  close(): Promise<void>;
};
