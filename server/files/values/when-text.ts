import { eatDate, type DateText, type Eaten } from './date-text.ts';
import { plainText } from './plain-text.ts';

/** What a text says about when: a day, a time of the day, both, or a span from one time to another. */
export type WhenText = {
  readonly date?: DateText;
  /** Monday is 0. */
  readonly weekday?: number;
  readonly from?: ClockText;
  readonly until?: ClockText;
  /** How far its clock is ahead of UTC, where it says so. */
  readonly offsetMinutes?: number;
};

export type ClockText = { readonly minute: number; readonly second: number };

/** Reads what a text says about when; undefined when that is not all it says. */
export function readWhen(written: string): WhenText | undefined {
  // A spreadsheet keeps text as text by an apostrophe.
  const text = plainText(written).replace(/^'(?=\d)/, '');
  if (!/\d/.test(text)) return undefined;
  const before = eatWeekday(text);
  const date = eatDate(before?.rest ?? text);
  const behind = eatWeekday(date?.rest ?? '');
  const weekday = before?.value ?? behind?.value;
  const rest = behind?.rest ?? date?.rest ?? before?.rest ?? text;
  const isIso = date !== undefined && rest.startsWith('t');
  const times = eatTimes(rest.replace(/^(?:t|[ ,_]+)/, ''), { hasDate: date !== undefined, isIso });
  if (times === undefined || (date === undefined && times.value.from === undefined)) return undefined;
  if (!END.test(times.rest)) return undefined;
  return {
    ...(date === undefined ? {} : { date: date.value }),
    ...(weekday === undefined ? {} : { weekday }),
    ...times.value,
  };
}

/** The name of a zone behind its offset says nothing more. */
const END = /^ ?(?:\([a-z ]{2,40}\)|[a-z]{3,4})?$/;

const WEEKDAYS: readonly RegExp[] = [
  /^(?:mon(?:day|tag)?|mo|周一|星期一|礼拜一)(?![a-z])/,
  /^(?:tue(?:s|sday)?|di(?:enstag)?|周二|星期二|礼拜二)(?![a-z])/,
  /^(?:wed(?:nesday)?|mi(?:ttwoch)?|周三|星期三|礼拜三)(?![a-z])/,
  /^(?:thu(?:r|rs|rsday)?|do(?:nnerstag)?|周四|星期四|礼拜四)(?![a-z])/,
  /^(?:fri(?:day)?|fr(?:eitag)?|周五|星期五|礼拜五)(?![a-z])/,
  /^(?:sat(?:urday)?|sa(?:mstag)?|sonnabend|周六|星期六|礼拜六)(?![a-z])/,
  /^(?:sun(?:day)?|so(?:nntag)?|周日|周天|星期日|星期天|礼拜天)(?![a-z])/,
];

function eatWeekday(text: string): Eaten<number> | undefined {
  const begin = text.replace(/^[ ,(]+/, '');
  for (const [value, pattern] of WEEKDAYS.entries()) {
    const found = pattern.exec(begin);
    if (found !== null) return { value, rest: begin.slice(found[0].length).replace(/^[.,) ]+/, '') };
  }
  return undefined;
}

const RANGE = /^ ?(?:-|–|—|~|至|到|bis|to|until) ?/;

type Times = Pick<WhenText, 'from' | 'until' | 'offsetMinutes'>;

type Before = {
  readonly hasDate: boolean;
  /** Its time begins with a T, so what follows is an offset. */ readonly isIso: boolean;
};

/** A time, or a span of two; nothing is a reading too where there is a date. */
function eatTimes(text: string, before: Before): Eaten<Times> | undefined {
  const from = eatClock(text) ?? eatDigits(text, before);
  if (from === undefined) return before.hasDate || text === '' ? { value: {}, rest: text } : undefined;
  const until = eatUntil(from, before);
  const rest = until?.rest ?? from.rest;
  const offset = before.hasDate ? OFFSET.exec(rest) : null;
  return {
    value: {
      from: from.value,
      ...(until === undefined ? {} : { until: until.value }),
      ...(offset === null ? {} : { offsetMinutes: offsetOf(offset) }),
    },
    rest: offset === null ? rest : rest.slice(offset[0].length),
  };
}

/** No report has longer intervals; 08:00-05:00 is an offset. */
const LONGEST_SPAN_MINUTES = 120;

function eatUntil(from: Eaten<ClockText>, { hasDate, isIso }: Before): Eaten<ClockText> | undefined {
  const range = RANGE.exec(from.rest);
  if (range === null || (isIso && OFFSET.test(from.rest))) return undefined;
  const until = eatEnd(from.rest.slice(range[0].length));
  if (until === undefined || !hasDate || !OFFSET.test(from.rest)) return until;
  const span = until.value.minute - from.value.minute;
  return span > 0 && span <= LONGEST_SPAN_MINUTES ? until : undefined;
}

/** The end of a span may name its day again. */
function eatEnd(text: string): Eaten<ClockText> | undefined {
  const date = eatDate(text);
  const rest = (date?.rest ?? text).replace(/^[t ]/, '');
  return eatClock(rest) ?? eatDigits(rest, { hasDate: true });
}

/** 0830 or 083000, as programs write it behind a day; alone only as a span, 0830-0900. */
function eatDigits(text: string, { hasDate }: Pick<Before, 'hasDate'>): Eaten<ClockText> | undefined {
  const [all, hours, minutes, seconds = '0'] = /^(\d{2})(\d{2})(\d{2})?(?!\d)/.exec(text) ?? [];
  if (all === undefined) return undefined;
  const rest = text.slice(all.length);
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)];
  const isTime = hour < LAST_HOUR && minute <= 59 && second <= 59;
  if (!isTime || !(hasDate || /^ ?[-–—~至到] ?\d{4}(?!\d)/.test(rest))) return undefined;
  return { value: { minute: hour * 60 + minute, second }, rest };
}

