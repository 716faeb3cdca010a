import { expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import type { Timers } from '../clock/timers.ts';
import { steadyProgress } from './steady-progress.ts';

/** Timers that are moved on by hand. */
function handTimers(): Timers & { tick(): void } {
  let waiting: (() => void)[] = [];
  return {
    after(_, run) {
      waiting.push(run);
      return () => (waiting = waiting.filter((one) => one !== run));
    },
    tick() {
      const due = waiting;
      waiting = [];
      for (const run of due) run();
    },
  };
}

test('a pipe gets the last line every ten seconds, and nothing more once it is cleared', () => {
  const written: string[] = [];
  const timers = handTimers();
  const pipe = { isTTY: false, write: (text: string) => written.push(text) };
  const shown = steadyProgress(pipe, { now: () => epochMs(0), timers });
  timers.tick();
  shown.show(() => 'one');
  shown.show(() => 'two');
  expect(written).toEqual([]);
  timers.tick();
  timers.tick();
  shown.clear();
  timers.tick();
  expect(written).toEqual(['two\n', 'two\n']);
  // What was printed in between does not end it.
  shown.show(() => 'three');
  timers.tick();
  expect(written.at(-1)).toBe('three\n');
});
