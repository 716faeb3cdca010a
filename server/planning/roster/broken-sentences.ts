import type { Judged } from '../../../schedules/rules/judge-rules.ts';
import { personName } from '../../../schedules/people/person-name.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';

/** Breaches told; the rest is counted. */
const SHOWN = 10;

/** What does not hold, in lines with names; each ends with its rule. */
export function brokenSentences({ people }: ShiftPlanProblem, broken: readonly Judged[]): readonly string[] {
  const told = broken
    .slice(0, SHOWN)
    .map(({ person, rule, said }) => `${personName(people, person)} ${said.en ?? ''} (${rule})`);
  return broken.length > SHOWN ? [...told, `and ${broken.length - SHOWN} more`] : told;
}
