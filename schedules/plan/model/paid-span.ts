import { dayNumber } from '#domain/local-day.ts';
import { HOUR_MS } from '#domain/time.ts';
import { contractSpan, type ContractSpan } from '../../people/contract-span.ts';
import type { Person } from '../../people/person.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';

/**
 * Working time that a person is planned with: by the rule about contract hours and its tolerance where it is hard; where it is not, up to what
 * the contract says and without a least.
 */
export function paidSpan({ rules, from, until }: ShiftPlanProblem, person: Person): ContractSpan {
  const { leastMs, mostMs } = contractSpan(person, from, until);
  const tolerance = contractTolerance(rules);
  if (tolerance === undefined) return { leastMs: 0, mostMs };
  const slackMs = (tolerance * HOUR_MS * (dayNumber(until) - dayNumber(from))) / 7;
  return { leastMs: Math.max(0, leastMs - slackMs), mostMs: mostMs + slackMs };
}

/** Hours a week beside the contract that the strictest hard rule tolerates; undefined where none asks for the contract's hours. */
function contractTolerance(rules: ShiftPlanProblem['rules']): number | undefined {
  const all = rules.flatMap((one) =>
    one.rule === 'contract-hours' && one.weight === undefined ? [one.toleranceHours] : [],
  );
  return all.length === 0 ? undefined : Math.min(...all);
}
