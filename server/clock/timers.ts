import type { DurationMs } from '#domain/time.ts';

/** Calls back later; tests turn the time by hand. */
export type Timers = {
  /** Calls `run` once after `ms`. Answers the undo. */
  after(ms: DurationMs, run: () => void): () => void;
};

/** The system's timers. They keep no program alive: what listens or reads does. */
export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms`, or at once when `signal` is aborted. */
export async function pause(timers: Timers, ms: DurationMs, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const undo = timers.after(ms, resolve);
  const wake = (): void => resolve();
  signal.addEventListener('abort', wake, { once: true });
  await promise;
  signal.removeEventListener('abort', wake);
  undo();
}

/** Calls `run` every `ms` until undone; the next time is counted from the end of the last. */
export function every(timers: Timers, ms: DurationMs, run: () => void): () => void {
  let undo = timers.after(ms, tick);
  let isOver = false;
  function tick(): void {
    run();
    if (!isOver) undo = timers.after(ms, tick);
  }
  return () => {
    isOver = true;
    undo();
  };
}

/** Wakes who waits before its time. */
export type Bell = {
  ring(): void;
  /** Resolves after `ms`, or when it rings, or at once when it has rung since the last wait or `signal` is aborted. */
  wait(ms: DurationMs, signal: AbortSignal): Promise<void>;
};

/** A bell for one who waits. */
export function createBell(timers: Timers): Bell {
  let hasRung = false;
  let wake = new AbortController();
  return {
    ring() {
      hasRung = true;
      wake.abort();
    },
    async wait(ms, signal) {
      if (!hasRung) {
        wake = new AbortController();
        await pause(timers, ms, AbortSignal.any([wake.signal, signal]));
      }
      hasRung = false;
    },
  };
}
