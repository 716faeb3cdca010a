import { Worker } from 'node:worker_threads';

/** What a thread says: how far it is, and at last its answer. */
export type ThreadWord<Progress, Answer> =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'answer'; readonly answer: Answer };

export type ThreadOptions<Progress> = {
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the search early, with the best until then. */
  readonly signal?: AbortSignal;
  /** Ends the thread at once: nobody waits for its answer any more. */
  readonly dismissal?: AbortSignal;
};

/** The first number of `cancelled` turns 1 when the work is cancelled: a thread that solves is too busy to hear a message. */
export type Cancellable = { readonly cancelled: SharedArrayBuffer };

/** Runs `work` in a thread of its own: a solver blocks for seconds, and the server must not. A thread that breaks rejects. */
export async function inThread<Progress, Answer>(
  script: URL,
  work: object,
  { onProgress, signal, dismissal }: ThreadOptions<Progress>,
): Promise<Answer> {
  const cancelled = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const workerData: Cancellable = { ...work, cancelled };
  const worker = new Worker(script, { workerData });
  const cancel = (): void => void Atomics.store(new Int32Array(cancelled), 0, 1);
  const end = (): void => void worker.terminate();
  signal?.addEventListener('abort', cancel);
  dismissal?.addEventListener('abort', end);
  if (signal?.aborted === true) cancel();
  try {
    return await new Promise<Answer>((resolve, reject) => {
      worker.on('message', (word: ThreadWord<Progress, Answer>) => {
        if (word.kind === 'progress') onProgress?.(word.progress);
        else resolve(word.answer);
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`the thread ended with ${code}, without an answer`)));
    });
  } finally {
    signal?.removeEventListener('abort', cancel);
    dismissal?.removeEventListener('abort', end);
    await worker.terminate();
  }
}
