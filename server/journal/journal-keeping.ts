import type { EpochMs } from '#domain/time.ts';

/** The world as it stood at a position: what a count begins with when the entries up to there are let go of. */
export type KeptFloor = {
  readonly position: number;
  /** Of the definitions it was counted by. */
  readonly definitions: string;
  /** Packed. */
  readonly world: Uint8Array;
};

/** One small step of letting go: how many entries went, and whether more can go at once. */
export type LetGo = { readonly entries: number; readonly more: boolean };

/** Gives an event without what is to be erased; the same one where there is nothing of it. */
export type Scrub = <Value>(value: Value) => Value;

/** One step of an erasure: the last position that was looked at; how many entries were changed, and how many hold the text still; `done`: that was the last. */
export type ScrubStep = {
  readonly position: number;
  readonly changed: number;
  readonly kept: number;
  readonly done: boolean;
};

/** What is done to a journal beside appending and reading, in steps that are short enough to be taken between two others. */
export type JournalKeeping = {
  /** Keeps the world at a position, for a count that cannot begin with the first event any more. */
  keepFloor(floor: KeptFloor): void;
  /** What a count of everything begins with; undefined: with nothing, at the first entry. */
  firstFloor(): KeptFloor | undefined;
  /** The position of the latest floor that is kept; 0: there is none. */
  latestFloor(): number;
  /** Lets go of the oldest entries, as long as they happened before `horizon` and a kept floor stands for them. */
  letGo(horizon: EpochMs): LetGo;
  /** Looks through entries after `position` in which `text` stands, and writes what `scrub` makes of them. */
  scrub(position: number, text: string, scrub: Scrub): ScrubStep;
  /** The same for what stands beside the entries: floors and what readers know. Answers how many were changed. */
  scrubBeside(text: string, scrub: Scrub): Promise<number>;
  /** Writes everything into the file and empties its log, so that nothing that was overwritten stands there still. */
  fold(): void;
  /** Copies the journal as it stands into a new file, a few pages at a time; appending goes on meanwhile. */
  copyTo(file: string): Promise<void>;
  /** Where it lies. */
  readonly file: string;
};
