import { addDays, type LocalDay } from '#domain/local-day.ts';
import { HOUR_MS, type DurationMs } from '#domain/time.ts';
import type { Breach, PersonRule, PersonTime, Strength } from '../base/rule.ts';
import { hours, paidByWeek, plannedWeeks } from '../base/spans.ts';

/**
 * No run of `overWeeks` weeks is worked longer than `mostHours` a week on average; weeks begin on Monday, and lived weeks count.
 * A period of which the past is not known is judged by the weeks that are.
 */
export function weeklyHours(
  figures: { readonly mostHours: number; readonly overWeeks: number },
  strength: Strength,
): PersonRule {
  const { mostHours, overWeeks } = figures;
  const over = overWeeks === 1 ? '' : `, averaged over ${overWeeks} weeks`;
  return {
    id: 'weekly-hours',
    strength,
    sentence: {
      en: `At most ${mostHours} h a week${over}`,
      zh:
        overWeeks === 1 ? `每周不超过 ${mostHours} 小时` : `${overWeeks} 周平均每周不超过 ${mostHours} 小时`,
    },
    breaches(time) {
      const weeks = paidByWeek(time);
      return plannedWeeks(time).flatMap((monday) => {
        const mean = meanUpTo(weeks, monday, overWeeks);
        return mean / HOUR_MS > mostHours ? breachOf(time, { monday, mean, mostHours, overWeeks }) : [];
      });
    },
  };
}

function meanUpTo(weeks: ReadonlyMap<LocalDay, DurationMs>, monday: LocalDay, count: number): DurationMs {
  let total = 0;
  for (let back = 0; back < count; back += 1) total += weeks.get(addDays(monday, -7 * back)) ?? 0;
  return total / count;
}

type Excess = {
  readonly monday: LocalDay;
  readonly mean: DurationMs;
  readonly mostHours: number;
  readonly overWeeks: number;
};

function breachOf({ person, from }: PersonTime, { monday, mean, mostHours, overWeeks }: Excess): Breach {
  const said = {
    en: `works ${hours(mean)} h a week over ${overWeeks} weeks to that of ${monday}, at most ${mostHours} h`,
    zh: `至 ${monday} 当周的 ${overWeeks} 周平均 ${hours(mean)} 小时,上限 ${mostHours} 小时`,
  };
  const day = monday < from ? from : monday;
  return {
    rule: 'weekly-hours',
    person: person.id,
    day,
    by: mean / HOUR_MS - mostHours,
    unit: 'hours',
    said,
  };
}
