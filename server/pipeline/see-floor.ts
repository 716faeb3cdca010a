import type { Board, SourceState } from '#domain/board/board.ts';
import type { SourceId } from '#domain/ids.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { Centre } from '#domain/centre.ts';
import { floorTime, sourceStates, type SourceStanding } from '../floor/source-states.ts';
import { drawFigures, type CentreFigures } from '../metrics/draw-figures.ts';
import type { Terms } from './take-events.ts';
import type { World } from './world.ts';

/** A moment at which the floor is looked at. */
export type Moment = {
  /** Our clock. */
  readonly serverNow: EpochMs;
  /** Sources whose feeding connection is known to be closed. */
  readonly cut: ReadonlySet<SourceId>;
  /** Refused lines so far, by source. */
  readonly refused: Readonly<Record<SourceId, number>>;
};

/** What is seen at a moment: the figures, and the feeds they come from. */
export type Seen = CentreFigures & {
  readonly sources: Board['sources'];
  /** What time it is on the floor: the sources' clock. */
  readonly now: EpochMs;
  readonly sourceAgeMs: Readonly<Record<SourceId, DurationMs>>;
};

/** Looks at the world and changes nothing in it. */
export function seeFloor({ floor, tally }: World, { centre, zone }: Terms, moment: Moment): Seen {
  const now = floorTime(floor, moment.serverNow);
  const standings = sourceStates(floor, { centre, ...moment });
  return {
    ...drawFigures({ floor, tally, centre, zone, now }),
    sources: seeSources(centre, standings, moment.refused),
    now,
    sourceAgeMs: Object.fromEntries([...standings].map(([source, { ageMs }]) => [source, ageMs])),
  };
}

/** Sources that were heard of, and those that should have been: a switch that we cannot reach is silent, a hook may be quiet for ever. */
function seeSources(
  { sources: defined }: Centre,
  heard: ReadonlyMap<SourceId, SourceStanding>,
  refused: Moment['refused'],
): Board['sources'] {
  const states = new Map<SourceId, SourceState>();
  for (const { id, reach } of defined)
    if (reach !== undefined) states.set(id, reach.kind === 'hook' ? 'quiet' : 'silent');
  for (const [id, { state }] of heard) states.set(id, state);
  return Object.fromEntries([...states].map(([id, state]) => [id, { state, refused: refused[id] ?? 0 }]));
}
