import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ForecastOverride } from '#domain/forecast.ts';
import type { LocalMoment } from '#domain/local-day.ts';
import { decompositionPicture } from '../../../../forecasting/pictures/decomposition-picture.ts';
import { fanPicture } from '../../../../forecasting/pictures/fan-picture.ts';
import { historyPicture } from '../../../../forecasting/pictures/history-picture.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import { openTableFile } from '../../../files/writing/open-table-file.ts';
import { makeForecast, type MadeForecast } from '../../../planning/forecast/make-forecast.ts';
import { importHistory, type ImportedHistory } from '../../../planning/history/import-history.ts';
import { forecastHead, forecastRows } from '../../../planning/tables/forecast-table.ts';
import { keepForecast } from '../../../planning/tables/kept-forecasts.ts';
import { readOverrides } from '../../../planning/tables/read-overrides.ts';
import { queueInWords, summaryInWords } from './forecast-words.ts';
import {
  historyRequest,
  readCalendarChoice,
  settledCalendar,
  tellReading,
  type HistoryFile,
} from './history-file.ts';
import { notOntoItself } from '../../not-onto-itself.ts';
import { oddityLines } from './oddity-words.ts';
import { listReadingLines } from '../table-words.ts';
import { stepLine } from './step-line.ts';

/** What is forecast, from what, and to where. */
export type ForecastFile = HistoryFile & {
  /** Absent: the end of the history. */
  readonly now?: LocalMoment;
  readonly horizonMinutes: number;
  /** Planned change of volume in a year: 0.1 is ten per cent more. Absent: what the history shows. */
  readonly growth?: number;
  /** A table of what is known better than the forecast. */
  readonly override?: string;
  /** A workbook when it ends in .xlsx, or else CSV. */
  readonly out: string;
  /** CSV begins with the mark by which Excel knows its encoding. */
  readonly excel?: boolean;
  /** Where forecasts are kept, to be compared later with what came. */
  readonly keep?: string;
  /** A folder for pictures of the first queue. */
  readonly picture?: string;
};

/** Reads a history, forecasts each queue and writes the forecast; what is worth knowing is told. */
export async function forecastFile(file: ForecastFile): Promise<void> {
  const { now, horizonMinutes, growth, progress, tell } = file;
  const work = { onStep: stepLine(progress) };
  notOntoItself({
    inputs: [file.input, file.override, file.events, file.corrections],
    outs: { '--out': file.out },
  });
  try {
    const choice = await readCalendarChoice(file);
    const overrides = await toldOverrides(file);
    const history = await importHistory({ ...(await historyRequest(file)), until: now?.day }, work);
    progress.clear();
    await tellReading(file, history);
    const calendar = settledCalendar(file, choice, history.zone);
    for (const line of oddityLines(history.oddities)) tell(line);
    const made = await writeForecast(file, history, (onQueue) =>
      makeForecast({ history, calendar, now, horizonMinutes, growth, overrides }, { ...work, onQueue }),
    );
    for (const line of summaryInWords(made.summary)) tell(line);
    if (file.picture !== undefined) await drawPictures(file.picture, made, history);
  } finally {
    progress.clear();
  }
}

async function toldOverrides({
  override,
  intervalMinutes,
  tell,
}: ForecastFile): Promise<readonly ForecastOverride[]> {
  if (override === undefined) return [];
  const { overrides, reading } = await readOverrides(override, intervalMinutes);
  for (const line of listReadingLines(reading, 'override')) tell(line);
  return overrides;
}

/** Queues that are told one by one: a screen of them. */
const QUEUES_TOLD = 20;

type OnQueue = Parameters<typeof makeForecast>[1]['onQueue'];

/** Writes each queue as it is made; nothing of the file is there unless all of it is. */
async function writeForecast(
  { out: path, excel, keep, progress, tell }: ForecastFile,
  { histories }: ImportedHistory,
  make: (onQueue: OnQueue) => Promise<MadeForecast>,
): Promise<MadeForecast> {
  const withHandleTime = histories.some(({ handleSeconds }) => handleSeconds !== undefined);
  const out = openTableFile(path, { isForExcel: excel });
  try {
    await out.begin(forecastHead(withHandleTime));
    const made = await make(async (queue, madeAt) => {
      await out.add(forecastRows(queue, { withHandleTime }));
      if (keep !== undefined) await keepForecast(keep, madeAt, queue);
      if (histories.length > QUEUES_TOLD) return;
      progress.clear();
      tell(queueInWords(queue));
    });
    await out.commit();
    return made;
  } finally {
    await out.discard();
  }
}

async function drawPictures(
  folder: string,
  { first }: MadeForecast,
  history: ImportedHistory,
): Promise<void> {
  const odd = history.oddities.filter(({ queue }) => queue === first.fitted.queue);
  const pictures = {
    history: historyPicture(
      first.fitted,
      odd.map(({ oddity }) => oddity),
    ),
    decomposition: decompositionPicture(first.fitted),
    fan: fanPicture(first),
  };
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, picture] of Object.entries(pictures))
      await writeFile(join(folder, `${name}.svg`), picture);
  } catch (cause) {
    throw FileFailure.of('write', folder, cause);
  }
}
