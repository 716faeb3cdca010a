import type { Naming } from '#domain/centre.ts';
import { addDays, type LocalDay } from '#domain/local-day.ts';
import { daysOffMet } from '../../people/days-off.ts';
import type { Breach } from '../../rules/base/rule.ts';
import { crewShift } from '../../rotations/rotation.ts';
import { shiftSpan, type ShiftTemplate } from '../../shift-template.ts';
import type { Fixed } from '../model/shift-plan-problem.ts';
import type { Agreement, KeptBy } from './agreement.ts';

/** What was fixed with somebody stays as it is. */
export const fixedDays: Agreement = {
  id: 'fixed-days',
  sentence: { en: 'Fixed days stay as they are', zh: '已确定的班次不变' },
  breaches: (kept) =>
    kept.problem.fixed.flatMap(({ person, day, duty }) => {
      if (person !== kept.person.id) return [];
      return otherThan(kept, day, {
        rule: 'fixed-days',
        duty: duty === 'off' ? 'off' : duty.template,
        by: { en: 'fixed', zh: '已确定' },
      });
    }),
};

/** Whoever goes through a rotation works as the crew does, but for days off and what is fixed. */
export const rotationDays: Agreement = {
  id: 'rotation-days',
  sentence: { en: 'Crews keep to their rotation', zh: '轮班人员按轮班表上班' },
  breaches: (kept) => {
    const { problem, person } = kept;
    const fixed = new Set(problem.fixed.flatMap((one) => (one.person === person.id ? [one.day] : [])));
    const changed = new Map(
      (problem.crewChanges ?? []).flatMap((one) => (one.person === person.id ? [[one.day, one.duty]] : [])),
    );
    return problem.rotations.flatMap(({ rotation, crewOf }): readonly Breach[] => {
      const crew = crewOf.get(person.id);
      if (crew === undefined) return [];
      return daysOf(kept).flatMap((day) => {
        if (fixed.has(day)) return [];
        const change = changed.get(day);
        const template = change === undefined ? crewShift(rotation, crew, day) : templateOf(problem, change);
        const isAway = template !== undefined && isOff(kept, day, template);
        const by = change === undefined ? crewText(rotation.id, crew) : CHANGED;
        const duty = template === undefined || isAway ? 'off' : template.id;
        return otherThan(kept, day, { rule: 'rotation-days', duty, by });
      });
    });
  },
};

const crewText = (rotation: string, crew: string): Required<Naming> => ({
  en: `by ${rotation}, ${crew}`,
  zh: `按 ${rotation} ${crew}`,
});

const CHANGED: Required<Naming> = { en: 'as it was changed since', zh: '按后来的调整' };

const templateOf = ({ templates }: KeptBy['problem'], duty: Fixed['duty']): ShiftTemplate | undefined =>
  duty === 'off' ? undefined : templates.find(({ id }) => id === duty.template);

function daysOf({ problem: { from, until } }: KeptBy): readonly LocalDay[] {
  const days: LocalDay[] = [];
  for (let day = from; day < until; day = addDays(day, 1)) days.push(day);
  return days;
}

function isOff({ problem: { zone }, person }: KeptBy, day: LocalDay, template: ShiftTemplate): boolean {
  return daysOffMet(person, { day, ...shiftSpan(template, day, zone) }, zone) !== undefined;
}

type Settled = { readonly rule: string; readonly duty: string; readonly by: Required<Naming> };

function otherThan(
  { person, shifts }: KeptBy,
  day: LocalDay,
  { rule, duty, by }: Settled,
): readonly Breach[] {
  const given = shifts.filter((shift) => shift.day === day).map(({ template }) => template.id);
  const is = given.length === 0 ? 'off' : given.join(' and ');
  if (is === duty) return [];
  const said = {
    en: `${is === 'off' ? 'is off' : `works ${is}`} on ${day}, ${duty === 'off' ? 'off' : duty} ${by.en}`,
    zh: `${day} 为 ${is},${by.zh}应为 ${duty}`,
  };
  return [{ rule, person: person.id, day, by: 1, unit: 'times', said }];
}
