import type { RowKind } from '#domain/history/rows.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { EngineAnswer, EngineStep } from '../engine/engine-words.ts';
import type { Whereabouts } from './relation.ts';

/** Where the rows of a kind are that begin in [from, to). Absent: at any time. */
export type Locate = (kind: RowKind, from?: EpochMs, to?: EpochMs) => Whereabouts;

/** A question to the history: steps, of which the last one's rows are the answer. */
export type Asking = {
  readonly steps: (locate: Locate) => readonly EngineStep[];
  readonly mostRows: number;
  readonly limitMs?: DurationMs;
};

/** `isWhole`: false while what happened before the last restart is still being read. */
export type HistoryAnswer = EngineAnswer & { readonly isWhole: boolean };

/** Whoever answers questions over rows, as things are now. Throws an EngineFailure. */
export type Reading = { ask(asking: Asking): Promise<HistoryAnswer> };
