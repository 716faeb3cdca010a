import { DAY_MS } from './time.ts';

declare const localDayBrand: unique symbol;

/** A calendar date, `2026-11-22`, without a time zone. Days compare and sort as text. */
export type LocalDay = string & { readonly [localDayBrand]: true };

/** The day that `text` names. Throws a RangeError for a text that is none, such as 2026-02-30. */
export function localDay(text: string): LocalDay {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (new Date(at).getTime() === at && new Date(at).toISOString().startsWith(text)) return text as LocalDay;
  throw new RangeError(`a day must be written as 2026-11-22, got ${text}`);
}

/** A local date and time without a time zone: the day, and minutes since its midnight. */
export type LocalMoment = { readonly day: LocalDay; readonly minute: number };

/** Planning asks for the same few hundred days millions of times: both ways are remembered, for some fifty years of days. */
const DAYS_KEPT = 20_000;
const numbers = new Map<LocalDay, number>();
const days = new Map<number, LocalDay>();

/** Days since 1970-01-01. */
export function dayNumber(day: LocalDay): number {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  if (numbers.size >= DAYS_KEPT) numbers.clear();
  const number = Date.parse(`${day}T00:00:00Z`) / DAY_MS;
  numbers.set(day, number);
  return number;
}

/** The day `count` days later, or earlier when it is negative. */
export function addDays(day: LocalDay, count: number): LocalDay {
  const number = dayNumber(day) + count;
  const known = days.get(number);
  if (known !== undefined) return known;
  if (days.size >= DAYS_KEPT) days.clear();
  const found = localDay(new Date(number * DAY_MS).toISOString().slice(0, 10));
  days.set(number, found);
  return found;
}

/** 0 is Monday, 6 is Sunday. */
export const weekday = (day: LocalDay): number => (dayNumber(day) + 3) % 7;

/** The Monday of the week of `day`. */
export const mondayOf = (day: LocalDay): LocalDay => addDays(day, -weekday(day));
