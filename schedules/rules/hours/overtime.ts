import type { LocalDay } from '#domain/local-day.ts';
import { HOUR_MS, type DurationMs } from '#domain/time.ts';
import type { PersonRule, PersonTime, Strength } from '../base/rule.ts';
import { hours } from '../base/spans.ts';

export type OvertimeFigures = {
  /** Hours of a day beyond which it is overtime. */
  readonly ordinaryHours: number;
  readonly mostHoursPerMonth: number;
};

/** Overtime of a calendar month, summed over its days, stays within its cap; lived days of the month count. */
export function overtime(figures: OvertimeFigures, strength: Strength): PersonRule {
  const { ordinaryHours, mostHoursPerMonth } = figures;
  return {
    id: 'overtime',
    strength,
    sentence: {
      en: `At most ${mostHoursPerMonth} h of overtime a month, beyond ${ordinaryHours} h a day`,
      zh: `每日超过 ${ordinaryHours} 小时为加班,每月加班不超过 ${mostHoursPerMonth} 小时`,
    },
    breaches: (time) =>
      [...overtimeByMonth(time, ordinaryHours)].flatMap(([month, { total, lastDay }]) => {
        const by = total / HOUR_MS - mostHoursPerMonth;
        if (by <= 0 || lastDay < time.from) return [];
        const said = {
          en: `${hours(total)} h of overtime in ${month}, at most ${mostHoursPerMonth} h`,
          zh: `${month} 加班 ${hours(total)} 小时,上限 ${mostHoursPerMonth} 小时`,
        };
        return { rule: 'overtime', person: time.person.id, day: lastDay, by, unit: 'hours', said };
      }),
  };
}

type Month = { readonly total: DurationMs; readonly lastDay: LocalDay };

function overtimeByMonth({ worked }: PersonTime, ordinaryHours: number): ReadonlyMap<string, Month> {
  const months = new Map<string, Month>();
  for (const [day, paidMs] of paidByDay(worked)) {
    const month = day.slice(0, 7);
    const over = Math.max(0, paidMs - ordinaryHours * HOUR_MS);
    if (over > 0) months.set(month, { total: (months.get(month)?.total ?? 0) + over, lastDay: day });
  }
  return months;
}

function paidByDay(worked: PersonTime['worked']): ReadonlyMap<LocalDay, DurationMs> {
  const days = new Map<LocalDay, DurationMs>();
  for (const { day, paidMs } of worked) days.set(day, (days.get(day) ?? 0) + paidMs);
  return days;
}
