import { MINUTE_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';

/**
 * How a source without heartbeats usually speaks: for each quarter of an hour of a working day and of a weekend, in which share of the
 * minutes some word of it came. Minutes and not words are counted, because words come in bursts: a call has ten.
 */
export type SourceHabit = {
  /** By quarter-hour, those of a weekend after those of a working day. */
  readonly shares: readonly number[];
  /** Of how many days each share is known. */
  readonly days: readonly number[];
  /** The quarter-hour of its last word, and the minutes of it that had one. */
  readonly quarter: EpochMs;
  readonly minutes: number;
};

const QUARTER_MS: DurationMs = 15 * MINUTE_MS;
const QUARTERS_A_DAY = 96;
const DAY_QUARTERS = 2 * QUARTERS_A_DAY;
/** A new day weighs at least this much: a habit of half a year ago is none, and one holiday does not make one. */
const LEAST_WEIGHT = 0.2;
/** Of so many days of a kind a quarter-hour is known. */
const DAYS_TO_KNOW = 3;
/** A week of silence says nothing more than that it is silent. */
const QUARTERS_FILLED = 7 * QUARTERS_A_DAY;
/** A silence that a source keeps once in a thousand times is still its habit: some once a day. */
const RARE = Math.log(1 / 1_000);
/** The busiest source is silent for a minute now and then. */
const MOST_SHARE = 0.95;

/** The habit after a word that came now. Its own object changes once a minute at most. */
export function learnHabit(habit: SourceHabit | undefined, heardAt: EpochMs, zone: TimeZone): SourceHabit {
  const quarter = epochMs(Math.floor(heardAt / QUARTER_MS) * QUARTER_MS);
  const minute = 1 << Math.floor((heardAt - quarter) / MINUTE_MS);
  if (habit === undefined) return { shares: NONE, days: NONE, quarter, minutes: minute };
  if (quarter < habit.quarter || (quarter === habit.quarter && (habit.minutes & minute) !== 0)) return habit;
  if (quarter === habit.quarter) return { ...habit, minutes: habit.minutes | minute };
  return { ...settled(habit, quarter, zone), quarter, minutes: minute };
}

/** Whether a silence from `heardAt` to now is longer than the source usually is silent at that time. Undefined: it is not known yet. */
export function isSilenceUnusual(
  habit: SourceHabit,
  { heardAt, now }: { readonly heardAt: EpochMs; readonly now: EpochMs },
  zone: TimeZone,
): boolean | undefined {
  let chance = 0;
  let at = heardAt;
  for (let steps = 0; at < now && steps < QUARTERS_FILLED; steps += 1) {
    const border = epochMs((Math.floor(at / QUARTER_MS) + 1) * QUARTER_MS);
    const until = border < now ? border : now;
    const slot = slotOf(at, zone);
    if ((habit.days[slot] ?? 0) < DAYS_TO_KNOW) return undefined;
    const silent = 1 - Math.min(MOST_SHARE, habit.shares[slot] ?? 0);
    chance += ((until - at) / MINUTE_MS) * Math.log(silent);
    if (chance < RARE) return true;
    at = until;
  }
  return false;
}

const NONE: readonly number[] = Array<number>(DAY_QUARTERS).fill(0);

/** The quarter-hour of the last word is over, and those after it, up to `quarter`, had none. */
function settled(habit: SourceHabit, quarter: EpochMs, zone: TimeZone): Pick<SourceHabit, 'shares' | 'days'> {
  const [shares, days] = [[...habit.shares], [...habit.days]];
  // Only that of the last word had one.
  let share = bitsOf(habit.minutes) / 15;
  const first = Math.max(habit.quarter, quarter - QUARTERS_FILLED * QUARTER_MS);
  for (let at = epochMs(first); at < quarter; at = later(at, QUARTER_MS)) {
    const slot = slotOf(at, zone);
    const known = days[slot] ?? 0;
    const weight = Math.max(LEAST_WEIGHT, 1 / (known + 1));
    shares[slot] = (shares[slot] ?? 0) * (1 - weight) + share * weight;
    days[slot] = known + 1;
    share = 0;
  }
  return { shares, days };
}

function bitsOf(minutes: number): number {
  let count = 0;
  for (let rest = minutes; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/** The quarter-hour of a working day or of a weekend, by local time. 1 January 1970 was a Thursday. */
function slotOf(at: EpochMs, zone: TimeZone): number {
  const quarters = Math.floor((at + zone.offsetMs(at)) / QUARTER_MS);
  const weekday = (Math.floor(quarters / QUARTERS_A_DAY) + 3) % 7;
  const ofDay = quarters % QUARTERS_A_DAY;
  return weekday >= 5 ? QUARTERS_A_DAY + ofDay : ofDay;
}
