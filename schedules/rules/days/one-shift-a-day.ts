import type { PersonRule, Strength } from '../base/rule.ts';

/** A person works one shift a day, and no two at once. */
export function oneShiftADay(_figures: object, strength: Strength): PersonRule {
  return {
    id: 'one-shift-a-day',
    strength,
    sentence: { en: 'One shift a day, and never two at once', zh: '每天只排一个班,且不重叠' },
    breaches: ({ worked, from, person }) =>
      worked.flatMap((shift, at) => {
        const before = worked[at - 1];
        if (before === undefined || shift.day < from) return [];
        if (before.day !== shift.day && before.endAt <= shift.startAt) return [];
        const said = {
          en: `${before.kind} and ${shift.kind} meet on ${shift.day}`,
          zh: `${shift.day} 的 ${before.kind} 与 ${shift.kind} 冲突`,
        };
        return { rule: 'one-shift-a-day', person: person.id, day: shift.day, by: 1, unit: 'times', said };
      }),
  };
}
