import { plainText } from './plain-text.ts';

/** What stands before the decimals of a number. */
export type DecimalSign = 'point' | 'comma';

/** How a written number may be read: of one value, of another with every sign, or not at all. */
export type NumberText =
  | {
      readonly kind: 'number';
      readonly value: number;
      /** Shown by this very number. Absent: it has no sign. */ readonly sign?: DecimalSign;
    }
  /** Such as 1,234: a thousand and more, or one and less than a quarter. `sign` is the one that stands in it. */
  | { readonly kind: 'either'; readonly sign: DecimalSign; readonly whole: number; readonly decimal: number };

/** Reads a number as people and programs write it, with or without signs between the thousands; undefined when it is none. */
export function readNumber(written: string): NumberText | undefined {
  if (PLAIN.test(written)) return { kind: 'number', value: Number(written) };
  const text = withoutSpaces(written);
  if (PLAIN.test(text)) return { kind: 'number', value: Number(text) };
  if (!SIGNED.test(text)) {
    const bare = withoutWords(text);
    return bare === text ? undefined : readNumber(bare);
  }
  const [points, commas] = [count(text, '.'), count(text, ',')];
  if (points > 0 && commas > 0) return bothSigns(text);
  const sign: DecimalSign = points > 0 ? 'point' : 'comma';
  const mark = points > 0 ? '.' : ',';
  const whole = Number(text.replaceAll(mark, ''));
  if (points + commas > 1)
    return GROUPS.test(text) ? { kind: 'number', value: whole, sign: other(sign) } : undefined;
  const decimal = Number(text.replace(mark, '.'));
  if (!Number.isFinite(decimal)) return undefined;
  return ONE_GROUP.test(text)
    ? { kind: 'either', sign, whole, decimal }
    : { kind: 'number', value: decimal, sign };
}

/** The number, once it is known which sign stands before decimals. */
export function withSign(number: NumberText, decimal: DecimalSign): number {
  if (number.kind === 'number') return number.value;
  return number.sign === decimal ? number.decimal : number.whole;
}

const PLAIN = /^[+-]?\d+(?:e[+-]?\d{1,3})?$/i;
const SIGNED = /^[+-]?[\d.,]*\d[\d.,]*$/;
const GROUPS = /^[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/;
/** One to three digits, not a lonely zero, a sign and three digits. */
const ONE_GROUP = /^[+-]?(?!0)\d{1,3}[.,]\d{3}$/;

/** Digits of full width, an apostrophe by which a spreadsheet keeps text as text, and what is counted behind the number. */
const withoutWords = (text: string): string =>
  plainText(text)
    .replace(/^'(?=[\d+-])/, '')
    .replace(/(?<=\d) ?(?:人次|人|次|通|个|条|件|笔)$/, '');

/** Some put spaces or apostrophes between thousands. */
const withoutSpaces = (text: string): string =>
  /^[+-]?\d{1,3}(?:[ \u00A0\u2009\u202F'’]\d{3})+(?:[.,]\d+)?$/.test(text)
    ? text.replaceAll(/[ \u00A0\u2009\u202F'’]/g, '')
    : text;

function bothSigns(text: string): NumberText | undefined {
  const sign: DecimalSign = text.lastIndexOf('.') > text.lastIndexOf(',') ? 'point' : 'comma';
  const [decimalMark, groupMark] = sign === 'point' ? ['.', ','] : [',', '.'];
  const [whole = '', decimals = '', ...more] = text.split(decimalMark);
  if (more.length > 0 || !GROUPS.test(whole) || !/^\d+$/.test(decimals)) return undefined;
  return { kind: 'number', value: Number(`${whole.replaceAll(groupMark, '')}.${decimals}`), sign };
}

const other = (sign: DecimalSign): DecimalSign => (sign === 'point' ? 'comma' : 'point');

const count = (text: string, mark: string): number => text.split(mark).length - 1;
