import { daysOffMet } from '../../people/days-off.ts';
import type { PersonRule, Strength } from '../base/rule.ts';
import { planned } from '../base/spans.ts';

/** Nobody works on a day off that was granted, from its midnight to the next: no night reaches into it either. */
export function timeOff(_figures: object, strength: Strength): PersonRule {
  return {
    id: 'time-off',
    strength,
    sentence: { en: 'No shift on a granted day off', zh: '批准的休假日不排班' },
    breaches: (time) =>
      planned(time).flatMap((shift) => {
        const met = daysOffMet(time.person, shift, time.zone);
        if (met === undefined) return [];
        const { off, on } = met;
        const [late, lateZh] =
          on === shift.day ? ['', ''] : [` in the shift of ${shift.day}`, `(${shift.day} 的班)`];
        const said = {
          en: `works on ${on}${late}, off for ${off.why}`,
          zh: `${on} 已批准休假(${off.why})${lateZh}`,
        };
        return { rule: 'time-off', person: time.person.id, day: shift.day, by: 1, unit: 'days', said };
      }),
  };
}
