import type { TimeZone } from '#domain/time-zone.ts';
import { readDayOverrides } from '../../../planning/calendar/read-day-overrides.ts';
import { inCountryOf, type CalendarChoice } from '../../../planning/calendar/planning-calendar.ts';
import type { HistoryRequest, ImportedHistory } from '../../../planning/history/import-history.ts';
import { tableSource } from '../../../files/table-source.ts';
import { readCorrections, type OwnCorrection } from '../../../planning/tables/read-corrections.ts';
import { CommandFailure } from '../../run-command.ts';
import type { Progress } from '../../progress.ts';
import { ownHistory, ownZone, type OwnHistoryOptions } from '../own-history/history-origin.ts';
import { keepTypedMapping, tableChoicesOf } from '../table-choices-of.ts';
import type { TableOptions } from '../table-options.ts';
import { historyReadingLines, listReadingLines } from '../table-words.ts';

/** What commands that read a history are told. */
export type HistoryFile = TableOptions &
  OwnHistoryOptions & {
    /** A table. Absent: it is had from Callboard itself. */
    readonly input?: string | undefined;
    /** Of a table's times. Absent: the server's that counted it, or this machine's. */
    readonly zone?: TimeZone;
    readonly intervalMinutes: number;
    /** A country's code, or `none`. Absent: the country whose zone it is. */
    readonly calendar?: string;
    /** A table of the user's own days. */
    readonly events?: string;
    /** A table of what to do about odd days. */
    readonly corrections?: string;
    /** Hears what is worth knowing, line by line. */
    readonly tell: (line: string) => void;
    readonly progress: Progress;
  };

/** The history that was asked for, with the corrections in its table. */
export async function historyRequest(file: HistoryFile): Promise<HistoryRequest> {
  const { intervalMinutes, corrections } = file;
  return {
    ...(await historyTable(file)),
    intervalMinutes,
    corrections: corrections === undefined ? [] : await toldCorrections(corrections, file),
  };
}

async function toldCorrections(path: string, { tell }: HistoryFile): Promise<readonly OwnCorrection[]> {
  const { corrections, reading } = await readCorrections(path);
  for (const line of listReadingLines(reading, 'correction')) tell(line);
  return corrections;
}

async function historyTable(file: HistoryFile): Promise<Pick<HistoryRequest, 'source' | 'choices' | 'zone'>> {
  const { input = '-', zone = ownZone() } = file;
  if (file.input === undefined) refuseTableOptions(file);
  const counted = await ownHistory(file);
  if (counted !== undefined) return counted;
  return { source: await tableSource(input), choices: await tableChoicesOf(file), zone };
}

/** What Callboard has counted is written in one way only. */
function refuseTableOptions(file: HistoryFile): void {
  const typed = ABOUT_TABLES.filter((name) => file[name] !== undefined);
  if (typed.length > 0)
    throw new CommandFailure(
      `how a table is written is said of a table, and none is named: leave out ${typed.map(optionOf).join(', ')}`,
    );
}

const ABOUT_TABLES = [
  'map',
  'mapping',
  'sheet',
  'dates',
  'decimal',
  'encoding',
  'separator',
  'queue',
  'duplicates',
  'skipMistakes',
] as const satisfies readonly (keyof TableOptions)[];

const optionOf = (name: string): string =>
  `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Whose special days count, with the days in the user's own table. */
export async function readCalendarChoice({ calendar, events, tell }: HistoryFile): Promise<CalendarChoice> {
  if (events === undefined) return { country: calendar, events: [] };
  const { days, reading } = await readDayOverrides(events);
  for (const line of listReadingLines(reading, 'day')) tell(line);
  return { country: calendar, events: days };
}

/** Whose holidays count of a history that is counted by this zone; they are named where the user has not. */
export function settledCalendar(file: HistoryFile, choice: CalendarChoice, zone: TimeZone): CalendarChoice {
  if (choice.country !== undefined) return choice;
  const settled = inCountryOf(choice, zone);
  file.tell(
    settled.country === 'none'
      ? `no holidays are known: ${zone.name} is the zone of no one country; --calendar CN, US, DE-BY, … names whose count`
      : `holidays are those of ${settled.country}, whose zone ${zone.name} is; --calendar names others, or none`,
  );
  return settled;
}

/** Says what was understood of the history's table, and keeps the mapping that was typed for it. */
export async function tellReading(file: HistoryFile, { reading }: ImportedHistory): Promise<void> {
  const isZoneAssumed = file.zone === undefined && file.input !== undefined;
  for (const line of historyReadingLines(reading, { isZoneAssumed })) file.tell(line);
  const kept = await keepTypedMapping(file);
  if (kept !== undefined) file.tell(kept);
}
