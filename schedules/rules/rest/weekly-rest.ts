import { addDays, dayNumber, mondayOf, type LocalDay } from '#domain/local-day.ts';
import { DAY_MS, HOUR_MS, type DurationMs } from '#domain/time.ts';
import { instantOf } from '#domain/time-zone.ts';
import type { PersonRule, PersonTime, Strength } from '../base/rule.ts';
import { hours, plannedWeeks } from '../base/spans.ts';

/** Each whole week of the plan has one rest of at least `leastHours` without a break in it. */
export function weeklyRest(figures: { readonly leastHours: number }, strength: Strength): PersonRule {
  const { leastHours } = figures;
  return {
    id: 'weekly-rest',
    strength,
    sentence: {
      en: `At least ${leastHours} h of rest together in each week`,
      zh: `每周至少连续休息 ${leastHours} 小时`,
    },
    breaches: (time) =>
      wholeWeeks(time).flatMap((monday) => {
        const longest = longestRest(time, monday);
        if (longest >= leastHours * HOUR_MS) return [];
        const said = {
          en: `rests ${hours(longest)} h at most in the week of ${monday}, at least ${leastHours} h`,
          zh: `${monday} 当周最长休息 ${hours(longest)} 小时,至少 ${leastHours} 小时`,
        };
        const by = leastHours - longest / HOUR_MS;
        return { rule: 'weekly-rest', person: time.person.id, day: monday, by, unit: 'hours', said };
      }),
  };
}

const wholeWeeks = (time: PersonTime): readonly LocalDay[] =>
  plannedWeeks(time).filter((monday) => monday >= time.from && addDays(mondayOf(monday), 7) <= time.until);

function longestRest({ worked, zone }: PersonTime, monday: LocalDay): DurationMs {
  const weekStart = instantOf(zone, dayNumber(monday) * DAY_MS);
  const weekEnd = instantOf(zone, dayNumber(addDays(monday, 7)) * DAY_MS);
  let longest = 0;
  let free: number = weekStart;
  for (const { startAt, endAt } of worked) {
    if (endAt <= weekStart || startAt >= weekEnd) continue;
    longest = Math.max(longest, startAt - free);
    free = Math.max(free, endAt);
  }
  return Math.max(longest, weekEnd - free);
}
