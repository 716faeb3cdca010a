import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, type LocalDay, type LocalMoment } from '#domain/local-day.ts';
import { LEAST_DAYS } from '../../../forecasting/forecast/fit-queue.ts';
import type { Calendar } from '#domain/calendar.ts';
import type { ForecastQuestion, FittedForecast } from '../../../forecasting/forecast/forecast-queue.ts';
import { forecastQueues, type QueueOutcome } from '../../../forecasting/forecast/forecast-queues.ts';
import { errorCorrelation, sumForecasts } from '../../../forecasting/forecast/sum-forecasts.ts';
import { decompositionPicture } from '../../../forecasting/pictures/decomposition-picture.ts';
import { fanPicture } from '../../../forecasting/pictures/fan-picture.ts';
import { historyPicture } from '../../../forecasting/pictures/history-picture.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { keepForecast } from '../../planning/tables/kept-forecasts.ts';
import type { QueueHistory } from '../../../forecasting/history/queue-history.ts';
import { queueForecast } from '../../../forecasting/forecast/queue-forecast.ts';
import { forecastHeader, forecastLines } from '../../planning/tables/forecast-lines.ts';
import {
  loadHistories,
  type HistoryFile,
  type LoadedHistories,
} from '../../planning/tables/load-histories.ts';
import { CommandFailure } from '../run-command.ts';
import { writeEventFile } from '../../files/write-file.ts';

/** What is forecast, from what, and to where. */
export type ForecastFile = HistoryFile & {
  /** Absent: the end of the history. */
  readonly now?: LocalMoment;
  readonly horizonMinutes: number;
  /** Planned change of volume in a year: 0.1 is ten per cent more. Absent: what the history shows. */
  readonly growth?: number;
  readonly out: string;
  /** Where forecasts are kept, to be compared later with what came. */
  readonly keep?: string;
  /** A folder for pictures of the first queue. */
  readonly picture?: string;
};

/** Reads a history, forecasts each queue and writes the forecast; what is worth knowing is told. */
export async function forecastFile(file: ForecastFile): Promise<void> {
  const loaded = await loadHistories(file, file.now?.day);
  const { histories } = loaded;
  const now = file.now ?? endOf(histories);
  const days = Math.ceil((now.minute + file.horizonMinutes) / DAY_MINUTES);
  const calendar = await loaded.calendarUntil(addDays(now.day, days));
  const withHandleTime = histories.some(({ handleSeconds }) => handleSeconds !== undefined);
  const out = writeEventFile(file.out);
  try {
    await out.write(forecastHeader(withHandleTime));
    const written: FittedForecast[] = [];
    for (const outcome of forecastQueues(histories, questionOf(file, { calendar, now }))) {
      tellOutcome(outcome, { file, now, of: histories.length });
      const forecast = queueForecast(outcome, file.zone);
      if (outcome.forecast === undefined || forecast === undefined) continue;
      if (outcome.forecast.days.length > 0) written.push(withoutIntervals(outcome.forecast, written.length));
      await out.write(forecastLines(forecast, { withHandleTime }));
      if (file.keep !== undefined) await keepForecast(file.keep, now, forecast);
    }
    if (written.length === 0)
      throw new CommandFailure(
        `${file.input}: nothing to forecast from ${now.day} on: no queue is open, or seen on ${LEAST_DAYS} days`,
      );
    await out.commit();
    if (written.length > 1) for (const line of groupInWords(written)) file.tell(line);
    for (const line of holidaysInWords(written, calendar)) file.tell(line);
    if (file.picture !== undefined) await drawPictures(file.picture, written[0], loaded.oddities);
  } finally {
    file.progress.clear();
    await out.discard();
  }
}

/** What is kept of a forecast that is written: its days' totals; the first queue whole, for the pictures. */
function withoutIntervals(forecast: FittedForecast, before: number): FittedForecast {
  return before === 0
    ? forecast
    : { ...forecast, days: forecast.days.map((day) => ({ ...day, intervals: [] })) };
}

type Telling = { readonly file: ForecastFile; readonly now: LocalMoment; readonly of: number };

function tellOutcome(outcome: QueueOutcome, { file, now, of }: Telling): void {
  file.progress.show(() => `${outcome.history.queue}, one of ${of} queues`);
  if (of > QUEUES_TOLD && outcome.forecast !== undefined) return;
  file.progress.clear();
  file.tell(inWords(outcome, now));
}

