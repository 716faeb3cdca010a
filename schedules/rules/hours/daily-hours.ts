import { HOUR_MS } from '#domain/time.ts';
import type { PersonRule, Strength } from '../base/rule.ts';
import { hours, planned } from '../base/spans.ts';

/** No shift is worked longer than `mostHours`, its unpaid breaks apart. */
export function dailyHours(figures: { readonly mostHours: number }, strength: Strength): PersonRule {
  const { mostHours } = figures;
  return {
    id: 'daily-hours',
    strength,
    sentence: { en: `At most ${mostHours} h of work a day`, zh: `每天工作不超过 ${mostHours} 小时` },
    breaches: (time) =>
      planned(time).flatMap(({ day, paidMs }) => {
        const over = paidMs / HOUR_MS - mostHours;
        if (over <= 0) return [];
        const said = {
          en: `works ${hours(paidMs)} h on ${day}, at most ${mostHours} h`,
          zh: `${day} 工作 ${hours(paidMs)} 小时,上限 ${mostHours} 小时`,
        };
        return { rule: 'daily-hours', person: time.person.id, day, by: over, unit: 'hours', said };
      }),
  };
}
