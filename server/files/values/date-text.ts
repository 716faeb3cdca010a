import { DAY_MS } from '#domain/time.ts';
/** In which order day, month and year stand. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** A date as it was written: of one day, or of one that only the order of its numbers tells. */
export type DateText =
  | { readonly kind: 'day'; readonly dayNumber: number }
  | {
      readonly kind: 'numbers';
      readonly numbers: readonly [number, number, number];
      readonly orders: readonly DateOrder[];
    }
  /** Such as 3/2 or 3月2日. */
  | { readonly kind: 'no-year' };

/** What was read at the beginning of a text, and what is left of it. */
export type Eaten<Value> = { readonly value: Value; readonly rest: string };

type Form = { readonly pattern: RegExp; readonly read: (found: RegExpExecArray) => DateText | undefined };

const n = (text: string | undefined): number => Number(text);

const FORMS: readonly Form[] = [
  // 2026-03-04, 2026/3/4, 2026.3.4
  { pattern: /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})(?!\d)/, read: (f) => dayOf(n(f[1]), n(f[3]), n(f[4])) },
  // 2026年3月4日
  {
    pattern: /^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?/,
    read: (f) => dayOf(n(f[1]), n(f[2]), n(f[3])),
  },
  // 20260304, alone or before a time
  { pattern: /^(\d{4})(\d{2})(\d{2})(?!\d)/, read: (f) => dayOf(n(f[1]), n(f[2]), n(f[3])) },
  // 202603040830 and 20260304083000
  {
    pattern: /^((?:19|20)\d{2})(\d{2})(\d{2})(?=(?:\d{4}|\d{6})(?!\d))/,
    read: (f) => dayOf(n(f[1]), n(f[2]), n(f[3])),
  },
  // 04.03.2026, as only those write it who put the day first
  {
    pattern: /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})(?!\d)/,
    read: (f) => dayOf(fullYear(n(f[3])), n(f[2]), n(f[1])),
  },
  // 03/04/2026, 03-04-2026
  {
    pattern: /^(\d{1,2})([-/])(\d{1,2})\2(\d{4})(?!\d)/,
    read: (f) => numbers([n(f[1]), n(f[3]), n(f[4])], ['dmy', 'mdy']),
  },
  // 03/04/26
  {
    pattern: /^(\d{1,2})([-/])(\d{1,2})\2(\d{2})(?!\d)/,
    read: (f) => numbers([n(f[1]), n(f[3]), n(f[4])], ['ymd', 'dmy', 'mdy']),
  },
  // 26/3/4: no year has one digit
  {
    pattern: /^(\d{2})([-/])(\d{1,2})\2(\d)(?!\d)/,
    read: (f) => numbers([n(f[1]), n(f[3]), n(f[4])], ['ymd']),
  },
  // 4-Mar-2026, 4/Mar/2026, 4. März 2026
  {
    pattern: /^(\d{1,2})\.?[- /]?([a-zäé]{3,9})\.?,?[- /](\d{4}|\d{2})(?!\d)/,
    read: (f) => named(f[3], f[2], f[1]),
  },
  // Mar 4, 2026
  {
    pattern: /^([a-zäé]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/,
    read: (f) => named(f[3], f[1], f[2]),
  },
  // 3月4日, 3/4
  { pattern: /^\d{1,2} ?月 ?\d{1,2} ?[日号]?/, read: () => ({ kind: 'no-year' }) },
  { pattern: /^\d{1,2}[/.-]\d{1,2}\.?$/, read: () => ({ kind: 'no-year' }) },
];

/** A date at the beginning of a plain text, in any of the ways that people and programs write it; undefined when there is none. */
export function eatDate(text: string): Eaten<DateText> | undefined {
  for (const { pattern, read } of FORMS) {
    const found = pattern.exec(text);
    const value = found === null ? undefined : read(found);
    if (found !== null && value !== undefined) return { value, rest: text.slice(found[0].length) };
  }
  return undefined;
}

/** The day of a date, when its numbers stand in this order; undefined where that is no day. */
export function dayInOrder(date: DateText, order: DateOrder): number | undefined {
  switch (date.kind) {
    case 'day':
      return date.dayNumber;
    case 'no-year':
      return undefined;
    case 'numbers': {
      if (!date.orders.includes(order)) return undefined;
      const [first, second, third] = date.numbers;
      if (order === 'ymd') return dayNumberOf(fullYear(first), second, third);
      const [day, month] = order === 'dmy' ? [first, second] : [second, first];
      return dayNumberOf(fullYear(third), month, day);
    }
  }
}

function numbers(all: readonly [number, number, number], orders: readonly DateOrder[]): DateText | undefined {
  const date: DateText = { kind: 'numbers', numbers: all, orders };
  const possible = orders.filter((order) => dayInOrder(date, order) !== undefined);
  return possible.length === 0 ? undefined : { ...date, orders: possible };
}

const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'january', 'januar'],
  ['feb', 'february', 'februar'],
  ['mar', 'march', 'mär', 'märz', 'mrz'],
  ['apr', 'april'],
  ['may', 'mai'],
  ['jun', 'june', 'juni'],
  ['jul', 'july', 'juli'],
  ['aug', 'august'],
  ['sep', 'sept', 'september'],
  ['oct', 'october', 'okt', 'oktober'],
  ['nov', 'november'],
  ['dec', 'december', 'dez', 'dezember'],
];

function named(year: string | undefined, month = '', day: string | undefined): DateText | undefined {
  const at = MONTHS.findIndex((names) => names.includes(month));
  return at < 0 ? undefined : dayOf(fullYear(n(year)), at + 1, n(day));
}

function dayOf(year: number, month: number, day: number): DateText | undefined {
  const dayNumber = dayNumberOf(year, month, day);
  return dayNumber === undefined ? undefined : { kind: 'day', dayNumber };
}

function dayNumberOf(year: number, month: number, day: number): number | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isDay = year >= 1900 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isDay ? at.getTime() / DAY_MS : undefined;
}

/** Two digits are a year of this century: no switch keeps older ones. */
const fullYear = (year: number): number => (year < 100 ? 2000 + year : year);
