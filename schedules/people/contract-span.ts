import { addDays, dayNumber, mondayOf, type LocalDay } from '#domain/local-day.ts';
import type { DurationMs } from '#domain/time.ts';
import type { Person } from './person.ts';

/** Days worked in a usual week: each day off that was granted is taken for one of them, whatever its weekday. */
const WORKDAYS = 5;

export type ContractSpan = { readonly leastMs: DurationMs; readonly mostMs: DurationMs };

/**
 * Working time that a contract asks for and allows from `from` to the day before `until`. Whoever is away is not short of hours: each day off
 * takes a fifth off the least of its week, five of them all of it.
 */
export function contractSpan(
  { contract, timeOff }: Pick<Person, 'contract' | 'timeOff'>,
  from: LocalDay,
  until: LocalDay,
): ContractSpan {
  const { leastWeekMs, mostWeekMs } = contract;
  const weeks = (dayNumber(until) - dayNumber(from)) / 7;
  const away = new Map<LocalDay, number>();
  for (let day = from; day < until; day = addDays(day, 1))
    if (timeOff.some((off) => day >= off.from && day <= off.until))
      away.set(mondayOf(day), (away.get(mondayOf(day)) ?? 0) + 1);
  const spared = [...away.values()].reduce((sum, days) => sum + Math.min(WORKDAYS, days) / WORKDAYS, 0);
  return { leastMs: Math.max(0, weeks - spared) * leastWeekMs, mostMs: weeks * mostWeekMs };
}
