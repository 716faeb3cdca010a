import { HOUR_MS } from '#domain/time.ts';
import type { PersonRule, Strength } from '../base/rule.ts';
import { hours, isNightShift, USUAL_NIGHT } from '../base/spans.ts';

/** After the last of a run of nights the next shift, if it is no night, begins at least `leastHours` later. */
export function restAfterNights(figures: { readonly leastHours: number }, strength: Strength): PersonRule {
  const { leastHours } = figures;
  return {
    id: 'rest-after-nights',
    strength,
    sentence: {
      en: `At least ${leastHours} h of rest after nights`,
      zh: `夜班之后至少休息 ${leastHours} 小时`,
    },
    breaches: ({ worked, zone, from, person }) =>
      worked.flatMap((shift, at) => {
        const before = worked[at - 1];
        if (before === undefined || shift.day < from) return [];
        const restMs = shift.startAt - before.endAt;
        const leavesNights =
          isNightShift(before, zone, USUAL_NIGHT) && !isNightShift(shift, zone, USUAL_NIGHT);
        if (!leavesNights || restMs >= leastHours * HOUR_MS) return [];
        const said = {
          en: `rests ${hours(restMs)} h after the night of ${before.day}, at least ${leastHours} h`,
          zh: `${before.day} 夜班后仅休息 ${hours(restMs)} 小时,至少 ${leastHours} 小时`,
        };
        const by = leastHours - restMs / HOUR_MS;
        return { rule: 'rest-after-nights', person: person.id, day: shift.day, by, unit: 'hours', said };
      }),
  };
}
