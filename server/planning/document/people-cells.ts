import { addDays, localDay } from '#domain/local-day.ts';
import { eatDate } from '../../files/values/date-text.ts';
import { plainText } from '../../files/values/plain-text.ts';

/** The parts of a cell that holds a list: between semicolons, Chinese commas or line breaks. */
export const listOf = (text: string): readonly string[] =>
  text
    .split(/[;；、\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** A queue and how well it is known: `billing 0.8`, `billing 0,8`, `billing 80%`, `billing (0.8)`. Of `tier 2` the queues that are known decide whether 2 is a part of the name. */
export function skillOf(part: string, queues: ReadonlySet<string>): readonly [string, number] {
  const [, queue, number, percent] = /^(.+?)\s*[\s:：(（]\s*(\d*[.,]?\d+)\s*(%?)\s*[)）]?$/.exec(part) ?? [];
  if (queue === undefined || number === undefined || queues.has(part)) return [part, 1];
  return [queue, Number(number.replace(',', '.')) / (percent === '%' ? 100 : 1)];
}

/** How well a queue is known that has a column of its own: a mark, or a share; undefined for an empty cell, or one that says no. */
export function proficiencyOf(text: string): number | undefined {
  const plain = plainText(text);
  if (NO.has(plain)) return undefined;
  if (YES.has(plain)) return 1;
  const value = Number(plain.replace(',', '.').replace(/%$/, ''));
  return plain.endsWith('%') ? value / 100 : value;
}

const YES: ReadonlySet<string> = new Set([
  'x',
  'y',
  'yes',
  'true',
  'ja',
  '是',
  '有',
  '√',
  '✓',
  '✔',
  '●',
  '○',
]);
const NO: ReadonlySet<string> = new Set(['', '-', '0', 'n', 'no', 'false', 'nein', '否', '无', '×']);

export type Window = { readonly weekday: number; readonly from: string; readonly until: string };

/** Hours at which somebody can work: `1 09:00-17:00`, `Mon-Fri 9:00-17:00`, `周一至周五 09:00-18:00`; none where they are not written so. */
export function windowsOf(part: string): readonly Window[] {
  const [, first = '', last, from = '', until = ''] =
    /^([^\d\s~–—-][^\s\d~–—-]*?|[1-7])\.?(?:\s*[-–—~至到]\s*([^\d\s]+?|[1-7])\.?)?\s*(\d?\d:\d\d)\s*[-–—~至到]\s*(\d?\d:\d\d)$/.exec(
      plainText(part),
    ) ?? [];
  const [begin, end] = [weekdayNamed(first), weekdayNamed(last ?? first)];
  if (begin === undefined || end === undefined) return [];
  const days = (end - begin + 7) % 7;
  return Array.from({ length: days + 1 }, (_, at) => ({ weekday: ((begin - 1 + at) % 7) + 1, from, until }));
}

/** 1 is Monday. */
const WEEKDAYS: readonly string[] = [
  '1 mon monday mo montag 周一 星期一',
  '2 tue tues tuesday di dienstag 周二 星期二',
  '3 wed wednesday mi mittwoch 周三 星期三',
  '4 thu thurs thursday do donnerstag 周四 星期四',
  '5 fri friday fr freitag 周五 星期五',
  '6 sat saturday sa samstag 周六 星期六',
  '7 sun sunday so sonntag 周日 周天 星期日 星期天',
];

function weekdayNamed(name: string): number | undefined {
  const at = WEEKDAYS.findIndex((names) => names.split(' ').includes(name));
  return at < 0 ? undefined : at + 1;
}

export type DaysOff = { readonly from: string; readonly until?: string; readonly why?: string };

/** Days off: `2026-11-23..2026-11-27 leave`, `2026年11月23日至2026年11月27日`, or one date, as a spreadsheet makes of it; undefined where they are not written so. */
export function daysOffOf(part: string): DaysOff | undefined {
  const from = eatDay(part.trim());
  if (from === undefined) return undefined;
  const [range = ''] = /^\s*(?:\.\.|…|~|–|—|-|至|到|to|bis)\s*(?=\d)/i.exec(from.rest) ?? [];
  const until = range === '' ? undefined : eatDay(from.rest.slice(range.length));
  const rest = (until?.rest ?? from.rest).trim();
  if (range !== '' && until === undefined) return undefined;
  if (range === '' && rest !== '' && !/^[\s:,，(（]/.test(from.rest)) return undefined;
  const why = rest.replaceAll(/^[:,，(（\s]+|[)）\s]+$/g, '');
  return {
    from: from.day,
    ...(until === undefined ? {} : { until: until.day }),
    ...(why === '' ? {} : { why }),
  };
}

/** A day at the beginning of a text, and the rest as it was written; a midnight behind it is the spreadsheet's. */
function eatDay(text: string): { readonly day: string; readonly rest: string } | undefined {
  const found = eatDate(plainText(text));
  if (found?.value.kind !== 'day') return undefined;
  const { length } = found.rest.replace(/^[t ]00:00(?::00)?/, '');
  return { day: addDays(EPOCH, found.value.dayNumber), rest: length === 0 ? '' : text.slice(-length) };
}

const EPOCH = localDay('1970-01-01');
