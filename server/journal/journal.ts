import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';

/** One event as it stands in the journal. Positions rise by one or more and are never used twice. */
export type JournalEntry = {
  readonly position: number;
  readonly receivedAt: EpochMs;
  readonly event: AcdEvent;
};

/** An event whose identity was there already, with other content: nobody can say which is true, so the first stays and both are told. */
export type Conflict = { readonly told: AcdEvent; readonly known: AcdEvent };

/** What became of a batch: the entries that were new, in the order given; the rest were there already, with the same or with other content. */
export type Appended = {
  readonly entries: readonly JournalEntry[];
  readonly duplicates: number;
  readonly conflicts: readonly Conflict[];
  readonly head: number;
};

/** One thing that the reader of a source knows, by its key; undefined: not any more. It belongs to the events it is committed with. */
export type StandingChange = {
  readonly source: SourceId;
  readonly key: string;
  readonly value: string | undefined;
};

/** Entries in one batch of a reading: about 2 MB of lines, which parse in 20 ms, so that live work goes on between batches. */
export const ENTRIES_PER_READ = 4_000;

/**
 * The truth: every event ever acknowledged, in the order of arrival, each identity once.
 * `append` resolves when the batch is on disk, whole or not at all, with what its senders know by it; otherwise it rejects with a StorageFailure.
 */
export type Journal = {
  append(
    events: readonly AcdEvent[],
    receivedAt: EpochMs,
    standing?: readonly StandingChange[],
  ): Promise<Appended>;
  /** What the reader of a source knew, by key, when its last batch was committed: never more, never less. */
  standing(source: SourceId): Promise<ReadonlyMap<string, string>>;
  /** Entries after `position`, oldest first, in batches of bounded size. */
  readAfter(position: number): AsyncIterable<readonly JournalEntry[]>;
  /** The entry of the event with this identity; undefined where it never came, or is kept no longer. */
  entryOf(event: AcdEvent): Promise<JournalEntry | undefined>;
  /** The last position; 0 when empty. */
  head(): Promise<number>;
  close(): Promise<void>;
};
