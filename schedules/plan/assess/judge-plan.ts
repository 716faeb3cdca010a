import { inOrder, judgeRules, type Judged } from '../../rules/judge-rules.ts';
import { rulesOf } from '../../rules/rule-book.ts';
import { judgeAgreements } from '../agreements/judge-agreements.ts';
import { personTimes, type NamedShift } from '../model/person-times.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** Everything that a roster does not keep of what its problem says: rules of the book and agreements with people. It knows nothing of how the roster was made. */
export function judgePlan(problem: ShiftPlanProblem, shifts: readonly NamedShift[]): readonly Judged[] {
  const byRule = judgeRules(rulesOf(problem.rules), personTimes(problem, shifts));
  return inOrder([...byRule, ...judgeAgreements(problem, shifts)]);
}
