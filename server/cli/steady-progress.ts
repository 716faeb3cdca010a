import type { Clock } from '../clock/clock.ts';
import { every, type Timers } from '../clock/timers.ts';
import { progress, type Progress, type Terminal } from './progress.ts';

/** Seldom enough for a log, often enough to know that something still happens. */
const LINE_EVERY_MS = 10_000;

/** Progress of work that takes long: one line of a terminal; in a file or a pipe a line of its own every ten seconds, whether or not there is news. */
export function steadyProgress(
  terminal: Terminal,
  { now, timers }: { readonly now: Clock; readonly timers: Timers },
): Progress {
  if (terminal.isTTY === true) return progress(terminal, now);
  let last: (() => string) | undefined;
  let stop: (() => void) | undefined;
  return {
    show(line) {
      last = line;
      stop ??= every(timers, LINE_EVERY_MS, () => terminal.write(`${last?.() ?? ''}\n`));
    },
    clear() {
      stop?.();
      stop = undefined;
    },
  };
}
