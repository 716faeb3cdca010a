import { addDays, localDay } from '#domain/local-day.ts';
import type { SpecialDay } from '#domain/calendar.ts';

/**
 * The first day of the Tibetan year (Phugpa reckoning, as in Lhasa and Dharamsala): S. Janson, "Tibetan calendar
 * mathematics" (2014), table of New Years; also the table of the Wikipedia article "Losar". It is a month or a day from the Chinese one in some years.
 */
const LOSAR: readonly string[] = [
  '2015-02-19',
  '2016-02-09',
  '2017-02-27',
  '2018-02-16',
  '2019-02-05',
  '2020-02-24',
  '2021-02-12',
  '2022-03-03',
  '2023-02-21',
  '2024-02-10',
  '2025-02-28',
  '2026-02-18',
  '2027-02-07',
  '2028-02-26',
  '2029-02-14',
  '2030-03-05',
];

/** Days of the feast on which offices of the Tibet Autonomous Region are off. */
const FEAST_DAYS = 7;

/** The days of the Tibetan new year of a Gregorian year; none outside of the table, where `--events` must tell. */
export function losarDays(year: number): SpecialDay[] {
  const first = LOSAR.find((day) => day.startsWith(`${year}-`));
  if (first === undefined) return [];
  return Array.from({ length: FEAST_DAYS }, (_, index) => ({
    day: addDays(localDay(first), index),
    name: '洛萨',
    kind: 'holiday',
  }));
}
