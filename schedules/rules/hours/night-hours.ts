import { HOUR_MS } from '#domain/time.ts';
import type { PersonRule, Strength } from '../base/rule.ts';
import { hours, isNightShift, planned, USUAL_NIGHT } from '../base/spans.ts';

/** A night shift is worked at most `mostHours`. */
export function nightHours(figures: { readonly mostHours: number }, strength: Strength): PersonRule {
  const { mostHours } = figures;
  return {
    id: 'night-hours',
    strength,
    sentence: { en: `At most ${mostHours} h in a night shift`, zh: `夜班不超过 ${mostHours} 小时` },
    breaches: (time) =>
      planned(time).flatMap((shift) => {
        const over = shift.paidMs / HOUR_MS - mostHours;
        if (over <= 0 || !isNightShift(shift, time.zone, USUAL_NIGHT)) return [];
        const said = {
          en: `works ${hours(shift.paidMs)} h in the night of ${shift.day}, at most ${mostHours} h`,
          zh: `${shift.day} 夜班 ${hours(shift.paidMs)} 小时,上限 ${mostHours} 小时`,
        };
        return { rule: 'night-hours', person: time.person.id, day: shift.day, by: over, unit: 'hours', said };
      }),
  };
}
