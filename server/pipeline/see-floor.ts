import type { Board } from '#domain/board/board.ts';
import type { SourceId } from '#domain/ids.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import { floorTime, sourceStates, type Feeds } from '../floor/source-states.ts';
import { drawFigures, type CentreFigures } from '../metrics/draw-figures.ts';
import type { Terms } from './take-events.ts';
import type { World } from './world.ts';

/** A moment at which the floor is looked at. */
export type Moment = {
  /** Our clock. */
  readonly serverNow: EpochMs;
  /** Sources whose feeding connection is known to be closed. */
  readonly cut: ReadonlySet<SourceId>;
  /** Sources whose switch does not let us in. Absent: there is none. */
  readonly barred?: ReadonlySet<SourceId>;
  /** Refused lines so far, by source. */
  readonly refused: Readonly<Record<SourceId, number>>;
};

/** What is seen at a moment: the figures, and the feeds they come from. */
export type Seen = CentreFigures & {
  readonly sources: Board['sources'];
  /** What time it is on the floor. */
  readonly now: EpochMs;
  readonly sourceAgeMs: Readonly<Record<SourceId, DurationMs>>;
};

/** Looks at the world and changes nothing in it. */
export function seeFloor({ floor, tally }: World, { centre, zone }: Terms, moment: Moment): Seen {
  const now = floorTime(floor, moment.serverNow);
  const feeds = sourceStates(floor, { centre, zone, ...moment });
  return {
    ...drawFigures({ floor, tally, centre, zone, now, feeds }),
    sources: seeSources(feeds, moment),
    now,
    sourceAgeMs: agesOf(feeds),
  };
}

/** Those that were replaced are not shown. */
const present = (feeds: Feeds) => [...feeds].filter(([, { isGone }]) => isGone !== true);

const seeSources = (feeds: Feeds, { barred, refused }: Moment): Board['sources'] =>
  Object.fromEntries(
    present(feeds).map(([id, { ageMs, state, skewMs }]) => [
      id,
      {
        state,
        refused: refused[id] ?? 0,
        ...(ageMs === undefined && { isUnheard: true }),
        ...(barred?.has(id) === true && { isLoginRefused: true }),
        ...(skewMs !== undefined && { skewMs }),
      },
    ]),
  );

const agesOf = (feeds: Feeds): Seen['sourceAgeMs'] =>
  Object.fromEntries(present(feeds).flatMap(([id, { ageMs }]) => (ageMs === undefined ? [] : [[id, ageMs]])));
