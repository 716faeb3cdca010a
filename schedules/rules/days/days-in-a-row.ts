import type { PersonRule, Strength } from '../base/rule.ts';
import { runsOfDays } from '../base/spans.ts';

/** Nobody works more than `most` days in a row; days lived before the plan count. */
export function daysInARow(figures: { readonly most: number }, strength: Strength): PersonRule {
  const { most } = figures;
  return {
    id: 'days-in-a-row',
    strength,
    sentence: { en: `At most ${most} days in a row`, zh: `连续工作不超过 ${most} 天` },
    breaches: ({ worked, from, person }) =>
      runsOfDays(worked.map(({ day }) => day)).flatMap((run) => {
        const day = run.find((one, at) => at >= most && one >= from);
        if (day === undefined) return [];
        const said = {
          en: `works ${run.length} days in a row from ${run[0]}, at most ${most}`,
          zh: `自 ${run[0]} 起连续工作 ${run.length} 天,上限 ${most} 天`,
        };
        return { rule: 'days-in-a-row', person: person.id, day, by: run.length - most, unit: 'days', said };
      }),
  };
}
