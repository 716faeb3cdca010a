import { readSerial, type GridCell } from '../../../files/grid/cell.ts';
import { readDuration, type DurationUnit } from '../../../files/values/duration-text.ts';
import {
  readNumber,
  withSign,
  type DecimalSign,
  type NumberText,
} from '../../../files/values/number-text.ts';
import { plainText } from '../../../files/values/plain-text.ts';
import type { MeasureColumn } from '../layout/table-layout.ts';
import { memo } from './memo.ts';

/** What a cell is worth: a number, nothing, or no number at all. */
export type Amount = number | 'empty' | 'wrong';

/** Signs and words for a value that is not known, and what a sheet shows for a mean of nothing. */
const NOTHING: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '–',
  '—',
  '/',
  'n/a',
  'na',
  '#n/a',
  '#div/0!',
  'null',
  'none',
  'nan',
  '无',
  '空',
  'k.a.',
  '暂无',
  '不适用',
  '---',
  '--:--',
  '--:--:--',
  'n.a.',
  '#value!',
  '#ref!',
  '#num!',
]);

/** Which sign stands before decimals, and how that is known. */
export type DecimalFound = { readonly sign: DecimalSign; readonly isSure: boolean };

export type DurationColumn = Pick<MeasureColumn, 'unit' | 'isTypedAsHours'>;

export type AmountReader = {
  /** Whole numbers only: one sign before three digits is one between thousands. */
  readonly count: (cell: GridCell) => Amount;
  readonly number: (cell: GridCell) => Amount;
  /** In seconds. */
  readonly duration: (cell: GridCell, column: DurationColumn) => Amount;
  /** A number that was read by the usual sign, and another that shows the other one, where there are such. */
  assumed():
    | { readonly text: string; readonly value: number; readonly against: string | undefined }
    | undefined;
};

/** Reads amounts with this sign before decimals. */
export function amountReader({ sign, isSure }: DecimalFound): AmountReader {
  let read: { readonly text: string; readonly value: number } | undefined;
  let against: string | undefined;
  const numberOf = memo(numberText);
  const durationOf = memo(
    (text: string): Amount => readDuration(text, { unit: 'seconds', decimal: sign }) ?? 'wrong',
  );
  const signed = (text: string): Amount => {
    const number = numberOf(text);
    if (typeof number === 'string') return number;
    if (number.kind === 'either') read ??= { text, value: withSign(number, sign) };
    else if (number.sign !== undefined && number.sign !== sign) against ??= text;
    return withSign(number, sign);
  };
  return {
    count(cell) {
      if (typeof cell === 'number') return wholeOf(cell);
      if (typeof cell === 'object') return 'wrong';
      const number = numberOf(cell.trim());
      if (typeof number === 'string') return number;
      return number.kind === 'either' ? number.whole : wholeOf(number.value);
    },
    number(cell) {
      if (typeof cell === 'object') return 'wrong';
      return notNegative(typeof cell === 'number' ? cell : signed(cell.trim()));
    },
    duration(cell, { unit = 'seconds', isTypedAsHours }) {
      const tooMany = isTypedAsHours ? HOUR_MINUTES : 1;
      if (typeof cell === 'object') return divided(momentSeconds(cell), tooMany);
      const number = typeof cell === 'number' ? cell : signed(cell.trim());
      if (typeof number === 'number') return notNegative(number * UNIT_SECONDS[unit]);
      if (number === 'empty') return 'empty';
      const text = String(cell).trim();
      return divided(durationOf(text), /:.*:/.test(text) ? tooMany : 1);
    },
    assumed: () => (isSure || read === undefined ? undefined : { ...read, against }),
  };
}

function numberText(text: string): NumberText | 'empty' | 'wrong' {
  return readNumber(text) ?? (NOTHING.has(plainText(text)) ? 'empty' : 'wrong');
}

const UNIT_SECONDS: Readonly<Record<DurationUnit, number>> = {
  hours: 3600,
  minutes: 60,
  seconds: 1,
  milliseconds: 0.001,
};

const HOUR_MINUTES = 60;
const divided = (amount: Amount, by: number): Amount => (typeof amount === 'number' ? amount / by : amount);

const wholeOf = (value: number): Amount => (Number.isInteger(value) && value >= 0 ? value : 'wrong');

const notNegative = (value: Amount): Amount =>
  typeof value === 'number' && !(value >= 0 && value < Infinity) ? 'wrong' : value;

const DAY_SECONDS = 86_400;

function momentSeconds({ serial, shows }: Exclude<GridCell, string | number>): Amount {
  const { dayNumber, second } = readSerial(serial);
  if (shows === 'day' || serial < 0) return 'wrong';
  return (dayNumber - readSerial(0).dayNumber) * DAY_SECONDS + second;
}
