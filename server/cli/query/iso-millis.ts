import type { EpochMs } from '#domain/time.ts';
import { isoInZone, type TimeZone } from '#domain/time-zone.ts';

/** ISO 8601 with the zone's offset, and milliseconds where there are any: `1999-01-03T07:30:00.250+02:00`. */
export function isoMillis(zone: TimeZone, at: EpochMs): string {
  const text = isoInZone(zone, at);
  const millis = ((at % 1_000) + 1_000) % 1_000;
  return millis === 0 ? text : `${text.slice(0, 19)}.${String(millis).padStart(3, '0')}${text.slice(19)}`;
}
