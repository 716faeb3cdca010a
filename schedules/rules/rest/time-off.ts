import type { PersonRule, Strength } from '../base/rule.ts';
import { planned } from '../base/spans.ts';

/** Nobody works on a day off that was granted. */
export function timeOff(_figures: object, strength: Strength): PersonRule {
  return {
    id: 'time-off',
    strength,
    sentence: { en: 'No shift on a granted day off', zh: '批准的休假日不排班' },
    breaches: (time) =>
      planned(time).flatMap(({ day }) => {
        const off = time.person.timeOff.find((one) => day >= one.from && day <= one.until);
        if (off === undefined) return [];
        const said = { en: `works on ${day}, off for ${off.why}`, zh: `${day} 已批准休假(${off.why})` };
        return { rule: 'time-off', person: time.person.id, day, by: 1, unit: 'days', said };
      }),
  };
}
