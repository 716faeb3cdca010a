import { epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { Clock } from '../../../clock/clock.ts';
import type { Timers } from '../../../clock/timers.ts';

/** A clock and timers that a test turns by hand. */
export type HandClock = {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Lets time pass; what falls due runs in its order, each at its own instant. */
  pass(ms: DurationMs): void;
  /** How long until each timer that is set, shortest first. */
  due(): readonly DurationMs[];
};

type Entry = { readonly at: EpochMs; readonly run: () => void };

/** Stands at `start` until turned. */
export function handClock(start: EpochMs = epochMs(1_795_327_000_000)): HandClock {
  let now = start;
  const entries = new Set<Entry>();
  const inOrder = (): readonly Entry[] => [...entries].sort((one, other) => one.at - other.at);
  return {
    clock: () => now,
    timers: {
      after(ms, run) {
        const entry = { at: later(now, ms), run };
        entries.add(entry);
        return () => entries.delete(entry);
      },
    },
    pass(ms) {
      const until = later(now, ms);
      for (let [next] = inOrder(); next !== undefined && next.at <= until; [next] = inOrder()) {
        entries.delete(next);
        now = next.at;
        next.run();
      }
      now = until;
    },
    due: () => inOrder().map(({ at }) => at - now),
  };
}
