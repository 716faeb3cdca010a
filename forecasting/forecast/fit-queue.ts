import type { QueueId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import { dayTraits, type WorkWeek } from '../calendar/day-traits.ts';
import { isKind, type Calendar } from '#domain/calendar.ts';
import { isSupposedClosed, wasClosedBefore, workWeek } from './work-week.ts';
import { withoutClosedZeros } from '../history/closed-zeros.ts';
import { learnOpening, openIntervals, type Opening } from '../history/learn-opening.ts';
import { withRows, type QueueHistory } from '../history/queue-history.ts';
import { chooseModels, combineModels, type Choice } from '../models/choose-models.ts';
import { fromCountScale, rateOfMean } from '../models/count-scale.ts';
import { errorCovariance } from '../models/error-covariance.ts';
import { fitFactors, type FoundEffects } from '../models/factor-models.ts';
import { gridRow, makeGrid, type Grid } from '../models/grid.ts';
import type { FittedModel } from '../models/model.ts';
import { weekModels } from '../models/week-models.ts';
import { bandWidening } from './band-widening.ts';
import { blockGrid, timeBlocks, type TimeBlock } from './time-blocks.ts';
import { fitHandleTime, type HandleTime } from './fit-handle-time.ts';

/** What a forecast of one queue is made from. */
export type FitQuestion = {
  /** Days that are over; what is wild in it is cut while fitting, what is wrong should be unknown. */
  readonly history: QueueHistory;
  readonly calendar: Calendar;
  /** Effects that an earlier fit found, to save their search. Absent: searched. */
  readonly found?: FoundEffects;
};

/** Everything that is known of a queue before its next day begins. */
export type FittedQueue = {
  readonly queue: QueueId;
  readonly intervalMinutes: number;
  readonly opening: Opening;
  readonly week: WorkWeek;
  /** What is forecast as one: the columns of location and covariance. */
  readonly blocks: readonly TimeBlock[];
  readonly model: FittedModel;
  /** Of the errors a day ahead, on the scale of counts. */
  readonly covariance: Grid;
  /** What a standard deviation must be multiplied by so that bands hold what they promise. */
  readonly widening: number;
  /** Why this model: what each could do, and what weight it was given. */
  readonly choices: readonly Choice[];
  readonly effects: FoundEffects;
  readonly handleTime?: HandleTime;
  readonly lastDay: LocalDay;
  /** The latest days, ascending: what came, and what had been expected the day before, of the intervals that are known. */
  readonly pastDays: readonly PastDay[];
  /** True for a holiday that was closed when it was last there, or is supposed to be. */
  isLeftOut(day: LocalDay): boolean;
  /** True for a holiday that the history has not met, where all those that it has were closed. */
  isSupposedClosed(day: LocalDay): boolean;
};

/** One day of the past: contacts that came, and that were expected on the day before. */
export type PastDay = { readonly day: LocalDay; readonly offered: number; readonly expected: number };

/** Days a queue must have been seen before anything can be said of it alone: a week, so that most weekdays were met. */
export const LEAST_DAYS = 5;

/** Fits a queue. Undefined when fewer than LEAST_DAYS of it are known: such a queue must borrow. */
export function fitQueue(question: FitQuestion): FittedQueue | undefined {
  const ways = fitWays(question);
  return ways?.withModel(ways.combined, ways.choices);
}

/** Every way to forecast a queue, fitted to the same past. */
export type FittedWays = {
  readonly models: readonly FittedModel[];
  readonly choices: readonly Choice[];
  /** The chosen ones together. */
  readonly combined: FittedModel;
  /** The queue as this model alone would forecast it, with bands from this model's own errors. */
  withModel(model: FittedModel, choices: readonly Choice[]): FittedQueue;
};

/** Fits the core models and their rivals. Undefined when fewer than LEAST_DAYS are known. */
export function fitWays({ history, calendar, found }: FitQuestion): FittedWays | undefined {
  const answered = withoutClosedZeros(history);
  const opening = learnOpening(answered);
  const known = knownDays(answered, calendar);
  const lastDay = history.days.at(-1);
  if (lastDay === undefined || known.days.length < LEAST_DAYS) return undefined;
  const blocks = timeBlocks(known, openIntervals(opening));
  const week = workWeek({ opening, calendar, days: known.days });
  const traits = known.days.map((day) => dayTraits(day, week));
  const grid = blockGrid(known, blocks);
  const core = fitFactors({ grid, traits }, found);
  const models = [...core.models, ...weekModels().map((model) => model.fit({ grid, traits }))];
  const choices = chooseModels(models, grid);
  const handleTime = fitHandleTime(history);
  const common = {
    queue: history.queue,
    intervalMinutes: history.intervalMinutes,
    opening,
    week,
    blocks,
    effects: core.effects,
    ...(handleTime === undefined ? {} : { handleTime }),
    lastDay,
    isLeftOut: (day: LocalDay) =>
      wasClosedBefore(day, calendar, known.days) || isSupposedClosed(day, week, known.days),
    isSupposedClosed: (day: LocalDay) => isSupposedClosed(day, week, known.days),
  };
  return {
    models,
    choices,
    combined: combineModels(models, choices, traits.at(-1)?.number ?? 0),
    withModel: (model, chosen) => ({
      ...common,
      model,
      choices: chosen,
      ...spreadOf(lateErrors(grid, model.expected)),
      pastDays: pastDaysOf(known.days, grid, model.expected),
    }),
  };
}

/** The days of which something is known. A holiday that has not one contact is taken to be closed, however the table writes it. */
function knownDays(history: QueueHistory, calendar: Calendar): QueueHistory {
  const { days, offered } = history;
  const rows = [...days.entries()].flatMap(([row, day]) => {
    const counts = gridRow(offered, row);
    const isKnown = isKind(calendar, day, 'holiday')
      ? counts.some((count) => count > 0)
      : !counts.every(Number.isNaN);
    return isKnown ? [row] : [];
  });
  return rows.length === days.length ? history : withRows(history, rows);
}

function spreadOf(errors: Grid): Pick<FittedQueue, 'covariance' | 'widening'> {
  const covariance = errorCovariance(errors);
  return { covariance, widening: bandWidening(errors, covariance) };
}

/** Days at the beginning on which a model still learns; their errors say nothing about later ones. */
const LEARNING_DAYS = 20;
/** Days of which errors are kept: half a year of working days. */
const ERROR_DAYS = 130;

function lateErrors(grid: Grid, expected: Grid): Grid {
  const from = Math.max(Math.min(LEARNING_DAYS, Math.floor(grid.rows / 2)), grid.rows - ERROR_DAYS);
  return makeGrid({ rows: grid.rows - from, columns: grid.columns }, (row, column) => {
    const at = (row + from) * grid.columns + column;
    return (grid.cells[at] ?? Number.NaN) - (expected.cells[at] ?? Number.NaN);
  });
}

function pastDaysOf(days: readonly LocalDay[], grid: Grid, expected: Grid): PastDay[] {
  const from = Math.max(0, days.length - ERROR_DAYS);
  return days.slice(from).map((day, index) => {
    let [came, said] = [0, 0];
    for (let at = (from + index) * grid.columns; at < (from + index + 1) * grid.columns; at += 1) {
      const [is, was] = [grid.cells[at] ?? Number.NaN, expected.cells[at] ?? Number.NaN];
      if (Number.isNaN(is) || Number.isNaN(was)) continue;
      came += fromCountScale(is);
      said += rateOfMean(was);
    }
    return { day, offered: came, expected: said };
  });
}
