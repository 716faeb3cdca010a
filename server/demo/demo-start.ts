import { DAY_MS, MINUTE_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import type { CentreModel } from '../../forecasting/simulation/model/centre-model.ts';

const QUARTER_MS = 15 * MINUTE_MS;
const WEEK_QUARTERS = 7 * 96;
/** A visit lasts minutes, and the day should not end under it: three hours are looked at together. */
const AHEAD_QUARTERS = 12;
/** With fewer contacts than this part of the day's best hours, a floor looks empty. */
const BUSY_SHARE = 0.6;
/** Where the clock is set, it is set to hours near the day's best. */
const BUSIEST_SHARE = 0.9;

/**
 * What time it is on the floor when a demonstration begins: now, where this is a busy time there; else the first busy
 * quarter of an hour among those of the last day.
 */
export function demoStart(model: CentreModel, now: EpochMs): EpochMs {
  const rate = rateAhead(model);
  const quarters = Array.from({ length: 96 }, (_, back) =>
    epochMs((Math.floor(now / QUARTER_MS) - 95 + back) * QUARTER_MS),
  );
  const best = Math.max(...quarters.map(rate));
  if (best === 0 || rate(now) >= BUSY_SHARE * best) return now;
  return quarters.find((at) => rate(at) >= BUSIEST_SHARE * best) ?? now;
}

/** Contacts that the mean week has in the three hours from an instant on. */
function rateAhead({ zone: name, lines }: CentreModel): (at: EpochMs) => number {
  const zone = timeZone(name);
  return (at) => {
    const first = quarterOfWeek(at + zone.offsetMs(at));
    let sum = 0;
    for (let ahead = 0; ahead < AHEAD_QUARTERS; ahead += 1) {
      for (const { week } of lines) sum += week[(first + ahead) % WEEK_QUARTERS] ?? 0;
    }
    return sum;
  };
}

/** From Monday 00:00; 1 January 1970 was a Thursday. */
function quarterOfWeek(localMs: number): number {
  const sinceMonday = later(epochMs(localMs), 3 * DAY_MS);
  return Math.floor(sinceMonday / QUARTER_MS) % WEEK_QUARTERS;
}
