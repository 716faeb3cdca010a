import { DAY_MS, MINUTE_MS, epochMs, type DurationMs, type EpochMs } from './time.ts';
import { twoDigits } from './two-digits.ts';

/** The local date of an instant, the milliseconds since that day's midnight, and the zone's offset from UTC. */
export type LocalTime = { readonly day: string; readonly msOfDay: DurationMs; readonly offsetMs: DurationMs };

/** An IANA time zone with cached offsets. Offsets change only on quarter hours, so one is looked up for each quarter hour. */
export type TimeZone = { readonly name: string; offsetMs(at: EpochMs): DurationMs };

const QUARTER_MS = 15 * MINUTE_MS;

/** Cached offsets per zone: 35,040 quarter hours are one year. */
const OFFSETS_KEPT = 35_040;

/** The time zone called `name`. Throws a RangeError when the platform does not know it. */
export function timeZone(name: string): TimeZone {
  const format = zoneFormat(name);
  const offsets = new Map<number, DurationMs>();
  return {
    name,
    offsetMs(at) {
      const quarter = Math.floor(at / QUARTER_MS);
      const known = offsets.get(quarter);
      if (known !== undefined) return known;
      if (offsets.size >= OFFSETS_KEPT) offsets.clear();
      const offset = readOffset(format, epochMs(quarter * QUARTER_MS));
      offsets.set(quarter, offset);
      return offset;
    },
  };
}

/** The local day (`2026-11-22`) and the time on it. */
export function localTime(zone: TimeZone, at: EpochMs): LocalTime {
  const offsetMs = zone.offsetMs(at);
  const local = new Date(at + offsetMs).toISOString();
  return { day: local.slice(0, 10), msOfDay: msSinceMidnight(at + offsetMs), offsetMs };
}

/** The first instant of the local day that contains `at`, even where the clock change skips or repeats midnight. */
export function dayStart(zone: TimeZone, at: EpochMs): EpochMs {
  const local = at + zone.offsetMs(at);
  return instantOf(zone, local - msSinceMidnight(local));
}

/**
 * The instant of a local wall-clock time given as milliseconds of "UTC with the local digits".
 * A time that happens twice is the first one; a time that is skipped moves forward by the skip.
 */
export function instantOf(zone: TimeZone, localMs: number): EpochMs {
  const before = zone.offsetMs(epochMs(localMs - 24 * 60 * MINUTE_MS));
  const after = zone.offsetMs(epochMs(localMs + 24 * 60 * MINUTE_MS));
  const early = epochMs(localMs - before);
  if (zone.offsetMs(early) === before) return early;
  const late = epochMs(localMs - after);
  return zone.offsetMs(late) === after ? late : early;
}

/** ISO 8601 with the zone's offset, whole seconds: `1999-01-03T07:30:00+02:00`. */
export function isoInZone(zone: TimeZone, at: EpochMs): string {
  const offsetMs = zone.offsetMs(at);
  const digits = new Date(at + offsetMs).toISOString().slice(0, 19);
  const minutes = Math.abs(offsetMs) / MINUTE_MS;
  const sign = offsetMs < 0 ? '-' : '+';
  return `${digits}${sign}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(Math.floor(minutes % 60))}`;
}

const msSinceMidnight = (localMs: number): DurationMs => ((localMs % DAY_MS) + DAY_MS) % DAY_MS;

function zoneFormat(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new RangeError(`zone must be an IANA time zone such as Asia/Shanghai, got ${name}`, { cause });
  }
}

function readOffset(format: Intl.DateTimeFormat, at: EpochMs): DurationMs {
  const parts: Record<string, number> = {};
  for (const part of format.formatToParts(at)) parts[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
}
