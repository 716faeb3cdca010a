import { Worker } from 'node:worker_threads';
import { SECOND_MS, later } from '#domain/time.ts';
import type { RosterProblem } from '../../schedules/roster/roster-problem.ts';
import type { RosterAnswer, RosterProgress } from '../../schedules/roster/solve-roster.ts';
import { systemClock } from '../clock.ts';
import type { RosterWord, RosterWork } from './roster-work.ts';

export type ThreadOptions = {
  readonly seconds: number;
  readonly seed: number;
  readonly onProgress?: (progress: RosterProgress) => void;
  /** Ends the search early, with the best roster until then. */
  readonly signal?: AbortSignal;
};

/** Solves a roster in a thread of its own. A thread that breaks rejects: the next one is a fresh solver. */
export async function solveInThread(problem: RosterProblem, options: ThreadOptions): Promise<RosterAnswer> {
  const { seconds, seed, onProgress, signal } = options;
  const cancelled = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const until = later(systemClock(), seconds * SECOND_MS);
  const workerData: RosterWork = { problem, until, seed, cancelled };
  const worker = new Worker(new URL('./roster-worker.ts', import.meta.url), { workerData });
  const cancel = (): void => void Atomics.store(new Int32Array(cancelled), 0, 1);
  signal?.addEventListener('abort', cancel);
  if (signal?.aborted === true) cancel();
  try {
    return await new Promise<RosterAnswer>((resolve, reject) => {
      worker.on('message', (word: RosterWord) => {
        if (word.kind === 'progress') onProgress?.(word.progress);
        else resolve(word.answer);
      });
      worker.on('error', reject);
      worker.on('exit', (code) =>
        reject(new Error(`the thread of the roster ended with ${code}, without an answer`)),
      );
    });
  } finally {
    signal?.removeEventListener('abort', cancel);
    await worker.terminate();
  }
}
