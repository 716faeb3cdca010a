import type { AcdEvent } from '#domain/acd-event.ts';
import { MINUTE_MS, SECOND_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';

/**
 * How far a source's clock is from ours. Everything on the floor is in our time: a fact is put where it happened by our clock when it
 * is taken, so that no source's clock can move what another source told.
 *
 * Two things tell. What was said cannot happen later than we hear it: a clock that is ahead of ours proves it with its first word.
 * A clock that is behind looks like a word that is late; it is told from one by its heartbeats, which are late by the same, again
 * and again, or by a heartbeat that is earlier than the one before it.
 */
export type SourceClock = {
  /** By how much it is ahead of ours, from which time of its own on; the last holds now. None: it is right. */
  readonly shifts: readonly Shift[];
  /** What its last heartbeats said, and when we heard it. */
  readonly beats: readonly Reading[];
  /** Of a source without heartbeats whose clock is ahead: the furthest it was ahead lately. */
  readonly lead?: { readonly since: EpochMs; readonly mostMs: DurationMs };
};
export type Shift = { readonly from: EpochMs; readonly aheadMs: DurationMs };
type Reading = { readonly at: EpochMs; readonly heardAt: EpochMs };

/** Of whose clock nothing is known. */
export const RIGHT_CLOCK: SourceClock = { shifts: [], beats: [] };

/**
 * A clock that is further from ours is wrong, and says so. A clock that nobody sets drifts a second or two a day, so it takes months to
 * come so far; what is further was set wrongly, and a wrong zone is a quarter of an hour at least.
 */
export const CLOCK_BOUND_MS: DurationMs = 5 * MINUTE_MS;

/** Clocks that are kept by NTP, and words on a local network, are closer than this: such a clock is right. */
export const CLOCK_SLACK_MS: DurationMs = 2 * SECOND_MS;
/** A clock that is behind has been behind by the same for so long, in so many heartbeats. */
const STEADY_MS: DurationMs = 10 * SECOND_MS;
const STEADY_BEATS = 3;
const STEADY_WITHIN_MS: DurationMs = SECOND_MS;
/** Heartbeats looked at: those of ten seconds at two a second. */
const BEATS_KEPT = 20;
/** Where heartbeats come, they tell the clock, and a single fact does not. */
const BEATING_MS: DurationMs = MINUTE_MS;
/** A word that is as old as this by its own clock is late; of one that is not the clock can be told. */
const LIVE_MS: DurationMs = 30 * SECOND_MS;
/** A clock that was so far ahead, and then says what ours says, was put right: no word is late by just that. */
const MENDED_FROM_MS: DurationMs = 10 * SECOND_MS;
/** Over so long some word of a source without heartbeats comes at once. */
const LEAD_OVER_MS: DurationMs = 10 * MINUTE_MS;
/** Steps of a clock that a late fact may have been told before. */
const SHIFTS_KEPT = 8;

/** By how much the clock is ahead of ours now; negative: behind. 0: it is right. */
export function aheadMs({ shifts }: SourceClock): DurationMs {
  return shifts.at(-1)?.aheadMs ?? 0;
}

/** The clock after a word of its source that was heard now. A time of receipt tells nothing. */
export function hearClock(clock: SourceClock, event: AcdEvent, heardAt: EpochMs): SourceClock {
  if (event.clock === 'receipt') return clock;
  return event.kind === 'source-heartbeat'
    ? hearBeat(clock, { at: event.at, heardAt })
    : hearFact(clock, event.at - heardAt - (event.precisionMs ?? 0), { at: event.at, heardAt });
}

/** When a fact happened, by our clock. A time of receipt is ours, unless its source beats: then that source received it, by its own clock. */
export function placeOnOurClock(clock: SourceClock, event: AcdEvent, heardAt: EpochMs): EpochMs {
  const { at } = event;
  if (event.clock === 'receipt' && clock.beats.length === 0) return at;
  const ahead = aheadMs(clock);
  const lateMs = heardAt - (at - ahead);
  const isLive = lateMs >= -CLOCK_SLACK_MS && lateMs <= LIVE_MS;
  // Of a clock that is very wrong only what fits it can be put right: its source may tell other times as well.
  const shift = isLive ? ahead : Math.abs(ahead) > CLOCK_BOUND_MS ? 0 : aheadWhen(clock, at);
  const placed = later(at, -shift);
  return placed > heardAt + CLOCK_SLACK_MS ? heardAt : placed;
}

function hearBeat(clock: SourceClock, beat: Reading): SourceClock {
  const last = clock.beats.at(-1);
  const beats = [...clock.beats, beat].slice(-BEATS_KEPT);
  const known = { ...clock, beats };
  const [ahead, said] = [aheadMs(clock), beat.at - beat.heardAt];
  // What it told before its first heartbeat it told by the same clock.
  const from = last === undefined ? BEGINNING : beat.at;
  if (said > ahead + CLOCK_SLACK_MS) return shiftTo(known, { from, aheadMs: said });
  if (said >= ahead - CLOCK_SLACK_MS) return known;
  const wentBack = last !== undefined && beat.at < last.at - CLOCK_SLACK_MS;
  if (wentBack) return shiftTo({ ...known, beats: [beat] }, { from: beat.at, aheadMs: said });
  const steady = steadyShift(beats, ahead);
  return steady === undefined ? known : shiftTo(known, steady);
}

const BEGINNING = epochMs(0);

/** The lag that the last heartbeats agree on; undefined while they do not. */
function steadyShift(beats: readonly Reading[], ahead: DurationMs): Shift | undefined {
  const end = beats.at(-1);
  let most = -Infinity;
  let least = Infinity;
  for (let count = 1; count <= beats.length; count += 1) {
    const beat = beats[beats.length - count];
    if (beat === undefined || end === undefined) return undefined;
    most = Math.max(most, beat.at - beat.heardAt);
    least = Math.min(least, beat.at - beat.heardAt);
    if (most - least > STEADY_WITHIN_MS || most >= ahead - CLOCK_SLACK_MS) return undefined;
    if (count >= STEADY_BEATS && end.heardAt - beat.heardAt >= STEADY_MS)
      return { from: later(beat.at, -LIVE_MS), aheadMs: most };
  }
  return undefined;
}

function hearFact(clock: SourceClock, leadMs: DurationMs, reading: Reading): SourceClock {
  const beat = clock.beats.at(-1);
  if (beat !== undefined && reading.heardAt - beat.heardAt < BEATING_MS) return clock;
  const ahead = aheadMs(clock);
  if (leadMs > ahead + CLOCK_SLACK_MS) return shiftTo(clock, { from: reading.at, aheadMs: leadMs });
  if (ahead <= 0) return clock;
  if (ahead >= MENDED_FROM_MS && Math.abs(leadMs) <= CLOCK_SLACK_MS)
    return shiftTo(clock, { from: reading.at, aheadMs: 0 });
  return watchLead(clock, leadMs, reading);
}

/** A clock ahead by little that was put right shows it in that no word comes before its time any more. */
function watchLead(clock: SourceClock, leadMs: DurationMs, { at, heardAt }: Reading): SourceClock {
  const { since = heardAt, mostMs = -Infinity } = clock.lead ?? {};
  const lead = { since, mostMs: Math.max(mostMs, leadMs) };
  if (heardAt - since < LEAD_OVER_MS) return { ...clock, lead };
  const isMended = lead.mostMs < aheadMs(clock) - CLOCK_SLACK_MS;
  const again = { ...clock, lead: { since: heardAt, mostMs: leadMs } };
  return isMended ? shiftTo(again, { from: at, aheadMs: Math.max(0, lead.mostMs) }) : again;
}

function shiftTo(clock: SourceClock, { from, aheadMs: to }: Shift): SourceClock {
  const { lead: _, ...rest } = clock;
  const shift = { from, aheadMs: Math.abs(to) <= CLOCK_SLACK_MS ? 0 : to };
  return { ...rest, shifts: [...clock.shifts, shift].slice(-SHIFTS_KEPT) };
}

/** By how much the clock was ahead when it said `at`. */
function aheadWhen({ shifts }: SourceClock, at: EpochMs): DurationMs {
  return shifts.findLast(({ from }) => from <= at)?.aheadMs ?? 0;
}
