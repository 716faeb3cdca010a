import type { GroupDay } from '#domain/forecast.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { PastDay } from './fit-queue.ts';
import { sumBand } from './interval-band.ts';
import type { DayForecast } from './project-queue.ts';

/**
 * Day totals of a group of queues. What is expected adds up exactly. Errors of queues go together as far as
 * `correlation` says (0: each has its own luck; 1: all are high or low at once), and the bands with them. Days that no
 * queue is open on are left out.
 */
export function sumForecasts(
  queues: readonly (readonly DayForecast[])[],
  correlation: number,
): readonly GroupDay[] {
  const days = new Map<LocalDay, { offered: number; deviations: number; variances: number }>();
  for (const { day, total } of queues.flat()) {
    const sum = days.get(day) ?? { offered: 0, deviations: 0, variances: 0 };
    sum.offered += total.offered;
    sum.deviations += total.deviation;
    sum.variances += total.deviation ** 2;
    days.set(day, sum);
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, { offered, deviations, variances }]) => {
      const variance = (1 - correlation) * variances + correlation * deviations ** 2;
      return { day, total: sumBand(offered, Math.sqrt(variance)) };
    });
}

/** Errors of so many common days are needed to be believed by half. */
const DOUBT_DAYS = 20;
/** Queues whose pairs are compared: 64 have 2,016 pairs, which say enough about all. */
const MOST_COMPARED = 64;

/** How far the errors of queues on past days go together: the mean over pairs, drawn to 0, never below it. 0 for less than two queues. */
export function errorCorrelation(queues: readonly (readonly PastDay[])[]): number {
  const errors = queues
    .slice(0, MOST_COMPARED)
    .map((days) => new Map(days.map(({ day, offered, expected }) => [day, offered - expected])));
  let [sum, pairs] = [0, 0];
  for (const [index, one] of errors.entries())
    for (const other of errors.slice(index + 1)) {
      sum += pairCorrelation(one, other);
      pairs += 1;
    }
  return pairs > 0 ? Math.max(0, sum / pairs) : 0;
}

function pairCorrelation(one: ReadonlyMap<LocalDay, number>, other: ReadonlyMap<LocalDay, number>): number {
  let [xx, yy, xy, days] = [0, 0, 0, 0];
  for (const [day, x] of one) {
    const y = other.get(day);
    if (y === undefined) continue;
    xx += x * x;
    yy += y * y;
    xy += x * y;
    days += 1;
  }
  const trust = days / (days + DOUBT_DAYS);
  return xx > 0 && yy > 0 ? (trust * xy) / Math.sqrt(xx * yy) : 0;
}
