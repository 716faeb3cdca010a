import { dayNo, dayText, mondayNo, type Wall } from './clocks.ts';
import type { RawRule } from './raw-document.ts';
import { isNight, type Work } from './read-roster.ts';

const HOUR = 3_600_000;

/** A plan and its days, and one person's works in order of time, lived ones among them. */
export type Question = {
  readonly wall: Wall;
  readonly from: number;
  readonly until: number;
  readonly works: readonly Work[];
};

/** Rules about hours and rest; each answers a word for whatever it finds broken. */
export const TIME_RULES: Readonly<Record<string, (rule: RawRule, question: Question) => readonly string[]>> =
  {
    'daily-hours': ({ mostHours = 0 }, { works }) =>
      works.flatMap((one) =>
        !one.isLived && one.paidMinutes > mostHours * 60 ? [`long day ${dayText(one.day)}`] : [],
      ),

    'weekly-hours': ({ mostHours = 0, overWeeks = 1 }, { works, from, until }) =>
      mondays(from, until).flatMap((monday) => {
        const paid = sumPaid(
          works.filter(({ day }) => day >= monday - 7 * (overWeeks - 1) && day < monday + 7),
        );
        return paid > mostHours * 60 * overWeeks + 1e-6 ? [`long weeks to ${dayText(monday)}`] : [];
      }),

    overtime: ({ ordinaryHours = 0, mostHoursPerMonth = 0 }, { works, from, until }) => {
      const months = new Set(days(from, until).map((day) => dayText(day).slice(0, 7)));
      return [...months].flatMap((month) => {
        const over = works
          .filter(({ day }) => dayText(day).startsWith(month))
          .map((one) => ({ ...one, over: Math.max(0, one.paidMinutes - ordinaryHours * 60) }));
        const isPlanned = over.some((one) => !one.isLived && one.over > 0);
        const total = over.reduce((sum, one) => sum + one.over, 0);
        return isPlanned && total > mostHoursPerMonth * 60 ? [`overtime in ${month}`] : [];
      });
    },

    'rest-between-shifts': ({ leastHours = 0 }, { works }) =>
      works.flatMap((one) =>
        works.some((before) => isPlannedAfter(one, before) && one.start - before.end < leastHours * HOUR)
          ? [`short rest ${dayText(one.day)}`]
          : [],
      ),

    'rest-after-nights': ({ leastHours = 0 }, { works, wall }) =>
      works.flatMap((one, at) => {
        const before = works[at - 1];
        if (before === undefined || one.isLived || !isNight(wall, before) || isNight(wall, one)) return [];
        return one.start - before.end < leastHours * HOUR
          ? [`short rest after nights ${dayText(one.day)}`]
          : [];
      }),

    'weekly-rest': ({ leastHours = 0 }, { works, wall, from, until }) =>
      mondays(from, until).flatMap((monday) => {
        if (monday < from || monday + 7 > until) return [];
        const [begins, ends] = [wall.when(monday, 0), wall.when(monday + 7, 0)];
        let [longest, free] = [0, 0];
        for (let at = begins; at < ends; at += 900_000) {
          free = works.some(({ start, end }) => start <= at && at < end) ? 0 : free + 0.25;
          longest = Math.max(longest, free);
        }
        return longest < leastHours ? [`no weekly rest from ${dayText(monday)}`] : [];
      }),

    'night-hours': ({ mostHours = 0 }, { works, wall }) =>
      works.flatMap((one) =>
        !one.isLived && one.paidMinutes > mostHours * 60 && isNight(wall, one)
          ? [`long night ${dayText(one.day)}`]
          : [],
      ),

    breaks: ({ overHours = 0, leastMinutes = 0, beforeHour = 0 }, { works }) =>
      works.flatMap((one) => {
        if (one.isLived || one.end - one.start <= overHours * HOUR) return [];
        const names = new Set((one.shift?.breaks ?? []).map(({ name }) => name));
        const has = one.parts.some(
          ({ name, from, until }) =>
            names.has(name) && until - from >= leastMinutes * 60_000 && from <= one.start + beforeHour * HOUR,
        );
        return has ? [] : [`no break ${dayText(one.day)}`];
      }),

    'one-shift-a-day': (_, { works }) =>
      works.flatMap((one) =>
        works.some((other) => isPlannedAfter(one, other) && (other.day === one.day || other.end > one.start))
          ? [`two shifts ${dayText(one.day)}`]
          : [],
      ),

    'lighter-day-after-event': (
      { eventDays = [], lighterHours = 0, withinDays = 1 },
      { works, from, until },
    ) =>
      eventDays.flatMap((event) => {
        const on = dayNo(event);
        const last = on + withinDays;
        if (last < from || last >= until || !works.some(({ day }) => day === on)) return [];
        const isLight = (day: number): boolean =>
          sumPaid(works.filter((one) => one.day === day)) <= lighterHours * 60;
        return days(on + 1, last + 1).some(isLight) ? [] : [`no lighter day after ${event}`];
      }),
  };

/** Whether the first is planned and comes after the second, or at the same time and stands behind it. */
function isPlannedAfter(one: Work, before: Work): boolean {
  return (
    one !== before &&
    !one.isLived &&
    before.start <= one.start &&
    !(before.start === one.start && before.name > one.name)
  );
}

const sumPaid = (works: readonly Work[]): number => works.reduce((sum, one) => sum + one.paidMinutes, 0);

export const days = (from: number, until: number): number[] =>
  Array.from({ length: Math.max(0, until - from) }, (_, at) => from + at);

export const mondays = (from: number, until: number): number[] => [
  ...new Set(days(from, until).map(mondayNo)),
];
