import type { QueueId } from '#domain/ids.ts';
import { addDays, type LocalDay } from '#domain/local-day.ts';
import type { Calendar } from '#domain/calendar.ts';
import { splitAt } from '../../../forecasting/forecast/split-at.ts';
import type { Oddity } from '../../../forecasting/history/find-oddities.ts';
import type { QueueHistory } from '../../../forecasting/history/queue-history.ts';
import { commandCalendar, type CalendarOptions } from '../calendar/zone-calendar.ts';
import { correctInWords, readCorrections } from './correct-histories.ts';
import type { Progress } from '../../cli/progress.ts';
import { readHistory } from './read-history.ts';

/** What commands that read a history are told. */
export type HistoryFile = CalendarOptions & {
  readonly input: string;
  readonly intervalMinutes: number;
  /** A table of what to do about odd days. */
  readonly corrections?: string;
  /** Hears what is odd in the history, and what was done about it. */
  readonly tell: (line: string) => void;
  readonly progress: Progress;
};

export type LoadedHistories = {
  readonly histories: readonly QueueHistory[];
  /** What was odd in each before it was corrected. */
  readonly oddities: ReadonlyMap<QueueId, readonly Oddity[]>;
  /** The special days from the first day of the history until `last`. */
  calendarUntil(last: LocalDay): Promise<Calendar>;
};

/** Oddities of so many are told one by one; the rest is counted. */
const ODDITIES_TOLD = 40;
/** What comes before or after a holiday is not like other days: the calendar reaches over the ends. */
const MARGIN_DAYS = 14;

/** Reads and corrects the histories of a file, up to the day `until`: what is later is not looked at. */
export async function loadHistories(file: HistoryFile, until?: LocalDay): Promise<LoadedHistories> {
  const { input, zone, intervalMinutes, progress } = file;
  const own = file.corrections === undefined ? [] : await readCorrections(file.corrections);
  const onRows = (rows: number): void => progress.show(() => `${input}: ${rows} rows`);
  const read = await readHistory({ path: input, zone, intervalMinutes, onRows });
  progress.clear();
  let told = 0;
  const corrected = read.map((history) =>
    correctInWords(until === undefined ? history : daysUntil(history, until), own, (line) => {
      told += 1;
      if (told <= ODDITIES_TOLD) file.tell(line);
    }),
  );
  if (told > ODDITIES_TOLD) file.tell(`… and ${told - ODDITIES_TOLD} more oddities`);
  const histories = corrected.map(({ history }) => history);
  const first = histories.flatMap(({ days }) => days.slice(0, 1)).sort()[0];
  return {
    histories,
    oddities: new Map(corrected.map(({ history, oddities }) => [history.queue, oddities])),
    calendarUntil: (last) =>
      commandCalendar(file, {
        first: addDays(first ?? last, -MARGIN_DAYS),
        last: addDays(last, MARGIN_DAYS),
      }),
  };
}

function daysUntil(history: QueueHistory, last: LocalDay): QueueHistory {
  const { past } = splitAt(history, { day: addDays(last, 1), minute: 0 });
  return past;
}
