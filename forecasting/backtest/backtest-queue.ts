import { DAY_MS } from '#domain/time.ts';
import type { Calendar } from '#domain/calendar.ts';
import type { Band } from '#domain/forecast.ts';
import type { LocalDay } from '#domain/local-day.ts';
import { fitWays, type FittedWays } from '../forecast/fit-queue.ts';
import { projectQueue, type DayForecast } from '../forecast/project-queue.ts';
import { splitAt } from '../forecast/split-at.ts';
import type { QueueHistory } from '../history/queue-history.ts';
import type { FoundEffects } from '../models/factor-models.ts';
import { gridRow } from '../models/grid.ts';
import { HANDLE_TIME, judgeHandleTimes, judgeMeanHandleTimes } from './judge-handle-time.ts';
import { addAccuracy, judgeInterval, NO_ACCURACY, type Accuracy } from './accuracy.ts';
import {
  HAND_RIVALS,
  handBand,
  handForecast,
  handSpread,
  PRO_RATA,
  proRata,
  saidBefore,
  type HandRival,
} from './hand-rivals.ts';

/** How far ahead a forecast was made: of the next working day, of five, of twenty, or of the rest of a day from noon. */
export const HORIZONS = ['one day', 'one week', 'four weeks', 'from noon'] as const;
export type Horizon = (typeof HORIZONS)[number];

/** How each way of forecasting has done, by horizon. The first is the one that is used. */
export type Backtest = ReadonlyMap<string, Readonly<Record<Horizon, Accuracy>>>;

export type BacktestQuestion = {
  readonly history: QueueHistory;
  readonly calendar: Calendar;
  /** The first day that is forecast; all later ones are too, each from the days before it. */
  readonly from: LocalDay;
  /** The first day that none is forecast on. Absent: all days of the history. */
  readonly until?: LocalDay;
  /** Told after each origin. */
  readonly onOrigin?: (done: number, of: number) => void;
};

/** What is used: the chosen models together. */
export const USED = 'callboard';

const DAYS: Readonly<Record<Exclude<Horizon, 'from noon'>, number>> = {
  'one day': 1,
  'one week': 5,
  'four weeks': 20,
};
const FARTHEST = 20;
const NOON_MINUTE = 720;
/** Effects are searched anew after so many days, as somebody who forecasts every day would. */
const SEARCH_EVERY = 10;

/** Forecasts every day from `from` on as it would have been, and compares with what came. Days before are learnt from only. */
export function backtestQueue({ history, calendar, from, until, onOrigin }: BacktestQuestion): Backtest {
  const sums = new Map<string, Record<Horizon, Accuracy>>();
  const first = history.days.findIndex((day) => day >= from);
  let found: FoundEffects | undefined;
  if (first < 0) return sums;
  const rivals = HAND_RIVALS.map((rival) => ({ rival, said: saidBefore(rival, history) }));
  const last = until === undefined ? history.days.length : history.days.filter((day) => day < until).length;
  for (let origin = first; origin < last; origin += 1) {
    const day = history.days[origin];
    if (day === undefined) continue;
    const { past } = splitAt(history, { day, minute: 0 });
    const isSearch = (origin - first) % SEARCH_EVERY === 0;
    const ways = fitWays({ history: past, calendar, ...(found === undefined || isSearch ? {} : { found }) });
    if (ways !== undefined) {
      const at = { history, origin, day, naive: weekOldErrors(past) };
      found = judgeWays(sums, ways, at);
      for (const { rival, said } of rivals)
        judgeRival(sums, { rival, spread: handSpread(said, history, origin) }, at);
    }
    onOrigin?.(origin - first + 1, last - first);
  }
  return sums;
}

type Origin = {
  readonly history: QueueHistory;
  readonly origin: number;
  readonly day: LocalDay;
  readonly naive: Float64Array;
};

/** What is said of a day's intervals; one that is not there is said to be empty. */
type Said = ReadonlyMap<number, Band>;

/** Adds what every way says at one origin to the sums; answers the effects that were found. */
function judgeWays(sums: Map<string, Record<Horizon, Accuracy>>, ways: FittedWays, at: Origin): FoundEffects {
  const { history, origin, day } = at;
  const days = history.days.slice(origin, origin + FARTHEST);
  const used = ways.withModel(ways.combined, ways.choices);
  const all = [
    [USED, used] as const,
    ...ways.models.map((model) => [model.name, ways.withModel(model, [])] as const),
  ];
  const { today } = splitAt(history, { day, minute: NOON_MINUTE });
  for (const [name, fitted] of all) {
    const projected = new Map(projectQueue(fitted, days).map((one) => [one.day, one]));
    if (name === USED && history.handleSeconds !== undefined)
      judgeHandling(
        sums,
        days.map((one) => projected.get(one)),
        at,
      );
    const forecasts = new Map([...projected].map(([one, forecast]) => [one, saidOf(forecast)]));
    const [rest] = projectQueue(fitted, [day], today);
    judgeSaid(sums, { name, days: days.map((one) => forecasts.get(one)), noon: saidOf(rest) }, at);
  }
  return used.effects;
}

