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
  /** Stored contacts that are still judged by earlier targets; none: absent. */
  owed?: Owed;
  /** Contacts that were over before this have been let go of; their counts stay as they are. Absent: none have. */
  contactsSince?: EpochMs;
};

/**
 * Stored contacts that wait to be judged by the targets of today. They are taken from the last place to the first, so that today's figures
 * are right first.
 */
export type Owed = {
  /** The last place when this began. */
  readonly places: number;
  /** Places (after `from`, up to `to`) with what they are judged by, in rising order. */
  readonly stretches: readonly {
    readonly from: number;
    readonly to: number;
    readonly judgedBy: string;
  }[];
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
