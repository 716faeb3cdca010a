import { epochMs, type EpochMs } from '../time.ts';
import { instantOf, type TimeZone } from '../time-zone.ts';

const LOCAL = /^\d{4}-\d\d-\d\d(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?))?$/;
const WITH_OFFSET = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** The instant of `1999-01-03`, `1999-01-03T07:00` in the zone, or with an offset anywhere; undefined when it is no time. */
export function readInstant(text: string, zone: TimeZone): EpochMs | undefined {
  const day = /^\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? '';
  if (!isDay(day)) return undefined;
  if (WITH_OFFSET.test(text)) return known(Date.parse(text.replace(' ', 'T')));
  const [whole, time = '00:00'] = LOCAL.exec(text) ?? [];
  const localMs = whole === undefined ? NaN : Date.parse(`${day}T${time}Z`);
  return Number.isNaN(localMs) ? undefined : instantOf(zone, localMs);
}

/** Date.parse takes 30 February for 2 March. */
function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

const known = (ms: number): EpochMs | undefined => (Number.isNaN(ms) ? undefined : epochMs(ms));
