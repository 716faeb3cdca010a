import { epochMs, type EpochMs } from '#domain/time.ts';
import type { Clock } from '../clock/clock.ts';

/** What time it is on a floor whose clock may run faster than ours. */
export type DemoClock = {
  now(): EpochMs;
  speed(): number;
  /** From now on; what has passed stays as it was. */
  setSpeed(speed: number): void;
};

/** A clock that stands at `startAt` now and runs `speed` times as fast as ours. */
export function demoClock(startAt: EpochMs, speed: number, clock: Clock): DemoClock {
  let set = { floor: startAt, ours: clock(), speed };
  // Our clock may be set back; the floor's then waits.
  const now = (): EpochMs => epochMs(set.floor + Math.max(0, Math.round((clock() - set.ours) * set.speed)));
  return {
    now,
    speed: () => set.speed,
    setSpeed(next) {
      set = { floor: now(), ours: clock(), speed: next };
    },
  };
}
