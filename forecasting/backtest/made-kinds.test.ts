import { expect, test } from 'vitest';
import { calendarOf } from '#domain/calendar.ts';
import { addDays, localDay } from '#domain/local-day.ts';
import { forecastQueue } from '../forecast/forecast-queue.ts';
import { gridRow } from '../models/grid.ts';
import { MADE_KINDS } from '../testing/made-kinds.ts';
import type { MadeQueue } from '../testing/made-queue.ts';
import { coverage80, wape } from './accuracy.ts';
import { backtestQueue, USED, type Horizon } from './backtest-queue.ts';

const NONE = calendarOf([]);
const SEEDS = [1, 2];

/** Bands of few contacts hold more than they promise, since counts are whole; `true`: how far from the rate itself, four weeks ahead. */
const EXPECTED = new Map([
  ['closed hours as zeros', { most: 0.163, inside: [0.72, 0.86], offTrueRate: 0.04 }],
  ['quiet nights', { most: 0.192, inside: [0.8, 0.95], offTrueRate: 0.05 }],
  ['two contacts an hour', { most: 0.84, inside: [0.85, 0.98], offTrueRate: 0.14 }],
  ['growing chat', { most: 0.29, inside: [0.78, 0.92], offTrueRate: 0.09 }],
] as const);

test.each([...EXPECTED])(
  '%s are forecast better than by a spreadsheet, in honest bands, and close to the rates they were drawn from',
  (kind, { most, inside, offTrueRate }) => {
    for (const seed of SEEDS) {
      const made = MADE_KINDS.get(kind)?.(seed);
      if (made === undefined) throw new Error(`no kind ${kind}`);
      const { history } = made;
      const from = history.days.at(-28) ?? localDay('2025-01-01');
      const result = backtestQueue({ history, calendar: NONE, from });
      const error = (name: string, horizon: Horizon): number => {
        const sums = result.get(name)?.[horizon];
        return (sums === undefined ? undefined : wape(sums)) ?? Number.NaN;
      };
      for (const horizon of ['one day', 'one week', 'four weeks'] as const) {
        expect(error(USED, horizon), `seed ${seed}, ${horizon}`).toBeLessThan(most);
        for (const rival of ['seasonal naive', '8-week mean', 'exponential smoothing'])
          expect(error(USED, horizon), `seed ${seed}, ${horizon}, ${rival}`).toBeLessThan(
            error(rival, horizon),
          );
        const sums = result.get(USED)?.[horizon];
        const share = (sums === undefined ? undefined : coverage80(sums)) ?? 0;
        expect(share).toBeGreaterThan(inside[0]);
        expect(share).toBeLessThan(inside[1]);
      }
      expect(offRates(made)).toBeLessThan(offTrueRate);
    }
  },
);

/** Σ|forecast − rate| / Σ rate over the four weeks after all but the last four weeks are known. */
function offRates({ history, rates }: MadeQueue): number {
  const first = history.days.length - 28;
  const now = { day: history.days[first] ?? localDay('2025-01-01'), minute: 0 };
  const forecast = forecastQueue({ history, calendar: NONE, now, horizonMinutes: 28 * 1440 });
  let [off, expected] = [0, 0];
  for (let row = first; row < history.days.length; row += 1) {
    const day = forecast?.days.find((one) => one.day === addDays(now.day, row - first));
    const said = new Map(day?.intervals.map(({ interval, offered }) => [interval, offered]));
    for (const [interval, rate] of gridRow(rates, row).entries()) {
      off += Math.abs((said.get(interval) ?? 0) - rate);
      expected += rate;
    }
  }
  return off / expected;
}
