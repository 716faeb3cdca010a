import Holidays from 'date-holidays';
import { localDay, addDays } from '#domain/local-day.ts';
import { DAY_MS } from '#domain/time.ts';
import type { SpecialDay } from '#domain/calendar.ts';

/** The public and bank holidays of a country's year (date-holidays). A country or region that is not known throws a RangeError. */
export function countryHolidays(country: string, region: string | undefined, year: number): SpecialDay[] {
  const table = region === undefined ? new Holidays(country) : new Holidays(country, region);
  if (!(country in table.getCountries()))
    throw new RangeError(`country must be an ISO 3166 code such as CN, US or DE, got ${country}`);
  const regions = table.getStates(country);
  if (region !== undefined && !(region in (regions ?? {})))
    throw new RangeError(
      `region of ${country} must be one of ${Object.keys(regions ?? {}).join(', ')}, got ${region}`,
    );
  const days: SpecialDay[] = [];
  for (const { date, start, end, name, type } of table.getHolidays(year)) {
    if (type !== 'public' && type !== 'bank') continue;
    const first = localDay(date.slice(0, 10));
    const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
    for (let day = 0; day < length; day += 1) days.push({ day: addDays(first, day), name, kind: 'holiday' });
  }
  return days;
}

/** The country whose clocks run in the zone: undefined where none or several do. */
export function countryOfZone(zone: string): string | undefined {
  const table = new Holidays();
  const found = Object.keys(table.getCountries()).filter((country) =>
    // The types promise a list; a country without zones has none.
    (new Holidays(country).getTimezones() as readonly string[] | undefined)?.includes(zone),
  );
  return found.length === 1 ? found[0] : undefined;
}
