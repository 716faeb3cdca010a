import { addDays, dayNumber, type LocalDay } from '#domain/local-day.ts';
import type { PersonRule, PersonTime, Strength } from '../base/rule.ts';
import { runsOfDays } from '../base/spans.ts';

/** Days off between two worked days come at least `least` together. Those at the edge of what is known may go on beyond it. */
export function daysOffInARow(figures: { readonly least: number }, strength: Strength): PersonRule {
  const { least } = figures;
  return {
    id: 'days-off-in-a-row',
    strength,
    sentence: { en: `At least ${least} days off together`, zh: `每次至少连休 ${least} 天` },
    breaches: (time) =>
      gaps(time).flatMap(({ day, length }) => {
        if (length >= least) return [];
        const said = {
          en: `has ${length} day off from ${day}, at least ${least} together`,
          zh: `${day} 起只休 ${length} 天,至少连休 ${least} 天`,
        };
        const by = least - length;
        return { rule: 'days-off-in-a-row', person: time.person.id, day, by, unit: 'days', said };
      }),
  };
}

/** Days off with work on both sides, those that end within the plan. */
function gaps({ worked, from }: PersonTime): readonly { day: LocalDay; length: number }[] {
  const runs = runsOfDays(worked.map(({ day }) => day));
  return runs.flatMap((run, at) => {
    const last = runs[at - 1]?.at(-1);
    const next = run[0];
    if (last === undefined || next === undefined || next < from) return [];
    return { day: addDays(last, 1), length: dayNumber(next) - dayNumber(last) - 1 };
  });
}
