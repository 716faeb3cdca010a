import { HOUR_MS } from '#domain/time.ts';
import type { PersonRule, Strength } from '../base/rule.ts';
import { hours } from '../base/spans.ts';

/** Between the end of a shift and the start of the next lie at least `leastHours`, by the clock that ticks: a night of 23 hours is short. */
export function restBetweenShifts(figures: { readonly leastHours: number }, strength: Strength): PersonRule {
  const { leastHours } = figures;
  return {
    id: 'rest-between-shifts',
    strength,
    sentence: {
      en: `At least ${leastHours} h of rest between two shifts`,
      zh: `两班之间至少休息 ${leastHours} 小时`,
    },
    breaches: ({ worked, from, person }) =>
      worked.flatMap((shift, at) => {
        const before = worked[at - 1];
        if (before === undefined || shift.day < from) return [];
        const restMs = shift.startAt - before.endAt;
        if (restMs >= leastHours * HOUR_MS) return [];
        const said = {
          en: `rests ${hours(restMs)} h before the shift of ${shift.day}, at least ${leastHours} h`,
          zh: `${shift.day} 上班前仅休息 ${hours(restMs)} 小时,至少 ${leastHours} 小时`,
        };
        const by = leastHours - restMs / HOUR_MS;
        return { rule: 'rest-between-shifts', person: person.id, day: shift.day, by, unit: 'hours', said };
      }),
  };
}
