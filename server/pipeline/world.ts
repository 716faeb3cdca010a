import type { Alert } from '#domain/alert.ts';
import { epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import { emptyFloor, type Floor, type FloorTime } from '../floor/floor.ts';
import { emptyTally, type Tally } from '../metrics/tally.ts';

/**
 * Everything the figures are drawn from, as of a journal position. It is advanced in place: a tick that copied a hundred
 * thousand contacts to change ten would spend its time on copying. Nothing but the pipeline changes it.
 */
export type World = {
  readonly floor: Floor;
  readonly tally: Tally;
  alerts: ReadonlyMap<string, Alert>;
  position: number;
  /** When open contacts were last looked through for those that have been silent too long. */
  sweptAt: EpochMs;
};

/** Before the first event. */
export function emptyWorld(gridMs: DurationMs, time: FloorTime = 'ours'): World {
  return {
    floor: emptyFloor(gridMs, time),
    tally: emptyTally(gridMs),
    alerts: new Map(),
    position: 0,
    sweptAt: epochMs(0),
  };
}
