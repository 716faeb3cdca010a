import { addDays } from '#domain/local-day.ts';
import type { PersonRule, Strength } from '../base/rule.ts';

/** On the day after a shift of one kind, certain kinds are never worked: no early after a late. */
export function forbiddenSuccessions(
  figures: { readonly pairs: readonly (readonly [string, string])[] },
  strength: Strength,
): PersonRule {
  const forbidden = new Set(figures.pairs.map(([first, second]) => `${first} ${second}`));
  const listed = figures.pairs.map(([first, second]) => `${first} → ${second}`).join(', ');
  return {
    id: 'forbidden-successions',
    strength,
    sentence: { en: `Never on days that follow: ${listed}`, zh: `不得前后日相接:${listed}` },
    breaches: ({ worked, from, person }) =>
      worked.flatMap((shift, at) => {
        const before = worked[at - 1];
        if (before === undefined || shift.day < from || addDays(before.day, 1) !== shift.day) return [];
        if (!forbidden.has(`${before.kind} ${shift.kind}`)) return [];
        const said = {
          en: `${before.kind} is followed by ${shift.kind} on ${shift.day}`,
          zh: `${shift.day} 的 ${shift.kind} 紧接 ${before.kind}`,
        };
        return {
          rule: 'forbidden-successions',
          person: person.id,
          day: shift.day,
          by: 1,
          unit: 'times',
          said,
        };
      }),
  };
}
