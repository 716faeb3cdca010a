import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre, type Centre } from '#domain/centre.ts';
import { GRID_MS } from '#domain/interval.ts';
import { MINUTE_MS, epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { sweep, takeEvents, type NewEvents, type Terms } from '../pipeline/take-events.ts';
import { emptyWorld, type World } from '../pipeline/world.ts';

export type ReplayOptions = {
  readonly zone: string;
  readonly intervalMs: DurationMs;
  readonly withinMs: DurationMs;
  readonly shortAbandonMs: DurationMs;
};

/** A recording as it is counted: the same pipeline as live, with the recording's own clock. */
export type Replay = {
  readonly world: World;
  readonly terms: Terms;
  /** The time of the latest event so far. */
  now: EpochMs;
};

/** A replay before its first event. */
export function startReplay(options: ReplayOptions): Replay {
  const { share } = usualCentre(options.zone).target;
  const target = { share, withinMs: options.withinMs, shortAbandonMs: options.shortAbandonMs };
  const centre: Centre = { ...usualCentre(options.zone), target, intervalMs: options.intervalMs };
  const terms = { centre, zone: timeZone(options.zone), definitions: 'replay' };
  return { world: emptyWorld(gridFor(options.intervalMs), 'told'), terms, now: epochMs(0) };
}

/** Counts a batch of the recording; `recalled` are contacts among them that had left memory. */
export function replayEvents(
  replay: Replay,
  events: readonly AcdEvent[],
  recalled: NonNullable<NewEvents['recalled']> = [],
): void {
  for (const { at } of events) if (at > replay.now) replay.now = at;
  const position = replay.world.position + events.length;
  takeEvents(replay.world, replay.terms, { events, position, receivedAt: replay.now, recalled });
}

/** Ends what was left open for too long by the recording's last moment. */
export function endReplay(replay: Replay): void {
  do sweep(replay.world, replay.terms, replay.now);
  while (replay.world.sweptAt !== replay.now);
}

/** Cells of a quarter of an hour roll up to most intervals; a five- or ten-minute report needs finer ones. */
function gridFor(intervalMs: DurationMs): DurationMs {
  return intervalMs % GRID_MS === 0 ? GRID_MS : greatestCommonDivisor(intervalMs, GRID_MS);
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? Math.max(one, MINUTE_MS) : greatestCommonDivisor(other, one % other);
}
