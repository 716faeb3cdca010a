import type { Unit } from './definitions/measure.ts';
import type { DurationMs, EpochMs } from '../time.ts';
import { DAY_MS } from '../time.ts';

/** A period, and how much of it is known: data begins and ends somewhere. */
export type KnownPeriod = {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly knownFrom: EpochMs;
  readonly knownTo: EpochMs;
};

/** A figure of a period; undefined where it is unknown. */
export type PeriodFigure = { readonly period: KnownPeriod; readonly value: number | undefined };

/**
 * A figure beside that of an earlier period. Shares differ by points and everything else by per cent. Counts of periods of unequal
 * length are compared per day, and said so; a period that is known in part only is compared with nothing.
 */
export type Comparison =
  | { readonly kind: 'points' | 'percent' | 'percent-per-day'; readonly change: number }
  | { readonly kind: 'unknown' | 'incomplete' };

/** `now` beside `before` (环比, 同比). */
export function compareFigures(unit: Unit, now: PeriodFigure, before: PeriodFigure): Comparison {
  if (!isWhole(now.period) || !isWhole(before.period)) return { kind: 'incomplete' };
  if (now.value === undefined || before.value === undefined) return { kind: 'unknown' };
  if (unit === 'share') return { kind: 'points', change: 100 * (now.value - before.value) };
  const isPerDay = unit === 'count' && lengthMs(now.period) !== lengthMs(before.period);
  const [one, other] = isPerDay
    ? [perDay(now.value, now.period), perDay(before.value, before.period)]
    : [now.value, before.value];
  // From nothing nothing can be told in per cent.
  if (other === 0) return { kind: 'unknown' };
  return { kind: isPerDay ? 'percent-per-day' : 'percent', change: 100 * (one / other - 1) };
}

/** A count as it is for one day of the period. */
export function perDay(count: number, period: KnownPeriod): number {
  return (count * DAY_MS) / lengthMs(period);
}

/** How long a period is. A night in which the clock is changed makes no day longer. */
export const lengthMs = ({ from, to }: Pick<KnownPeriod, 'from' | 'to'>): DurationMs =>
  Math.round((to - from) / DAY_MS) * DAY_MS || to - from;

const isWhole = ({ from, to, knownFrom, knownTo }: KnownPeriod): boolean =>
  knownFrom <= from && knownTo >= to;
