import type { Calendar } from '#domain/calendar.ts';
import type { ForecastNote } from '#domain/forecast.ts';
import { dayNumber, type LocalDay, type LocalMoment } from '#domain/local-day.ts';
import type { ImportedHistory } from '../history/import-history.ts';

/** A month: what levels do in that time a forecast has in its bands. */
const OLD_DAYS = 28;

/** Says when a history ends long before its forecast begins. */
export function oldHistory({ histories }: ImportedHistory, madeAt: LocalMoment): readonly ForecastNote[] {
  const last = lastDay(histories.map(({ days }) => days));
  const days = last === undefined ? 0 : dayNumber(madeAt.day) - dayNumber(last);
  return last !== undefined && days > OLD_DAYS ? [{ kind: 'old-history', last, days }] : [];
}

const lastDay = (days: readonly (readonly LocalDay[])[]): LocalDay | undefined =>
  days
    .flatMap((own) => own.slice(-1))
    .sort()
    .at(-1);

/** Events of the days that are forecast of which no day that is known has another. */
export function noPrecedents(
  calendar: Calendar,
  { histories }: ImportedHistory,
  days: readonly LocalDay[],
): readonly ForecastNote[] {
  const known = new Set(histories.flatMap((history) => history.days));
  const seen = new Set(
    [...calendar].flatMap(([day, specials]) => (known.has(day) ? specials.map(({ name }) => name) : [])),
  );
  return days.flatMap((day) =>
    (calendar.get(day) ?? [])
      .filter(({ kind, name }) => kind === 'event' && !seen.has(name))
      .map(({ name }): ForecastNote => ({ kind: 'no-precedent', day, name })),
  );
}
