import type { DurationMs } from '#domain/time.ts';

/** Schedules callbacks; tests use timers that they advance by hand. */
export type Timers = {
  /** Calls `run` once after `ms`. Returns a function that cancels it. */
  after(ms: DurationMs, run: () => void): () => void;
};

/** The system's timers. They do not keep the process alive: open sockets and files do. */
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

/** Calls `run` every `ms` until cancelled; the interval starts when the last call has ended. */
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

/** Lets a waiting task be woken early. */
export type Bell = {
  ring(): void;
  /** Resolves after `ms`, or when it rings, or at once when it has rung since the last wait or `signal` is aborted. */
  wait(ms: DurationMs, signal: AbortSignal): Promise<void>;
};

/** A bell for one waiting task. */
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
