import type { SourceState } from '#domain/board/board.ts';
import { HEARTBEAT_SILENCE_MS, USUAL_SILENCE_MS, type Centre } from '#domain/centre.ts';
import type { SourceId } from '#domain/ids.ts';
import { MINUTE_MS, epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import { AGEING_MS } from '#domain/board/wire.ts';
import type { Floor, SourceBook } from './floor.ts';

export type SourceStanding = { readonly state: SourceState; readonly ageMs: DurationMs };

export type SourceStateOptions = {
  readonly centre: Centre;
  /** Our clock. */
  readonly serverNow: EpochMs;
  /** Sources whose feeding connection is known to be closed. */
  readonly cut: ReadonlySet<SourceId>;
};

/** How each source is, and since when nothing was heard of it. */
export function sourceStates(
  floor: Floor,
  options: SourceStateOptions,
): ReadonlyMap<SourceId, SourceStanding> {
  const standings = new Map<SourceId, SourceStanding>();
  for (const [source, book] of floor.sources) {
    const ageMs = Math.max(0, options.serverNow - book.heardAt);
    standings.set(source, { state: stateOf(source, book, ageMs, options), ageMs });
  }
  return standings;
}

/**
 * What time it is on the floor. Waits are differences of the source's clock, so where sources tell their clock (heartbeats),
 * theirs counts and not ours: a switch that is three minutes fast would else show waits that are three minutes short.
 */
export function floorTime(floor: Floor, serverNow: EpochMs): EpochMs {
  let now: number | undefined;
  for (const { clock, stoppedAt, latestAt } of floor.sources.values()) {
    if (clock === undefined || (stoppedAt !== undefined && stoppedAt >= latestAt)) continue;
    const told = Math.max(latestAt, clock.at + (serverNow - clock.heardAt));
    now = Math.max(now ?? told, told);
  }
  return now === undefined ? serverNow : epochMs(now);
}

/** Silence that is still called live in a source that sends no heartbeat. */
const BRIEF_SILENCE_MS = MINUTE_MS;

function stateOf(
  source: SourceId,
  book: SourceBook,
  ageMs: DurationMs,
  { centre, cut }: SourceStateOptions,
): SourceState {
  if (book.stoppedAt !== undefined && book.stoppedAt >= book.latestAt) return 'stopped';
  if (cut.has(source) && ageMs > AGEING_MS) return 'silent';
  if (book.clock !== undefined) return ageMs > HEARTBEAT_SILENCE_MS ? 'silent' : 'live';
  const limit = centre.sources.find((one) => one.id === source)?.silentAfterMs ?? USUAL_SILENCE_MS;
  if (ageMs > limit) return 'silent';
  return ageMs > BRIEF_SILENCE_MS ? 'quiet' : 'live';
}
