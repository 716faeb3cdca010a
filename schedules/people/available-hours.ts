import { DAY_MINUTES } from '#domain/time.ts';
import { addDays, weekday, type LocalDay } from '#domain/local-day.ts';
import type { Person } from './person.ts';

/** Local minutes from the midnight at which a day begins; they may lie in the days after. */
export type MinuteSpan = { readonly fromMinute: number; readonly untilMinute: number };

/** Windows of the day before and of the two days after can reach into a shift. */
const NEAR_DAYS = [-1, 0, 1, 2];

/** Whether somebody can work in all of a span of a day. Windows that touch count as one; somebody who lists none can always work. */
export function isAvailable(
  { available }: Pick<Person, 'available'>,
  day: LocalDay,
  { fromMinute, untilMinute }: MinuteSpan,
): boolean {
  if (available.length === 0) return true;
  const windows = NEAR_DAYS.flatMap((away) =>
    available.flatMap((window) =>
      window.weekday === weekday(addDays(day, away))
        ? [{ from: away * DAY_MINUTES + window.fromMinute, until: away * DAY_MINUTES + window.untilMinute }]
        : [],
    ),
  ).toSorted((one, other) => one.from - other.from);
  let reached = fromMinute;
  for (const { from, until } of windows) if (from <= reached) reached = Math.max(reached, until);
  return reached >= untilMinute;
}
