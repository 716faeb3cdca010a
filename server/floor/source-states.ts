import type { SourceState } from '#domain/board/board.ts';
import { AGEING_MS } from '#domain/board/wire.ts';
import { HEARTBEAT_SILENCE_MS, USUAL_SILENCE_MS, type Centre } from '#domain/centre.ts';
import type { SourceId } from '#domain/ids.ts';
import { DAY_MS, epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import type { Floor, SourceBook } from './floor.ts';
import { CLOCK_BOUND_MS, CLOCK_SLACK_MS, aheadMs } from './source-clock.ts';
import { isSilenceUnusual } from './source-habit.ts';

/** How a source is. */
export type SourceStanding = {
  readonly state: SourceState;
  /** Since anything was heard of it. Absent: nothing ever was. */
  readonly ageMs?: DurationMs;
  /** What it told stands still here, on the floor's clock: what came after is not known. Absent: it goes on. */
  readonly frozenAt?: EpochMs;
  /** How far its clock is ahead of ours; negative: behind. Absent: it is right. */
  readonly skewMs?: DurationMs;
  /** It was replaced: no definition names it, nothing was heard of it for a day, and others tell of the floor. Nothing of now rests on it. */
  readonly isGone?: true;
};

/** How every source is that was heard, and every one that should have been. */
export type Feeds = ReadonlyMap<SourceId, SourceStanding>;

export type SourceStateOptions = {
  readonly centre: Centre;
  readonly zone: TimeZone;
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
  for (const heard of floor.sources) feeds.set(heard[0], standingOf(floor, heard, options));
  return withoutReplaced(feeds, options.centre);
}

/** Else a switch that was replaced by one of another name would keep the wall hatched for ever. */
function withoutReplaced(feeds: Feeds, { sources }: Centre): Feeds {
  if (![...feeds.values()].some(({ state }) => state !== 'silent' && state !== 'stopped')) return feeds;
  const named = new Set(sources.map(({ id }) => id));
  return new Map(
    [...feeds].map(([id, standing]) => {
      const isOver = standing.frozenAt !== undefined && (standing.ageMs ?? 0) > GONE_AFTER_MS;
      return [id, isOver && !named.has(id) ? { ...standing, isGone: true } : standing];
    }),
  );
}

/** A feed that is dead for longer is not one that fails but one that is gone: a switch that was replaced. */
export const GONE_AFTER_MS: DurationMs = DAY_MS;

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
 * What time it is on the floor: ours. Where it is told, it is the latest of the sources' clocks, carried on by ours between their
 * heartbeats: a recording played sixty times as fast would else leave our clock behind at once.
 */
export function floorTime(floor: Floor, serverNow: EpochMs): EpochMs {
  if (!isTimeTold(floor)) return serverNow;
  let now: number | undefined;
  for (const { beat, stoppedAt, latestAt } of floor.sources.values()) {
    if (beat === undefined || (stoppedAt !== undefined && stoppedAt >= latestAt)) continue;
    const told = Math.max(latestAt, beat.at + (serverNow - beat.heardAt));
    now = Math.max(now ?? told, told);
  }
  return now === undefined ? serverNow : epochMs(now);
}

/** Whether the sources tell what time it is. A recording that is played beside a real source does not: it must not move that one's floor. */
function isTimeTold({ time, sources }: Floor): boolean {
  if (time === 'told') return true;
  for (const { isPlayed } of sources.values()) if (isPlayed !== true) return false;
  return sources.size > 0;
}

function standingOf(floor: Floor, [source, book]: HeardSource, options: SourceStateOptions): SourceStanding {
  const ageMs = Math.max(0, options.serverNow - book.heardAt);
  const skewMs = isTimeTold(floor) ? 0 : skewOf(book);
  const state = stateOf(source, { ...book, skewMs, ageMs }, options);
  const stands = state === 'silent' || state === 'stopped';
  return {
    state,
    ageMs,
    ...(stands && { frozenAt: isTimeTold(floor) ? lastWordAt(book) : book.heardAt }),
    ...(skewMs !== 0 && { skewMs }),
  };
}

type HeardSource = readonly [SourceId, SourceBook];

/** How far a clock is ahead of ours. Of a recording that is played beside real sources nothing is put right. */
function skewOf({ beat, clock, isPlayed }: SourceBook): DurationMs {
  if (isPlayed !== true || beat === undefined) return aheadMs(clock);
  return Math.abs(beat.at - beat.heardAt) > CLOCK_SLACK_MS ? beat.at - beat.heardAt : 0;
}

type Judged = SourceBook & { readonly skewMs: DurationMs; readonly ageMs: DurationMs };

function stateOf(source: SourceId, book: Judged, options: SourceStateOptions): SourceState {
  const { ageMs, skewMs } = book;
  if (book.stoppedAt !== undefined && book.stoppedAt >= book.latestAt) return 'stopped';
  if (options.cut.has(source) && ageMs > AGEING_MS) return 'silent';
  if (isSilent(source, book, options)) return 'silent';
  if (Math.abs(skewMs) > CLOCK_BOUND_MS) return 'clock-wrong';
  return book.beat === undefined ? 'quiet' : 'live';
}

/** A source without heartbeats is judged by what the definitions say of it, else by its habit, and by the usual time until that is known. */
function isSilent(source: SourceId, book: Judged, { centre, zone, serverNow }: SourceStateOptions): boolean {
  const { ageMs, beat, habit, heardAt } = book;
  if (beat !== undefined) return ageMs > HEARTBEAT_SILENCE_MS;
  const said = centre.sources.find((one) => one.id === source)?.silentAfterMs;
  if (said !== undefined) return ageMs > said;
  const unusual = habit && isSilenceUnusual(habit, { heardAt, now: serverNow }, zone);
  return unusual ?? ageMs > USUAL_SILENCE_MS;
}

/** What time it was when the source was heard last, where sources tell the time. */
function lastWordAt({ beat, heardAt, latestAt }: SourceBook): EpochMs {
  if (beat === undefined) return heardAt;
  return epochMs(Math.max(latestAt, beat.at + (heardAt - beat.heardAt)));
}
