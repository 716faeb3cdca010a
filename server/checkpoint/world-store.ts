import type { ContactEvent } from '#domain/acd-event.ts';
import type { Alert, AlertTransition } from '#domain/alert.ts';
import type { Stream } from '#domain/contact.ts';
import type { Counts } from '#domain/measures/counts.ts';
import type { ContactId, QueueId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';

/** A contact that is over and no longer in memory: its facts, by which it can be read again. */
export type StoredContact = {
  readonly contact: ContactId;
  readonly lastAt: EpochMs;
  readonly facts: readonly ContactEvent[];
};

/** A stored contact and its place among all of them, from 1. Whenever it is stored again it gets a new one, higher than any before; so some are missing. */
export type PlacedContact = StoredContact & { readonly place: number };

/** Counts of a cell that is no longer in memory. Saving adds to what is stored: counts are sums. */
export type StoredCell = {
  readonly queue: QueueId;
  readonly stream: Stream;
  readonly start: EpochMs;
  readonly counts: Readonly<Counts>;
};

/** The world as it stood when every event up to `position` had been counted; `definitions` says what visits were judged by. */
export type Checkpoint = { readonly position: number; readonly definitions: string; readonly world: string };

/** What leaves memory when a checkpoint is taken. */
export type Departing = {
  readonly contacts: readonly StoredContact[];
  readonly cells: readonly StoredCell[];
};

/** Alerts as they stand, keyed by rule and subject. */
export type Alerts = ReadonlyMap<string, Alert>;

/** A transition that was kept. Numbers rise by one, and are never used twice. */
export type KeptTransition = { readonly number: number; readonly transition: AlertTransition };

/** Transitions kept: more than a bad week of a large centre; older ones make room. */
export const TRANSITIONS_KEPT = 100_000;

/** A text that is to be erased, and what takes it out. */
export type Scrubbing = { readonly text: string; readonly scrub: <Value>(value: Value) => Value };

/** What a restart starts from. A checkpoint and everything that left memory with it are stored together or not at all. */
export type WorldStore = {
  load(): Promise<Checkpoint | undefined>;
  save(checkpoint: Checkpoint, departing: Departing): Promise<void>;
  /** The stored ones among `contacts`; a contact that was never stored is not among the answers. */
  recall(contacts: readonly ContactId[]): Promise<readonly PlacedContact[]>;
  /** The highest place that was ever given; 0: none. */
  lastPlace(): Promise<number>;
  /** Stored contacts at places up to `place`, the highest first, at most `limit`. */
  contactsUpTo(place: number, limit: number): Promise<readonly PlacedContact[]>;
  /** Lets go of some contacts that were over before `horizon`: how many; fewer than asked: these were all. */
  dropContacts(horizon: EpochMs, limit: number): Promise<number>;
  /** The latest horizon before which contacts have been let go of; undefined: none have. */
  contactsSince(): Promise<EpochMs | undefined>;
  /** The stored ones among `contacts`, without their facts. */
  stored(contacts: readonly ContactId[]): Promise<ReadonlySet<ContactId>>;
  /** Stored contacts that the history has not told to have written since they were saved last, in order after `after`, at most `limit`. */
  unwritten(after: ContactId | undefined, limit: number): Promise<readonly ContactId[]>;
  /** The history has these in its files, as they were saved last. */
  written(contacts: readonly ContactId[]): Promise<void>;
  /** The history has not these in its files: of all that is stored some thousands after `after`, from 0 on. Answers from where to go on; undefined: that was all. */
  markUnwritten(after: number): Promise<number | undefined>;
  /** Stored contacts in the order in which they came, from after a place on; fewer than `limit`: these are the last. */
  contactsAfter(place: number, limit: number): Promise<readonly PlacedContact[]>;
  /** Writes what `scrub` makes of contacts at places after `after` up to `upTo` in which `text` stands. Answers which were changed. */
  scrubContacts(after: number, upTo: number, scrubbing: Scrubbing): Promise<readonly ContactId[]>;
  /** Writes everything into the file and empties its log, so that nothing that was overwritten stands there still. */
  fold(): Promise<void>;
  /** Copies the store as it stands into a new file, a few pages at a time; saving goes on meanwhile. */
  copyTo(file: string): Promise<void>;
  /** Stored cells that start in [from, to), by start, queue and stream. */
  cells(from: EpochMs, to: EpochMs): Promise<readonly StoredCell[]>;
  /** When the first stored cell starts; undefined when there is none. */
  firstStart(): Promise<EpochMs | undefined>;
  /**
   * Keeps what became of alerts, and the alerts as they now stand. It is no part of a checkpoint: nothing in the journal tells
   * it again, and whoever delivers alerts must neither miss one that fell between two checkpoints nor tell it twice.
   */
  keepAlerts(alerts: Alerts, transitions: readonly AlertTransition[]): Promise<void>;
  /** The alerts as they were last kept; none at first. */
  alerts(): Promise<Alerts>;
  /** Transitions after a number, oldest first, at most `limit`. */
  transitions(after: number, limit: number): Promise<readonly KeptTransition[]>;
  /** Forgets what can be rebuilt from the journal: everything but alerts and their transitions. */
  reset(): Promise<void>;
  close(): Promise<void>;
};
