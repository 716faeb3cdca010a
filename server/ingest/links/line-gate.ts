import { MINUTE_MS, type DurationMs } from '#domain/time.ts';
import type { Timers } from '../../clock/timers.ts';

/** What comes and goes is written as it happens so often in a span; how often it did besides is said at the span's end. */
export const LINES_IN_SPAN = 3;
const SPAN_MS: DurationMs = 10 * MINUTE_MS;
export const IN_SPAN = `in ${SPAN_MS / MINUTE_MS} min`;

/** Lets lines about one thing into the log. */
export type Gate = {
  /** Whether this one is to be written. */
  pass(): boolean;
  /** Ends the span now. */
  close(): void;
};

/** `sum` is called with how many were not written, at the end of a span in which there were such. */
export function openGate(timers: Timers, sum: (withheld: number) => void): Gate {
  let count = 0;
  let undo: (() => void) | undefined;
  const close = (): void => {
    undo?.();
    undo = undefined;
    if (count > LINES_IN_SPAN) sum(count - LINES_IN_SPAN);
    count = 0;
  };
  return {
    close,
    pass() {
      undo ??= timers.after(SPAN_MS, close);
      count += 1;
      return count <= LINES_IN_SPAN;
    },
  };
}
