import type { Calendar } from '#domain/calendar.ts';
import { addDays, type LocalDay } from '#domain/local-day.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { orFailure } from '../work/planning-failure.ts';
import { buildCalendar, type DayOverride } from './build-calendar.ts';
import { countryOfZone } from './country-holidays.ts';

/** Whose special days count. */
export type CalendarChoice = {
  /** A country's code, or `none`. Absent: the country whose zone it is. */
  readonly country?: string | undefined;
  /** Days that the user knows better. */
  readonly events: readonly DayOverride[];
};

/** The same choice with the country named that it means where the clocks run so; `none` where no one country does. */
export const inCountryOf = (choice: CalendarChoice, zone: TimeZone): CalendarChoice => ({
  ...choice,
  country: choice.country ?? countryOfZone(zone.name) ?? 'none',
});

/** What comes before or after a holiday is not like other days: the calendar reaches over the ends. */
const MARGIN_DAYS = 14;

/** The special days around `first` to `last`. A country that is not known throws a PlanningFailure. */
export function planningCalendar(
  { country, events }: CalendarChoice,
  { zone, first, last }: { readonly zone: TimeZone; readonly first: LocalDay; readonly last: LocalDay },
): Calendar {
  const known = country === 'none' ? undefined : (country ?? countryOfZone(zone.name));
  return orFailure('calendar', () =>
    buildCalendar({
      first: addDays(first, -MARGIN_DAYS),
      last: addDays(last, MARGIN_DAYS),
      overrides: events,
      ...(known === undefined ? {} : { country: known }),
    }),
  );
}
