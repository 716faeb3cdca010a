import type { Board, SourceState } from '#domain/board/board.ts';
import type { Centre } from '#domain/centre.ts';
import type { SourceId } from '#domain/ids.ts';
import { MINUTE_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import { boardAlerts } from '../alerts/board-alerts.ts';
import { judgeAlerts } from '../alerts/judge-alerts.ts';
import { readRules } from '../alerts/read-rules.ts';
import { floorTime, sourceStates, type SourceStanding } from '../floor/source-states.ts';
import { drawFigures } from '../metrics/draw-figures.ts';
import { sweep, type Terms } from './take-events.ts';
import type { World } from './world.ts';

export type DrawOptions = {
  /** Our clock. */
  readonly serverNow: EpochMs;
  /** Sources whose feeding connection is known to be closed. */
  readonly cut: ReadonlySet<SourceId>;
  /** Refused lines so far, by source. */
  readonly refused: Readonly<Record<SourceId, number>>;
};

export type Drawn = {
  readonly board: Board;
  /** What time it is on the floor: the sources' clock. */
  readonly now: EpochMs;
  readonly sourceAgeMs: Readonly<Record<SourceId, DurationMs>>;
};

/**
 * Second half of a tick: at this moment the world looks so. Judges the alerts on the way, because a breach is held or over
 * by the passing of time alone.
 */
export function drawBoard(world: World, terms: Terms, options: DrawOptions): Drawn {
  const { floor, tally } = world;
  const { centre, zone, definitions } = terms;
  const now = floorTime(floor, options.serverNow);
  if (Math.abs(now - world.sweptAt) >= SWEEP_EVERY_MS) sweep(world, terms, now);
  const sources = sourceStates(floor, { centre, ...options });
  const sourceAgeMs = Object.fromEntries([...sources].map(([source, { ageMs }]) => [source, ageMs]));
  const figures: Board = {
    centre: { name: centre.name, zone: centre.zone, intervalMs: centre.intervalMs, definitions },
    ...drawFigures({ floor, tally, centre, zone, now }),
    sources: drawSources(centre, sources, options.refused),
    alerts: {},
  };
  const readings = readRules(figures, sourceAgeMs, centre.rules, now);
  world.alerts = judgeAlerts({ alerts: world.alerts, readings, now });
  return { board: { ...figures, alerts: boardAlerts(world.alerts, readings) }, now, sourceAgeMs };
}

/** Sources that were heard of, and those that should have been: a switch that we cannot reach is silent, a hook may be quiet for ever. */
function drawSources(
  { sources: defined }: Centre,
  heard: ReadonlyMap<SourceId, SourceStanding>,
  refused: DrawOptions['refused'],
): Board['sources'] {
  const states = new Map<SourceId, SourceState>();
  for (const { id, reach } of defined)
    if (reach !== undefined) states.set(id, reach.kind === 'hook' ? 'quiet' : 'silent');
  for (const [id, { state }] of heard) states.set(id, state);
  return Object.fromEntries([...states].map(([id, state]) => [id, { state, refused: refused[id] ?? 0 }]));
}

/** The limits on silence are hours; looking once a minute is early enough. */
const SWEEP_EVERY_MS = MINUTE_MS;
