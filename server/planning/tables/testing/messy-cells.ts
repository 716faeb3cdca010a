/** One interval of a history that is written down in some style. */
export type PlainRow = {
  readonly queue: string;
  /** 2026-03-04. */
  readonly day: string;
  readonly minute: number;
  readonly offered: number;
  readonly seconds: number;
};

/** A cell as it goes into a file: a text, a number, or a number of a sheet with its format. */
export type WrittenCell = string | number | { readonly serial: number; readonly format: string };

export const DATE_FORMS = [
  'iso',
  'slashes',
  'dots',
  'chinese',
  'day-month',
  'month-day',
  'compact',
  'named',
  'weekday',
  'sheet',
] as const;
export const TIME_FORMS = [
  'colon',
  'short',
  'seconds',
  'span',
  'waves',
  'noon',
  'chinese',
  'number',
  'sheet',
] as const;
export const DURATION_FORMS = ['seconds', 'minutes', 'mm:ss', 'h:mm:ss', 'chinese', 'sheet'] as const;
export type DateForm = (typeof DATE_FORMS)[number];
export type TimeForm = (typeof TIME_FORMS)[number];
export type DurationForm = (typeof DURATION_FORMS)[number];

const two = (n: number): string => String(n).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
/** 1970-01-01 in a sheet. */
const EPOCH = 25_569;
const serialOf = (day: string): number => Date.parse(`${day}T00:00Z`) / 86_400_000 + EPOCH;

export function dateCell(day: string, form: DateForm): WrittenCell {
  return form === 'sheet' ? { serial: serialOf(day), format: 'yyyy-mm-dd' } : dateText(day, form);
}

function dateText(day: string, form: Exclude<DateForm, 'sheet'>): string {
  const [y = 0, m = 0, d = 0] = day.split('-').map(Number);
  switch (form) {
    case 'iso':
      return day;
    case 'slashes':
      return `${y}/${m}/${d}`;
    case 'dots':
      return `${two(d)}.${two(m)}.${y}`;
    case 'chinese':
      return `${y}年${m}月${d}日`;
    case 'day-month':
      return `${two(d)}/${two(m)}/${y}`;
    case 'month-day':
      return `${m}/${d}/${y}`;
    case 'compact':
      return `${y}${two(m)}${two(d)}`;
    case 'named':
      return `${d}-${MONTHS[m - 1]}-${y}`;
    case 'weekday':
      return `${WEEKDAYS[new Date(Date.UTC(y, m - 1, d)).getUTCDay()]} ${day}`;
  }
}

export function timeCell(minute: number, step: number, form: TimeForm): WrittenCell {
  if (form === 'number') return Math.floor(minute / 60) * 100 + (minute % 60);
  return form === 'sheet' ? { serial: minute / 1440, format: 'hh:mm' } : timeText(minute, step, form);
}

const colon = (of: number): string => `${two(Math.floor(of / 60))}:${two(of % 60)}`;

function timeText(minute: number, step: number, form: Exclude<TimeForm, 'sheet' | 'number'>): string {
  const [h, m] = [Math.floor(minute / 60), minute % 60];
  switch (form) {
    case 'colon':
      return colon(minute);
    case 'short':
      return `${h}:${two(m)}`;
    case 'seconds':
      return `${colon(minute)}:00`;
    case 'span':
      return `${colon(minute)}-${colon(minute + step)}`;
    case 'waves':
      return `${colon(minute)}~${colon(minute + step)}`;
    case 'noon':
      return `${h % 12 === 0 ? 12 : h % 12}:${two(m)} ${h < 12 ? 'AM' : 'PM'}`;
    case 'chinese':
      return `${h}时${two(m)}分`;
  }
}

/** Date and time in one cell. */
export function momentCell(row: PlainRow, date: DateForm, time: TimeForm): WrittenCell {
  if (date === 'sheet' || time === 'sheet')
    return { serial: serialOf(row.day) + row.minute / 1440, format: 'yyyy-mm-dd hh:mm' };
  const clock = timeText(row.minute, 30, time === 'number' ? 'colon' : time);
  return `${dateText(row.day, date)}${date === 'iso' && time === 'seconds' ? 'T' : ' '}${clock}`;
}

export function durationCell(seconds: number, form: DurationForm, decimal: string): WrittenCell {
  const [m, s] = [Math.floor(seconds / 60), seconds % 60];
  switch (form) {
    case 'seconds':
      return String(seconds);
    case 'minutes':
      return (seconds / 60).toFixed(4).replace('.', decimal);
    case 'mm:ss':
      return `${two(m)}:${two(s)}`;
    case 'h:mm:ss':
      return `0:${two(m)}:${two(s)}`;
    case 'chinese':
      return `${m}分${s}秒`;
    case 'sheet':
      return { serial: seconds / 86_400, format: '[mm]:ss' };
  }
}
