import type { PersonRule, Strength } from '../base/rule.ts';
import { isNightShift, runsOfDays, USUAL_NIGHT } from '../base/spans.ts';

/** At most `most` night shifts on days that follow each other; nights lived before the plan count. */
export function nightsInARow(figures: { readonly most: number }, strength: Strength): PersonRule {
  const { most } = figures;
  return {
    id: 'nights-in-a-row',
    strength,
    sentence: { en: `At most ${most} nights in a row`, zh: `连续夜班不超过 ${most} 个` },
    breaches({ worked, zone, from, person }) {
      const nights = worked.filter((shift) => isNightShift(shift, zone, USUAL_NIGHT)).map(({ day }) => day);
      return runsOfDays(nights).flatMap((run) => {
        const day = run.find((one, at) => at >= most && one >= from);
        if (day === undefined) return [];
        const said = {
          en: `works ${run.length} nights in a row from ${run[0]}, at most ${most}`,
          zh: `自 ${run[0]} 起连续 ${run.length} 个夜班,上限 ${most} 个`,
        };
        return { rule: 'nights-in-a-row', person: person.id, day, by: run.length - most, unit: 'days', said };
      });
    },
  };
}
