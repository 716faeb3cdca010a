import { epochMs, type EpochMs } from '#domain/time.ts';

/** No switch of ours reports from before this; a smaller number is most likely seconds instead of milliseconds. */
export const EARLIEST_MS = Date.UTC(1990, 0, 1);
/** The first instant that is refused: beyond it a time is a mistake of unit or of year. */
export const LATEST_MS = Date.UTC(2101, 0, 1);

/** What a time may look like, in words for a sender. */
export const TIME_EXPECTED =
  'ISO 8601 with an offset such as 2026-11-22T09:00:00+08:00, or epoch milliseconds, in 1990 to 2100';

/** The same for a JSON Schema; the calendar (no 30 February) is checked besides. */
export const TIME_PATTERN =
  '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d(:?\\d\\d)?)$';

/** The instant that an event's `at` names: ISO 8601 with an offset, or epoch milliseconds. Undefined when it names none. */
export function parseTime(value: unknown): EpochMs | undefined {
  const ms = typeof value === 'number' ? Math.floor(value) : typeof value === 'string' ? isoMs(value) : NaN;
  return ms >= EARLIEST_MS && ms < LATEST_MS ? epochMs(ms) : undefined;
}

/** What is wrong with a time that `parseTime` refused, as precisely as can be told. */
export function explainTime(value: unknown): string {
  if (typeof value === 'number' && value * 1000 >= EARLIEST_MS && value * 1000 < LATEST_MS)
    return `epoch milliseconds; this looks like seconds, times 1000 it is ${new Date(value * 1000).toISOString()}`;
  if (typeof value === 'string' && /T\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(value))
    return `an offset at its end, such as +08:00 or Z: without one the instant is unknown`;
  return TIME_EXPECTED;
}

/**
 * Read by hand: `Date.parse` takes 30 February for 2 March and a time without an offset for local time,
 * and this is run for every event.
 */
function isoMs(text: string): number {
  if (text.length < 17 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return NaN;
  if (text.charCodeAt(10) !== T || text.charCodeAt(13) !== COLON) return NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  let end = 16;
  let second = 0;
  let millisecond = 0;
  if (text.charCodeAt(end) === COLON) {
    second = digits(text, 17, 19);
    end = 19;
    if (text.charCodeAt(end) === DOT) {
      end = digitsEnd(text, 20);
      millisecond = fractionMs(text, 20, end);
    }
  }
  const inRange = month >= 1 && day >= 1 && day <= daysOf(year, month) && hour < 24 && minute < 60;
  // A NaN among them fails the comparison it takes part in.
  if (!inRange || !(second < 60)) return NaN;
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - offsetMs(text, end);
}

const DASH = 45;
const COLON = 58;
const DOT = 46;
const T = 84;
const Z = 90;
const PLUS = 43;

/** The number written in `text` from `from` to `to`; NaN when one of them is no digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function digitsEnd(text: string, from: number): number {
  let end = from;
  while (text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  return end;
}

/** Finer than a millisecond is cut off, so that an event never moves into the next one. Nanoseconds are the finest in use. */
function fractionMs(text: string, from: number, end: number): number {
  if (end === from || end - from > 9) return NaN;
  const kept = Math.min(end - from, 3);
  return digits(text, from, from + kept) * 10 ** (3 - kept);
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysOf(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return leap ? 29 : (DAYS[month - 1] ?? NaN);
}

/** `Z`, `+08:00`, `+0800` or `+08` from `start` to the very end; NaN for anything else, nothing at all included. */
function offsetMs(text: string, start: number): number {
  const sign = text.charCodeAt(start);
  if (sign === Z) return text.length === start + 1 ? 0 : NaN;
  if (sign !== PLUS && sign !== DASH) return NaN;
  const hours = digits(text, start + 1, start + 3);
  const minutesAt = text.charCodeAt(start + 3) === COLON ? start + 4 : start + 3;
  const isWhole = text.length === start + 3;
  if (!isWhole && text.length !== minutesAt + 2) return NaN;
  const minutes = isWhole ? 0 : digits(text, minutesAt, minutesAt + 2);
  if (!(hours < 24 && minutes < 60)) return NaN;
  return (sign === PLUS ? 1 : -1) * (hours * 60 + minutes) * 60_000;
}