const OFFSET = /^ ?(?:(z|utc|gmt)(?![a-z])|(?:utc|gmt)?([+-])(\d{2}):?(\d{2})(?!\d))/;

function offsetOf([, zero, sign, hours, minutes]: RegExpExecArray): number {
  if (zero !== undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const CLOCK =
  /^(凌晨|早上|上午|中午|下午|晚上)? ?(\d{1,2})(?:([:.])(\d{2})(?:\3(\d{2})(?:[.,]\d{1,9})?)?|(?:时|点|h)(?:(\d{1,2})分?|(半))?)? ?(a\.?m\.?|p\.?m\.?)?(?: ?uhr)?/;

/** A time of the day at the beginning of a text: 8:00, 08:00:00, 8:00 AM, 下午2:30, 8点半, 8.30 Uhr. */
function eatClock(text: string): Eaten<ClockText> | undefined {
  const found = CLOCK.exec(text);
  if (found === null) return undefined;
  const [all, part, hours, mark, minutes, seconds = '0', after, half, noon] = found;
  // A number alone is no time unless something says so.
  const saysTime =
    [part, mark, after, half, noon].some((one) => one !== undefined) || /[时点h]|uhr/.test(all);
  const hour = hourOf(Number(hours), noon?.[0] ?? PARTS.get(part ?? ''));
  const minute = half === undefined ? Number(minutes ?? after ?? 0) : 30;
  const second = Number(seconds);
  if (!saysTime || hour === undefined || minute > 59 || second > 59) return undefined;
  return { value: { minute: hour * 60 + minute, second }, rest: text.slice(all.length) };
}

const PARTS: ReadonlyMap<string, string> = new Map([
  ['凌晨', 'a'],
  ['早上', 'a'],
  ['上午', 'a'],
  ['中午', 'noon'],
  ['下午', 'p'],
  ['晚上', 'p'],
]);

/** 24:00 is the end of a day. */
const LAST_HOUR = 24;

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (hour > LAST_HOUR) return undefined;
  if (half === undefined || hour > 12) return hour;
  if (half === 'noon') return hour < 3 ? hour + 12 : hour;
  if (hour === 12) return half === 'a' ? 0 : 12;
  return half === 'p' ? hour + 12 : hour;
}
