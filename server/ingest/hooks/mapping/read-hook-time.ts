import { epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import { instantOf, type TimeZone } from '#domain/time-zone.ts';
import { parseTime } from '../../events/parse-time.ts';
import type { TimeForm } from './hook-mapping.ts';

/** An instant and how coarse it is; exact to the millisecond when `precisionMs` is absent. */
export type ToldTime = { readonly at: EpochMs; readonly precisionMs?: DurationMs };

/** The instant that a sender's time names. Undefined when it is not of that form, or before 1990 or after 2100. */
export function readHookTime(value: unknown, form: TimeForm): ToldTime | undefined {
  const told = form.unit === 'auto' ? readAny(value, form.zone) : readForm(value, form);
  if (told === undefined || form.precisionMs === undefined) return told;
  return { at: told.at, precisionMs: form.precisionMs };
}

/** What a time of that form looks like, in words. */
export function describeTime({ unit, zone }: TimeForm): string {
  const text = `${TEXT_EXPECTED}${zone === undefined ? '' : `, or without its offset in ${zone.name}`}`;
  switch (unit) {
    case 's':
    case 'ms':
    case 'us':
      return `${COUNTED[unit].words} since 1970, in 1990 to 2100`;
    case 'iso':
    case 'local':
      return text;
    case 'auto':
      return `seconds or milliseconds since 1970, in 1990 to 2100, or ${text}`;
  }
}

const TEXT_EXPECTED = 'a time such as 2026-11-22T09:00:00+08:00';

const COUNTED = {
  s: { words: 'seconds', perMs: 1 / 1000 },
  ms: { words: 'milliseconds', perMs: 1 },
  us: { words: 'microseconds', perMs: 1000 },
} as const;

/** Seconds of 1990 to 2100 are 0.6 to 4.1 thousand million, milliseconds a thousand times that: they cannot be confused. */
function readAny(value: unknown, zone: TimeZone | undefined): ToldTime | undefined {
  return readCount(value, 's') ?? readCount(value, 'ms') ?? readCount(value, 'us') ?? readText(value, zone);
}

function readForm(value: unknown, { unit, zone }: TimeForm): ToldTime | undefined {
  if (unit === 's' || unit === 'ms' || unit === 'us') return readCount(value, unit);
  return readText(value, unit === 'local' ? zone : undefined);
}

function readCount(value: unknown, unit: keyof typeof COUNTED): ToldTime | undefined {
  const isCount = typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value));
  const count = isCount ? Number(value) : NaN;
  const at = parseTime(count / COUNTED[unit].perMs);
  if (at === undefined) return undefined;
  return unit === 's' && Number.isInteger(count) ? { at, precisionMs: 1000 } : { at };
}

const TEXT =
  /^(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d{1,9})?(?: ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?$/;

function readText(value: unknown, zone: TimeZone | undefined): ToldTime | undefined {
  const parts = typeof value === 'string' ? TEXT.exec(value) : null;
  if (parts === null) return undefined;
  const [, year = '', month = '', day = '', minute = '', second = ':00', fraction = '', offset] = parts;
  const digits = `${year}-${month}-${day}T${minute}${second}${fraction}`;
  const isNamed = offset === 'UTC' || offset === 'GMT';
  const asUtc = parseTime(`${digits}${offset === undefined || isNamed ? 'Z' : offset}`);
  if (asUtc === undefined || (offset === undefined && zone === undefined)) return undefined;
  const at = offset === undefined && zone !== undefined ? instantOf(zone, asUtc) : asUtc;
  if (fraction !== '') return { at: epochMs(at) };
  return { at, precisionMs: parts[5] === undefined ? 60_000 : 1000 };
}
