import { epochMs, type EpochMs } from '#domain/time.ts';
import { instantOf, type TimeZone } from '#domain/time-zone.ts';

const LOCAL = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?))?$/;
const WITH_OFFSET = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** The instant of `1999-01-03`, `1999-01-03T07:00` in the zone, or with an offset anywhere; undefined when it is no time. */
export function readInstant(text: string, zone: TimeZone): EpochMs | undefined {
  if (WITH_OFFSET.test(text)) return known(Date.parse(text.replace(' ', 'T')));
  const [, day, time = '00:00'] = LOCAL.exec(text) ?? [];
  if (day === undefined) return undefined;
  const localMs = Date.parse(`${day}T${time}Z`);
  return Number.isNaN(localMs) ? undefined : instantOf(zone, localMs);
}

const known = (ms: number): EpochMs | undefined => (Number.isNaN(ms) ? undefined : epochMs(ms));
