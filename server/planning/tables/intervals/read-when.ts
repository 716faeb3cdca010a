import { readSerial, type GridCell, type Moment } from '../../../files/grid/cell.ts';
import type { DateOrder, DateText } from '../../../files/values/date-text.ts';
import { dayInOrder } from '../../../files/values/date-text.ts';
import { readWhen, type ClockText, type WhenText } from '../../../files/values/when-text.ts';
import type { WhenScheme } from '../layout/table-layout.ts';

/** A day and a time of day of a cell, as far as it says them. */
export type CellWhen = {
  readonly date?: DateText;
  readonly weekday?: number;
  readonly minute?: number;
  readonly offsetMinutes?: number;
};

/** Reads a cell of a column that says when; undefined when it does not say it. */
export function cellWhen(cell: GridCell, scheme: WhenScheme): CellWhen | undefined {
  if (typeof cell === 'object') return momentWhen(cell);
  if (scheme === 'text')
    return typeof cell === 'number' ? textWhen(readWhen(String(cell))) : textWhen(readWhen(cell));
  const number = typeof cell === 'number' ? cell : cell.trim() === '' ? Number.NaN : Number(cell);
  return Number.isFinite(number) ? numberWhen(number, scheme) : undefined;
}

const MINUTE_SECONDS = 60;
const DAY_SECONDS = 86_400;

/** A day or a time that stands above columns. */
export const headingWhen = (when: WhenText | Moment): CellWhen | undefined =>
  'shows' in when ? momentWhen(when) : textWhen(when);

/** What was a minute, and is a second off because a share of a day cannot be written exactly, is that minute. */
function minuteOf({ minute, second }: ClockText): number {
  if (second === 0 || second === 1) return minute;
  return second === MINUTE_SECONDS - 1 ? minute + 1 : minute + second / MINUTE_SECONDS;
}

function textWhen(when: WhenText | undefined): CellWhen | undefined {
  if (when === undefined) return undefined;
  const { date, weekday, from, offsetMinutes } = when;
  return {
    ...(date === undefined ? {} : { date }),
    ...(weekday === undefined ? {} : { weekday }),
    ...(from === undefined ? {} : { minute: minuteOf(from) }),
    ...(offsetMinutes === undefined ? {} : { offsetMinutes }),
  };
}

function momentWhen({ serial, shows }: Moment): CellWhen {
  const { dayNumber, second } = readSerial(serial);
  const minute = minuteOf({ minute: Math.floor(second / MINUTE_SECONDS), second: second % MINUTE_SECONDS });
  if (serial < 1) return { minute };
  const date: DateText = { kind: 'day', dayNumber };
  return shows === 'day' && second === 0 ? { date } : { date, minute };
}

function numberWhen(number: number, scheme: Exclude<WhenScheme, 'text'>): CellWhen | undefined {
  switch (scheme) {
    case 'digits':
      return textWhen(readWhen(String(number)));
    case 'hours':
      return { minute: number * 60 };
    case 'hours-and-minutes':
      return number % 100 > 59 ? undefined : { minute: Math.floor(number / 100) * 60 + (number % 100) };
    case 'serial':
      return momentWhen({ serial: number, shows: Number.isInteger(number) ? 'day' : 'day-time' });
    case 'epoch-seconds':
      return instantWhen(number);
    case 'epoch-milliseconds':
      return instantWhen(number / 1000);
  }
}

function instantWhen(seconds: number): CellWhen {
  const day = Math.floor(seconds / DAY_SECONDS);
  const minute = Math.floor((seconds - day * DAY_SECONDS) / MINUTE_SECONDS);
  return { date: { kind: 'day', dayNumber: day }, minute, offsetMinutes: 0 };
}

/** The day of a date in the order that holds for the table; undefined when that is not known, or it is none. */
export const dayOf = (date: DateText, order: DateOrder | undefined): number | undefined =>
  date.kind === 'day' ? date.dayNumber : order === undefined ? undefined : dayInOrder(date, order);