/** Holidays on which a forecast was made as on any day: whoever plans should know. */
function* holidaysInWords(forecasts: readonly FittedForecast[], calendar: Calendar): Iterable<string> {
  const days = new Set(forecasts.flatMap((forecast) => forecast.days.map(({ day }) => day)));
  for (const day of [...days].sort()) {
    const holiday = calendar.get(day)?.find(({ kind }) => kind === 'holiday');
    if (holiday !== undefined)
      yield `${day} is ${holiday.name}, and forecast as an open day: name it closed in --events where it is not`;
  }
}

/** All queues together on the first day and over the horizon. */
function* groupInWords(forecasts: readonly FittedForecast[]): Iterable<string> {
  const correlation = errorCorrelation(forecasts.map(({ fitted }) => fitted.pastDays));
  const days = sumForecasts(
    forecasts.map((forecast) => forecast.days),
    correlation,
  );
  for (const { day, total } of days.slice(0, 1))
    yield `all queues on ${day}: ${Math.round(total.offered)} contacts, 80 % between ${Math.round(total.low80)} and ${Math.round(total.high80)}`;
  yield `all queues: ${Math.round(days.reduce((sum, { total }) => sum + total.offered, 0))} contacts on ${days.length} days; errors of queues go together by ${correlation.toFixed(2)}`;
}

async function drawPictures(
  folder: string,
  forecast: FittedForecast | undefined,
  oddities: LoadedHistories['oddities'],
): Promise<void> {
  if (forecast === undefined) return;
  const pictures = {
    history: historyPicture(forecast.fitted, oddities.get(forecast.fitted.queue) ?? []),
    decomposition: decompositionPicture(forecast.fitted),
    fan: fanPicture(forecast),
  };
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, picture] of Object.entries(pictures))
      await writeFile(join(folder, `${name}.svg`), picture);
  } catch (cause) {
    throw FileFailure.of('write', folder, cause);
  }
}

/** The end of the last interval that any queue was told of. */
function endOf(histories: readonly QueueHistory[]): LocalMoment {
  const day = latest(histories.flatMap(({ days }) => days.slice(-1)));
  const minutes = histories.map((history) => {
    if (history.days.at(-1) !== day) return 0;
    const { rows, columns, cells } = history.offered;
    const told = cells.subarray((rows - 1) * columns).findLastIndex((cell) => !Number.isNaN(cell));
    return (told + 1) * history.intervalMinutes;
  });
  return { day, minute: Math.max(...minutes) };
}

const DAY_MINUTES = 1440;

const latest = (days: readonly LocalDay[]): LocalDay => {
  const last = [...days].sort().at(-1);
  if (last === undefined)
    throw new CommandFailure('the history has no day, expected rows queue,start,offered');
  return last;
};

/** Queues that are told one by one: a screen of them. */
const QUEUES_TOLD = 20;

function questionOf(
  { horizonMinutes, growth }: ForecastFile,
  known: Pick<ForecastQuestion, 'calendar' | 'now'>,
): Omit<ForecastQuestion, 'history'> {
  return { ...known, horizonMinutes, ...(growth === undefined ? {} : { growth }) };
}

function inWords({ history, forecast, borrowedFrom }: QueueOutcome, now: LocalMoment): string {
  if (forecast === undefined) return tooYoung(history, now);
  const { fitted, days } = forecast;
  const used = fitted.choices
    .filter(({ weight }) => weight > 0)
    .map(
      ({ name, weight, wape }) =>
        `${name} ${percent(weight)}${wape === undefined ? '' : ` (off by ${percent(wape)} a day ahead)`}`,
    );
  const volume = days.reduce((sum, { total }) => sum + total.offered, 0);
  const how =
    borrowedFrom === undefined ? used.join(', ') : `like ${borrowedFrom}, of its own too few days are known`;
  return `${history.queue}: ${days.length} days, ${Math.round(volume)} contacts; ${how}`;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function tooYoung(history: QueueHistory, now: LocalMoment): string {
  const known = history.days.filter((day) => day < now.day).length;
  return `${history.queue}: left out: known on ${known} days before ${now.day}, expected at least ${LEAST_DAYS}`;
}
