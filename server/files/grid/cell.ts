import { twoDigits } from '#domain/two-digits.ts';

/** A number of a sheet that is shown as a date, a time, both, or a length of time: days since the end of 1899. */
export type Moment = {
  readonly serial: number;
  readonly shows: 'day' | 'time' | 'day-time' | 'duration';
};

/** What stands in a cell; an empty cell is an empty text. */
export type GridCell = string | number | Moment;

const DAY_SECONDS = 86_400;
/** 1970-01-01 as a day of a sheet. */
const EPOCH_DAY = 25_569;
/** A third of all half hours cannot be written exactly as a share of a day: what is shown is rounded to the second, and so is what is read. */
const secondsOf = (serial: number): number => Math.round(serial * DAY_SECONDS);

/** The local day and second of the day that a serial number stands for; days count from 1970-01-01. */
export function readSerial(serial: number): { readonly dayNumber: number; readonly second: number } {
  const seconds = secondsOf(serial);
  const day = Math.floor(seconds / DAY_SECONDS);
  return { dayNumber: day - EPOCH_DAY, second: seconds - day * DAY_SECONDS };
}

/** A cell as text: dates and times in digits without a zone, as the sheet shows them. */
export function cellText(cell: GridCell): string {
  if (typeof cell === 'string') return cell.trim();
  if (typeof cell === 'number') return numberText(cell);
  const { dayNumber, second } = readSerial(cell.serial);
  const [date = '', time = ''] = new Date((dayNumber * DAY_SECONDS + second) * 1000)
    .toISOString()
    .slice(0, 19)
    .split('T');
  switch (cell.shows) {
    case 'day':
      return second === 0 ? date : `${date}T${time}`;
    case 'day-time':
      return `${date}T${time}`;
    case 'time':
      return time;
    case 'duration':
      return durationText(secondsOf(cell.serial));
  }
}

/** A sheet keeps fifteen digits; what a program adds behind them says nothing. */
const numberText = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)));

function durationText(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return `${hours}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}`;
}

/** True when the cell shows nothing. */
export const isEmpty = (cell: GridCell | undefined): boolean =>
  cell === undefined || (typeof cell === 'string' && cell.trim() === '');
