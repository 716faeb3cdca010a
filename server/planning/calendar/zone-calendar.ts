import type { LocalDay } from '#domain/local-day.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import type { Calendar } from '#domain/calendar.ts';
import { buildCalendar } from './build-calendar.ts';
import { countryOfZone } from './country-holidays.ts';
import { readDayOverrides } from './read-day-overrides.ts';
import { FileFailure } from '../../files/file-failure.ts';

/** What was typed about special days. */
export type CalendarOptions = {
  readonly zone: TimeZone;
  /** A country's code, or `none`. Absent: the country whose zone it is. */
  readonly calendar?: string;
  /** A table of the user's own days. */
  readonly events?: string;
};

/** The calendar that a command should use from `first` to `last`. */
export async function commandCalendar(
  { zone, calendar, events }: CalendarOptions,
  span: { readonly first: LocalDay; readonly last: LocalDay },
): Promise<Calendar> {
  const overrides = events === undefined ? [] : await readDayOverrides(events);
  const country = calendar === 'none' ? undefined : (calendar ?? countryOfZone(zone.name));
  try {
    return buildCalendar({ ...span, overrides, ...(country === undefined ? {} : { country }) });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new FileFailure(`--calendar: ${cause.message}`, { cause });
  }
}
