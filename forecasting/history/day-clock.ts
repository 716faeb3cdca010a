import { addDays, type LocalDay } from '#domain/local-day.ts';
import { HOUR_MS, MINUTE_MS, epochMs } from '#domain/time.ts';
import { instantOf, type TimeZone } from '#domain/time-zone.ts';

/** How often a local minute comes on a day: not at all where the clock goes forward, twice where it goes back, once else. */
export type DayClock = (minute: number) => 0 | 1 | 2;

const ONCE: DayClock = () => 1;
const DAY_MS = 24 * HOUR_MS;

/** How the clock of the zone runs on the day. */
export function dayClock(zone: TimeZone, day: LocalDay): DayClock {
  const begin = instantOf(zone, Date.parse(`${day}T00:00Z`));
  const end = instantOf(zone, Date.parse(`${addDays(day, 1)}T00:00Z`));
  if (end - begin === DAY_MS) return ONCE;
  return (minute) => {
    const localMs = Date.parse(`${day}T00:00Z`) + minute * MINUTE_MS;
    // The instant under the offset before, and the one after, the change: both, one or none show these digits.
    const offsets = new Set([zone.offsetMs(begin), zone.offsetMs(epochMs(end - 1))]);
    const times = [...offsets].filter((offset) => zone.offsetMs(epochMs(localMs - offset)) === offset);
    return times.length === 0 ? 0 : times.length === 1 ? 1 : 2;
  };
}
