import { addDays, type LocalDay } from '#domain/local-day.ts';
import { LEAST_DAYS } from '../../forecasting/forecast/fit-queue.ts';
import type { ForecastQuestion } from '../../forecasting/forecast/forecast-queue.ts';
import { forecastQueues, type QueueOutcome } from '../../forecasting/forecast/forecast-queues.ts';
import type { LocalMoment } from '../../forecasting/forecast/split-at.ts';
import type { QueueHistory } from '../../forecasting/history/queue-history.ts';
import { forecastLines } from './forecast-lines.ts';
import { loadHistories, type HistoryFile } from './load-histories.ts';
import { progressBar } from './progress-bar.ts';
import { CommandFailure } from './run-command.ts';
import { writeEventFile } from './write-event-file.ts';

/** What is forecast, from what, and to where. */
export type ForecastFile = HistoryFile & {
  /** Absent: the end of the history. */
  readonly now?: LocalMoment;
  readonly horizonMinutes: number;
  /** Planned change of volume in a year: 0.1 is ten per cent more. Absent: what the history shows. */
  readonly growth?: number;
  readonly out: string;
};

/** Reads a history, forecasts each queue and writes the forecast; what is worth knowing is printed. */
export async function forecastFile(file: ForecastFile): Promise<void> {
  const { input, progress, horizonMinutes } = file;
  const loaded = await loadHistories(file);
  const { histories } = loaded;
  const now = file.now ?? endOf(histories);
  const calendar = await loaded.calendarUntil(
    addDays(now.day, Math.ceil((now.minute + horizonMinutes) / DAY_MINUTES)),
  );
  const lines = forecastLines(
    file.zone,
    histories.some(({ handleSeconds }) => handleSeconds !== undefined),
  );
  const out = writeEventFile(file.out);
  let told = 0;
  try {
    await out.write(lines.header);
    let done = 0;
    for (const outcome of forecastQueues(histories, questionOf(file, { calendar, now }))) {
      done += 1;
      progress.show(() => progressBar(done, histories.length, 'queues'));
      if (histories.length <= QUEUES_TOLD || outcome.forecast === undefined) {
        progress.clear();
        file.tell(inWords(outcome, now));
      }
      if (outcome.forecast === undefined) continue;
      told += outcome.forecast.days.length;
      await out.write(lines.of(outcome.forecast));
    }
    if (told === 0)
      throw new CommandFailure(
        `${input}: nothing to forecast from ${now.day} on: no queue is open, or seen on ${LEAST_DAYS} days`,
      );
    await out.commit();
  } finally {
    progress.clear();
    await out.discard();
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
