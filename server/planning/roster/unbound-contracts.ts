import { HOUR_MS } from '#domain/time.ts';
import type { AssessedPlan } from '../../../schedules/plan/assess/assess-plan.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import { contractSpan } from '../../../schedules/people/contract-span.ts';
import { personName } from '../../../schedules/people/person-name.ts';

/** People named in the sentence; the rest is counted. */
const NAMED = 5;

/** Who has more or fewer hours than the contract says, where no rule holds anybody to it; undefined where a rule does, or nobody has. A rotation has the hours it has. */
export function unboundContracts(
  { rules, people, rotations, from, until }: ShiftPlanProblem,
  { fairness }: Pick<AssessedPlan, 'fairness'>,
): string | undefined {
  if (rules.some(({ rule }) => rule === 'contract-hours')) return undefined;
  const planned = new Map(fairness.map(({ person, plannedHours }) => [person, plannedHours]));
  const others = people.flatMap((person): string[] => {
    if (rotations.some(({ crewOf }) => crewOf.has(person.id))) return [];
    const hours = planned.get(person.id) ?? 0;
    const { leastMs, mostMs } = contractSpan(person, from, until);
    const [least, most] = [leastMs / HOUR_MS, mostMs / HOUR_MS];
    if (hours >= least - 1e-9 && hours <= most + 1e-9) return [];
    return [
      `${personName(people, person.id)} has ${hours.toFixed(1)} h of ${least.toFixed(1)} to ${most.toFixed(1)}`,
    ];
  });
  if (others.length === 0) return undefined;
  const rest = others.length > NAMED ? `, and ${others.length - NAMED} more` : '';
  return `no rule holds anybody to the hours of the contract (add { "rule": "contract-hours", "toleranceHours": 0 } to rules.own): ${others.slice(0, NAMED).join(', ')}${rest}`;
}
