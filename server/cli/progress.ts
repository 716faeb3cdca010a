import type { Clock } from '../clock/clock.ts';

/** One line of a terminal that says how far long work has come. */
export type Progress = {
  /** Shows the text that `line` makes, unless one was shown a moment ago. */
  show(line: () => string): void;
  /** Takes the line away, so that what is printed next stands alone. */
  clear(): void;
};

/** Often enough to look alive, seldom enough to cost nothing. */
const SHOW_EVERY_MS = 100;

/** What `progress` needs to know of a terminal. */
export type Terminal = { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };

/** Writes on `terminal` when it is one; into a file or a pipe it writes nothing. */
export function progress(terminal: Terminal, now: Clock): Progress {
  if (terminal.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let shownAt = -Infinity;
  let visible = false;
  return {
    show(line) {
      if (now() - shownAt < SHOW_EVERY_MS) return;
      shownAt = now();
      visible = true;
      // A line that wraps could not be taken away again.
      terminal.write(`\r\u001B[K${line().slice(0, (terminal.columns ?? 80) - 1)}`);
    },
    clear() {
      if (visible) terminal.write('\r\u001B[K');
      visible = false;
    },
  };
}
