import { addDays, mondayOf, weekday, type LocalDay } from '#domain/local-day.ts';
import type { PersonRule, PersonTime, Strength } from '../base/rule.ts';
import { plannedWeeks } from '../base/spans.ts';

/** At most `most` of any `inWeeks` weekends in a row are worked, a Saturday or a Sunday alone being one; lived weekends count. */
export function weekends(
  figures: { readonly most: number; readonly inWeeks: number },
  strength: Strength,
): PersonRule {
  const { most, inWeeks } = figures;
  return {
    id: 'weekends',
    strength,
    sentence: {
      en: `At most ${most} worked weekends in ${inWeeks}`,
      zh: `${inWeeks} 周内最多上 ${most} 个周末`,
    },
    breaches(time) {
      const worked = workedWeekends(time);
      return plannedWeeks(time).flatMap((monday) => {
        const count = worked.has(monday) ? within(worked, monday, inWeeks) : 0;
        if (count <= most) return [];
        const said = {
          en: `works ${count} of ${inWeeks} weekends to that of ${addDays(monday, 5)}, at most ${most}`,
          zh: `至 ${addDays(monday, 5)} 的 ${inWeeks} 个周末中上了 ${count} 个,上限 ${most} 个`,
        };
        const day = monday < time.from ? time.from : monday;
        return { rule: 'weekends', person: time.person.id, day, by: count - most, unit: 'times', said };
      });
    },
  };
}

const workedWeekends = ({ worked }: PersonTime): ReadonlySet<LocalDay> =>
  new Set(worked.flatMap(({ day }) => (weekday(day) >= 5 ? mondayOf(day) : [])));

function within(worked: ReadonlySet<LocalDay>, monday: LocalDay, weeks: number): number {
  let count = 0;
  for (let back = 0; back < weeks; back += 1) if (worked.has(addDays(monday, -7 * back))) count += 1;
  return count;
}
