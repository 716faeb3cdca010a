import { DAY_MS, HOUR_MS, SECOND_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { instantOf, type TimeZone } from '#domain/time-zone.ts';
import type { BankRow } from './bank-row.ts';
import type { LocalClock } from './local-clock.ts';

/** When each thing of a row happened, in order: no instant is before the one above it. */
export type RowInstants = {
  readonly started: EpochMs;
  readonly vruLeft: EpochMs;
  /** Absent when the contact never waited. */
  readonly queue?: { readonly joined: EpochMs; readonly left: EpochMs };
  /** The end of the service; the answer itself where no service was recorded. */
  readonly ended: EpochMs;
};

/**
 * Places the times of day of a row on the time line. They are read one after another, each from its predecessor:
 * a time more than 12 hours before it is the next day.
 * The waits are told by the queue's own times and the clock before the queue gives way: where the row leaves the VRU
 * before it enters it, the entry moves back, so that the VRU time is 0 and the queue keeps its interval.
 */
export function rowInstants(row: BankRow, clock: LocalClock): RowInstants {
  const steadyMs = clock.steadyOffsetMs(row.dayMs);
  const zone = steadyMs === undefined ? clock.zone : fixedZone(steadyMs);
  const entry = anchor(row, zone);
  const vruExit = step(zone, entry, row.vruExit, row.vruTime);
  const queue = queueMarks(row, zone, vruExit);
  const answered = queue?.left ?? vruExit;
  const ended = serviceEnd(row, zone, answered);
  const vruLeft = earlier(vruExit.at, queue?.joined.at ?? vruExit.at);
  return {
    started: earlier(entry.at, vruLeft),
    vruLeft,
    ...(queue === undefined ? {} : { queue: { joined: queue.joined.at, left: queue.left.at } }),
    ended: ended > answered.at ? ended : answered.at,
  };
}

/** What a zone is on a quiet day: nothing needs to be asked of it. */
const fixedZone = (steadyMs: DurationMs): TimeZone => ({ name: 'steady', offsetMs: () => steadyMs });

/** An instant together with the local digits that stood in the row: in a skipped hour a zone cannot give them back. */
type Mark = { readonly at: EpochMs; readonly localMs: number };

function anchor(row: BankRow, zone: TimeZone): Mark {
  const localMs = row.dayMs + row.vruEntry * SECOND_MS;
  return { at: instantOf(zone, localMs), localMs };
}

/** The mark of a time of day that follows `from`, and that the row says to be `recorded` seconds later. */
function step(zone: TimeZone, from: Mark, timeOfDay: number, recorded: number | undefined): Mark {
  return moved({ zone, from, digitsMs: digitsApart(from, timeOfDay, recorded), recorded });
}

/** From the digits of `from` to a time of day. One more than 12 hours ahead is the day before only where the row says so. */
function digitsApart(from: Mark, timeOfDay: number, recorded: number | undefined): number {
  const apartMs = timeOfDay * SECOND_MS - (from.localMs % DAY_MS);
  if (apartMs < -12 * HOUR_MS) return apartMs + DAY_MS;
  return apartMs - DAY_MS === toldMs(recorded) ? apartMs - DAY_MS : apartMs;
}

const toldMs = (recorded: number | undefined): number => (recorded ?? NaN) * SECOND_MS;

function moved(elapsed: Elapsed): Mark {
  const { from, digitsMs } = elapsed;
  return { at: later(from.at, elapsedMs(elapsed)), localMs: from.localMs + digitsMs };
}

type Elapsed = {
  readonly zone: TimeZone;
  readonly from: Mark;
  readonly digitsMs: number;
  readonly recorded: number | undefined;
};

/**
 * The time that passed between two local times. Only in the nights when the clock changes is it not the difference of
 * their digits; then the seconds that the row recorded decide between what the digits can mean, and without them the
 * shortest meaning that does not go back.
 */
function elapsedMs({ zone, from, digitsMs, recorded }: Elapsed): number {
  const localMs = from.localMs + digitsMs;
  const offsets = [zone.offsetMs(epochMs(localMs - DAY_MS)), zone.offsetMs(epochMs(localMs + DAY_MS))];
  if (offsets[0] === offsets[1]) return digitsMs;
  const meanings = offsets
    .map((offset) => epochMs(localMs - offset))
    .filter((at, index) => zone.offsetMs(at) === offsets[index])
    .map((at) => at - from.at);
  const told = [...meanings, digitsMs].find((ms) => ms === toldMs(recorded));
  return told ?? smallest(meanings.filter((ms) => ms >= 0)) ?? digitsMs;
}

const smallest = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.min(...values);

const earlier = (a: EpochMs, b: EpochMs): EpochMs => (a < b ? a : b);

function queueMarks(
  row: BankRow,
  zone: TimeZone,
  vruExit: Mark,
): { readonly joined: Mark; readonly left: Mark } | undefined {
  const { queueStart, queueExit, queueTime } = row;
  if (queueStart === 0 && queueExit === 0) return undefined;
  const joined = isTold(vruExit, queueStart, undefined)
    ? step(zone, vruExit, queueStart, undefined)
    : vruExit;
  const left = isTold(joined, queueExit, queueTime)
    ? step(zone, joined, queueExit, queueTime)
    : waited(joined, queueTime);
  return { joined, left: left.at < joined.at ? joined : left };
}

/** 0:00:00 also stands where there is no time: it is midnight when the row's seconds say so, or late in the evening. */
function isTold(from: Mark, timeOfDay: number, recorded: number | undefined): boolean {
  if (timeOfDay !== 0) return true;
  const apartMs = digitsApart(from, 0, recorded);
  return apartMs === toldMs(recorded) || apartMs <= HOUR_MS;
}

const waited = (from: Mark, recorded = 0): Mark => {
  const ms = Math.max(0, recorded) * SECOND_MS;
  return { at: later(from.at, ms), localMs: from.localMs + ms };
};

function serviceEnd(row: BankRow, zone: TimeZone, answered: Mark): EpochMs {
  if (row.serviceStart === 0 && row.serviceExit === 0) return answered.at;
  const start = serviceStart(row, zone, answered);
  if (!isTold(start, row.serviceExit, row.serviceTime)) return answered.at;
  return step(zone, start, row.serviceExit, row.serviceTime).at;
}

/** Most services begin 1 to 3 seconds before the queue's exit, so this time is the one nearest to the answer, on either side. */
function serviceStart(row: BankRow, zone: TimeZone, answered: Mark): Mark {
  if (!isTold(answered, row.serviceStart, undefined)) return answered;
  const digitsMs = digitsApart(answered, row.serviceStart, undefined);
  const nearest = digitsMs > 12 * HOUR_MS ? digitsMs - DAY_MS : digitsMs;
  return moved({ zone, from: answered, digitsMs: nearest, recorded: undefined });
}
