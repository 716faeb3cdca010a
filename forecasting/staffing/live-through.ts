import type { PlannedInterval } from '#domain/staffing-plan.ts';
import { assert } from '#domain/assert.ts';
import { emptyCounts, addCounts, type Counts } from '#domain/measures/counts.ts';
import { speedOfAnswer } from '#domain/measures/measures.ts';
import { serviceLevelDefinitions } from '#domain/measures/service-level-definitions.ts';
import { DAY_MS, MINUTE_MS, epochMs } from '#domain/time.ts';
import { advance } from '../simulation/advance.ts';
import { readCounts, readTimes } from '../simulation/read-books.ts';
import { startSimulation } from '../simulation/start-simulation.ts';
import { planDayModel } from './plan-day-model.ts';
import type { QueueQuestion } from './queue-question.ts';

/** What customers and agents met with in the simulator, day after day. */
export type Lived = {
  readonly days: number;
  readonly offered: number;
  readonly serviceLevel: number;
  readonly abandonment: number;
  readonly asaSeconds: number;
  readonly occupancy: number;
  /** Share of the days on which the day as a whole met the service level of the target; undefined where none is asked for. */
  readonly daysMet: number | undefined;
  /** By place in the plan; undefined where nobody came. */
  readonly intervals: readonly (LivedInterval | undefined)[];
};

export type LivedInterval = {
  readonly offered: number;
  readonly serviceLevel: number;
  readonly abandonment: number;
};

export type LiveThroughQuestion = {
  readonly plan: readonly PlannedInterval[];
  /** How customers really behave, and what is asked of the plan. */
  readonly truth: Pick<QueueQuestion, 'behaviour' | 'target'>;
  /** Shared out evenly over the days of the plan, at least one each. */
  readonly days: number;
  readonly seed: number;
};

/** A plan of years in thousands of lives would not end. */
const MOST_DAYS = 100_000;

/** The simulator keeps books of a year by quarters of an hour. */
const MOST_DAYS_AT_ONCE = 300;

/**
 * Lives a plan through in the simulator: each day draws its own level from what the forecast does not know, contacts come at
 * random, agents come and go as the plan says and finish what they have begun. Figures of all days together.
 */
export function liveThrough(question: LiveThroughQuestion): Lived {
  const { plan, days, seed } = question;
  assert(plan.length > 0, 'a plan has an interval');
  if (!(Number.isInteger(days) && days >= 1 && days <= MOST_DAYS))
    throw new RangeError(`days to live through must be a whole number from 1 to ${MOST_DAYS}, got ${days}`);
  const dates = [...new Set(plan.map(({ day }) => day))];
  const each = Math.ceil(days / dates.length);
  const books = plan.map(() => emptyCounts());
  const least = question.truth.target.serviceLevel ?? 0;
  const lived = { busyMs: 0, availableMs: 0, daysMet: 0, days: 0 };
  for (const [nth, date] of dates.entries()) {
    const places = plan.flatMap((one, at) => (one.day === date ? [at] : []));
    const intervals = places.map((at) => plan[at]).filter(isHere);
    for (let done = 0; done < each; done += MOST_DAYS_AT_ONCE) {
      const asked = {
        intervals,
        each: Math.min(MOST_DAYS_AT_ONCE, each - done),
        seed: seed + nth + done * dates.length,
      };
      const run = liveDays(question, asked);
      for (const [at, counts] of run.counts.entries()) addCounts(bookAt(books, places[at]), counts);
      lived.busyMs += run.busyMs;
      lived.availableMs += run.availableMs;
      lived.daysMet += run.levels.filter((level) => level >= least).length;
      lived.days += run.levels.length;
    }
  }
  return livedOf(question, books, lived);
}

const isHere = <Value>(value: Value | undefined): value is Value => value !== undefined;

function bookAt(books: readonly Counts[], at: number | undefined): Counts {
  const book = books[at ?? -1];
  assert(book !== undefined, 'every interval of a day has its place in the plan');
  return book;
}

type LivedDays = {
  readonly counts: readonly Counts[];
  /** The service level of each day on which anybody came. */
  readonly levels: readonly number[];
  readonly busyMs: number;
  readonly availableMs: number;
};

type DaysRun = {
  readonly intervals: readonly PlannedInterval[];
  readonly each: number;
  readonly seed: number;
};

function liveDays({ truth }: LiveThroughQuestion, { intervals, each, seed }: DaysRun): LivedDays {
  const simulation = startSimulation({ model: planDayModel(intervals, truth), seed, from: epochMs(0) });
  // One day more, so that the contacts of the last evening come to their end.
  advance(simulation, epochMs((each + 1) * DAY_MS));
  const counts = intervals.map(() => emptyCounts());
  const perDay = Array.from({ length: each }, () => emptyCounts());
  for (const cell of readCounts(simulation)) {
    const day = perDay[Math.floor(cell.start / DAY_MS)];
    if (day === undefined) continue;
    const minute = (cell.start % DAY_MS) / MINUTE_MS;
    const at = intervals.findIndex(
      ({ minuteOfDay, minutes }) => minute >= minuteOfDay && minute < minuteOfDay + minutes,
    );
    const booked: Counts = { ...emptyCounts(), ...cell.counts };
    addCounts(bookAt(counts, at), booked);
    addCounts(day, booked);
  }
  let [busyMs, availableMs] = [0, 0];
  for (const { start, time } of readTimes(simulation)) {
    if (start >= each * DAY_MS) continue;
    busyMs += time.busyMs + time.wrapUpMs;
    availableMs += time.availableMs;
  }
  const levels = perDay.filter(({ offered }) => offered > 0).map((day) => levelOf(day, truth));
  return { counts, levels, busyMs, availableMs };
}

/** 1 where nobody counts: nobody was let down. */
function levelOf(counts: Counts, { target }: LiveThroughQuestion['truth']): number {
  const { met, of } = serviceLevelDefinitions[target.definition ?? 'callboard'](counts);
  return of > 0 ? met / of : 1;
}

function livedOf(
  { truth }: LiveThroughQuestion,
  books: readonly Counts[],
  lived: {
    readonly busyMs: number;
    readonly availableMs: number;
    readonly daysMet: number;
    readonly days: number;
  },
): Lived {
  const all = emptyCounts();
  for (const book of books) addCounts(all, book);
  return {
    days: lived.days,
    offered: all.offered,
    serviceLevel: levelOf(all, truth),
    abandonment: all.abandoned / Math.max(1, all.offered),
    asaSeconds: speedOfAnswer(all) ?? 0,
    occupancy: lived.busyMs / Math.max(1, lived.busyMs + lived.availableMs),
    daysMet: truth.target.serviceLevel === undefined ? undefined : lived.daysMet / Math.max(1, lived.days),
    intervals: books.map((book) =>
      book.offered === 0
        ? undefined
        : {
            offered: book.offered,
            serviceLevel: levelOf(book, truth),
            abandonment: book.abandoned / book.offered,
          },
    ),
  };
}
