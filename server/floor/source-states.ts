import type { SourceState } from '#domain/board/board.ts';
import { AGEING_MS } from '#domain/board/wire.ts';
import { HEARTBEAT_SILENCE_MS, USUAL_SILENCE_MS, type Centre } from '#domain/centre.ts';
import type { SourceId } from '#domain/ids.ts';
import { epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { Floor, SourceBook } from './floor.ts';

/** How a source is. */
export type SourceStanding = {
  readonly state: SourceState;
  /** Since anything was heard of it. Absent: nothing ever was. */
  readonly ageMs?: DurationMs;
  /** What it told stands still here, on the floor's clock: what came after is not known. Absent: it goes on. */
  readonly frozenAt?: EpochMs;
};

/** How every source is that was heard, and every one that should have been. */
export type Feeds = ReadonlyMap<SourceId, SourceStanding>;

export type SourceStateOptions = {
  readonly centre: Centre;
  /** Our clock. */
  readonly serverNow: EpochMs;
  /** Sources whose feeding connection is known to be closed. */
  readonly cut: ReadonlySet<SourceId>;
};

/** How each source is. One that is defined and was never heard is silent where we should reach it; a hook may be quiet for ever. */
export function sourceStates(floor: Floor, options: SourceStateOptions): Feeds {
  const feeds = new Map<SourceId, SourceStanding>();
  for (const { id, reach } of options.centre.sources)
    if (reach !== undefined) feeds.set(id, { state: reach.kind === 'hook' ? 'quiet' : 'silent' });
  for (const [source, book] of floor.sources) feeds.set(source, standingOf(source, book, options));
  return feeds;
}

/** Until when something is known that these sources tell of: now, unless all of them stand still. */
export function knownUntil(feeds: Feeds, sources: Iterable<SourceId>, now: EpochMs): EpochMs {
  let until: EpochMs | undefined;
  for (const source of sources) {
    const frozenAt = feeds.get(source)?.frozenAt;
    if (frozenAt === undefined) return now;
    if (until === undefined || frozenAt > until) until = frozenAt;
  }
  return until === undefined || until > now ? now : until;
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

function standingOf(source: SourceId, book: SourceBook, options: SourceStateOptions): SourceStanding {
  const ageMs = Math.max(0, options.serverNow - book.heardAt);
  const state = stateOf(source, book, ageMs, options);
  const stands = state === 'silent' || state === 'stopped';
  return { state, ageMs, ...(stands && { frozenAt: lastWordAt(book) }) };
}

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
  return ageMs > limit ? 'silent' : 'quiet';
}

/** What time it was on the floor when the source was heard last. */
function lastWordAt({ clock, heardAt, latestAt }: SourceBook): EpochMs {
  if (clock === undefined) return heardAt;
  return epochMs(Math.max(latestAt, clock.at + (heardAt - clock.heardAt)));
}
