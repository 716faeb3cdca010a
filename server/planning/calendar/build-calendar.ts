import type { LocalDay } from '#domain/local-day.ts';
import { calendarOf, type Calendar, type SpecialDay } from '#domain/calendar.ts';
import { chineseDays } from './chinese-days.ts';
import { countryHolidays } from './country-holidays.ts';
import { losarDays } from './losar-days.ts';
import { shoppingDays } from './shopping-days.ts';

/** What a user says about days: `ordinary` takes away whatever tables say. */
export type DayOverride = Omit<SpecialDay, 'kind'> & { readonly kind: SpecialDay['kind'] | 'ordinary' };

export type CalendarQuestion = {
  /** ISO 3166 codes, with a region where one has days of its own: `CN`, `CN-XZ` (Tibet, with Losar), `DE-BY`. Absent: no country. */
  readonly country?: string;
  readonly first: LocalDay;
  readonly last: LocalDay;
  /** Replaces all that the tables say of its days. */
  readonly overrides?: readonly DayOverride[];
};

/** The special days from `first` to `last`. A country that is not known throws a RangeError that names it. */
export function buildCalendar({ country, first, last, overrides = [] }: CalendarQuestion): Calendar {
  const told = new Set(overrides.map(({ day }) => day));
  const days = country === undefined ? [] : specialDays(country.toUpperCase(), yearsBetween(first, last));
  const own = overrides.flatMap(({ day, name, kind }) => (kind === 'ordinary' ? [] : [{ day, name, kind }]));
  return calendarOf(
    [...days.filter(({ day }) => !told.has(day)), ...own].filter(({ day }) => day >= first && day <= last),
  );
}

function specialDays(country: string, years: readonly number[]): SpecialDay[] {
  const [code = '', region] = country.split('-');
  if (code !== 'CN') return years.flatMap((year) => countryHolidays(code, region, year));
  const tibet = region === 'XZ' || region === '54';
  return years.flatMap((year) => [
    ...chineseDays(year),
    ...shoppingDays(year),
    ...(tibet ? losarDays(year) : []),
  ]);
}

/** A forecast looks at most this far; a table of more years would only slow it. */
const MOST_YEARS = 30;

function yearsBetween(first: LocalDay, last: LocalDay): number[] {
  const from = Number(first.slice(0, 4));
  const count = Math.min(MOST_YEARS, Number(last.slice(0, 4)) - from + 1);
  return Array.from({ length: count }, (_, index) => from + index);
}
