import type { ShiftTemplate } from '../../shift-template.ts';
import type { Agreement } from './agreement.ts';

/** Every shift is one that the problem has, on a day of the plan. */
export const knownShifts: Agreement = {
  id: 'known-shifts',
  sentence: { en: 'Only shifts and days of the plan', zh: '只排本计划内的班次与日期' },
  breaches: ({ problem: { templates, from, until }, person, shifts }) =>
    shifts.flatMap(({ day, template }) => {
      const isKnown = templates.some((one) => sameHours(one, template));
      if (isKnown && day >= from && day < until) return [];
      const said = isKnown
        ? { en: `works on ${day}, which is no day of the plan`, zh: `${day} 不在计划之内` }
        : {
            en: `works ${template.id} on ${day}, which is no such shift`,
            zh: `${day} 的 ${template.id} 不是本计划的班次`,
          };
      return { rule: 'known-shifts', person: person.id, day, by: 1, unit: 'times', said };
    }),
};

function sameHours(one: ShiftTemplate, other: ShiftTemplate): boolean {
  return (
    one.id === other.id &&
    one.kind === other.kind &&
    one.startMinute === other.startMinute &&
    one.lengthMinutes === other.lengthMinutes
  );
}