/** Adds how far off handle times were, of what is used and of the mean of eight weeks. */
function judgeHandling(
  sums: Map<string, Record<Horizon, Accuracy>>,
  forecasts: readonly (DayForecast | undefined)[],
  { history, origin }: Origin,
): void {
  for (const [ahead, forecast] of forecasts.entries()) {
    const row = origin + ahead;
    addDay(sums, { name: HANDLE_TIME.used, ahead }, judgeHandleTimes(forecast, { history, row }));
    addDay(
      sums,
      { name: HANDLE_TIME.rival, ahead },
      judgeMeanHandleTimes(forecast, { history, row, origin }),
    );
  }
}

function addDay(
  sums: Map<string, Record<Horizon, Accuracy>>,
  { name, ahead }: { readonly name: string; readonly ahead: number },
  accuracy: Accuracy,
): void {
  const sum = sums.get(name) ?? noSums();
  sums.set(name, sum);
  for (const horizon of ['one day', 'one week', 'four weeks'] as const)
    if (ahead < DAYS[horizon]) sum[horizon] = addAccuracy(sum[horizon], accuracy);
}

const saidOf = (forecast: DayForecast | undefined): Said =>
  new Map(forecast?.intervals.map((one) => [one.interval, one]));

/** The rival says at noon what it said in the morning; the mean of eight weeks is raised or lowered too, under a name of its own. */
function judgeRival(
  sums: Map<string, Record<Horizon, Accuracy>>,
  { rival, spread }: { readonly rival: HandRival; readonly spread: Float64Array },
  at: Origin,
): void {
  const { history, origin, day } = at;
  const bands = (said: Float64Array): Said =>
    new Map(
      [...said.entries()].map(([interval, value]) => [interval, handBand(value, spread[interval] ?? 0)]),
    );
  const rows = history.days.slice(origin, origin + FARTHEST).map((_, ahead) => origin + ahead);
  const days = rows.map((row) => handForecast(rival, history, { row, origin }));
  judgeSaid(
    sums,
    { name: rival.name, days: days.map(bands), noon: bands(days[0] ?? new Float64Array()) },
    at,
  );
  if (rival.name !== PRO_RATA.of) return;
  const { today } = splitAt(history, { day, minute: NOON_MINUTE });
  const rest = proRata(days[0] ?? new Float64Array(), today?.offered ?? new Float64Array());
  judgeSaid(sums, { name: PRO_RATA.name, days: [], noon: bands(rest) }, at);
}

type SaidAll = { readonly name: string; readonly days: readonly (Said | undefined)[]; readonly noon: Said };

function judgeSaid(
  sums: Map<string, Record<Horizon, Accuracy>>,
  { name, days, noon }: SaidAll,
  at: Origin,
): void {
  for (const [ahead, said] of days.entries())
    addDay(sums, { name, ahead }, judgeDay(said, { ...at, row: at.origin + ahead, fromMinute: 0 }));
  const sum = sums.get(name) ?? noSums();
  sums.set(name, sum);
  const rest = judgeDay(noon, { ...at, row: at.origin, fromMinute: NOON_MINUTE });
  sum['from noon'] = addAccuracy(sum['from noon'], rest);
}

const noSums = (): Record<Horizon, Accuracy> => ({
  'one day': NO_ACCURACY,
  'one week': NO_ACCURACY,
  'four weeks': NO_ACCURACY,
  'from noon': NO_ACCURACY,
});

type JudgedDay = Origin & { readonly row: number; readonly fromMinute: number };

/** An interval that came and was not forecast counts as forecast to be empty. */
function judgeDay(said: Said | undefined, { history, row, naive, fromMinute }: JudgedDay): Accuracy {
  let sum = NO_ACCURACY;
  for (const [interval, offered] of gridRow(history.offered, row).entries()) {
    if (Number.isNaN(offered) || interval * history.intervalMinutes < fromMinute) continue;
    sum = addAccuracy(sum, judgeInterval(said?.get(interval) ?? NOTHING, offered, naive[interval] ?? 0));
  }
  return sum;
}

const NOTHING = { offered: 0, low80: 0, high80: 0, low95: 0, high95: 0 };

const WEEK_MS = 7 * DAY_MS;

/** By interval: the mean absolute difference between a day and that of a week before. */
function weekOldErrors({ days, offered }: QueueHistory): Float64Array {
  const rows = new Map(days.map((day, row) => [Date.parse(day), row]));
  const sums = new Float64Array(offered.columns);
  const counts = new Float64Array(offered.columns);
  for (const [at, row] of rows) {
    const before = rows.get(at - WEEK_MS);
    if (before === undefined) continue;
    for (let column = 0; column < offered.columns; column += 1) {
      const error = Math.abs(
        (offered.cells[row * offered.columns + column] ?? Number.NaN) -
          (offered.cells[before * offered.columns + column] ?? Number.NaN),
      );
      if (Number.isNaN(error)) continue;
      sums[column] = (sums[column] ?? 0) + error;
      counts[column] = (counts[column] ?? 0) + 1;
    }
  }
  return sums.map((sum, column) => ((counts[column] ?? 0) > 0 ? sum / (counts[column] ?? 1) : 0));
}
