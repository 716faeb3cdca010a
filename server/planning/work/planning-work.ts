import { setImmediate } from 'node:timers/promises';
import type { QueueId } from '#domain/ids.ts';

/** How far a piece of planning has come. */
export type PlanningStep =
  | { readonly kind: 'rows'; readonly source: string; readonly rows: number }
  /** The queue is done. */
  | { readonly kind: 'queue'; readonly queue: QueueId; readonly number: number; readonly of: number }
  /** Intervals of a plan. */
  | { readonly kind: 'intervals'; readonly done: number; readonly of: number }
  /** Days of a queue from which its past was forecast. */
  | {
      readonly kind: 'origins';
      readonly done: number;
      readonly of: number;
      readonly number: number;
      readonly queues: number;
    };

/** What every use-case of planning is given beside its question: who hears how far it has come, and who may end it. */
export type PlanningWork = {
  readonly onStep?: (step: PlanningStep) => void;
  /** Ends the work before its next queue: the use-case rejects with the signal's reason. */
  readonly signal?: AbortSignal;
};

/** Lets the rest of the program have its turn between two queues; rejects with the signal's reason when nobody waits any more. */
export async function nextTurn({ signal }: PlanningWork): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}
