import type { TimeZone } from '#domain/time-zone.ts';
import { readDayOverrides } from '../../../planning/calendar/read-day-overrides.ts';
import type { CalendarChoice } from '../../../planning/calendar/planning-calendar.ts';
import type { HistoryRequest } from '../../../planning/history/import-history.ts';
import { readCorrections } from '../../../planning/tables/read-corrections.ts';
import type { Progress } from '../../progress.ts';

/** What commands that read a history are told. */
export type HistoryFile = {
  readonly input: string;
  readonly zone: TimeZone;
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
  const { input, zone, intervalMinutes, corrections } = file;
  return {
    input,
    zone,
    intervalMinutes,
    corrections: corrections === undefined ? [] : await readCorrections(corrections),
  };
}

/** Whose special days count, with the days in the user's own table. */
export async function readCalendarChoice({ calendar, events }: HistoryFile): Promise<CalendarChoice> {
  return { country: calendar, events: events === undefined ? [] : await readDayOverrides(events) };
}
