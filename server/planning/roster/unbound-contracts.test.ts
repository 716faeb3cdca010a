import { expect, test } from 'vitest';
import { HOUR_MS } from '#domain/time.ts';
import { assessPlan } from '../../../schedules/plan/assess/assess-plan.ts';
import { agent, early, given, smallProblem } from '../../../schedules/plan/testing/small-problem.ts';
import { unboundContracts } from './unbound-contracts.ts';

const contract = { leastWeekMs: 0, mostWeekMs: 28 * HOUR_MS, shiftKinds: [] };
const problem = { ...smallProblem, people: [{ ...agent('amy'), contract }, agent('bob')] };
const shifts = ['2026-11-23', '2026-11-24'].map((day) => given('amy', day, early, 180));
const plan = assessPlan(problem, shifts);

test('whoever works more than the contract says is named where no rule binds anybody to it', () => {
  expect(unboundContracts(problem, plan)).toBe(
    'no rule holds anybody to the hours of the contract (add { "rule": "contract-hours", "toleranceHours": 0 } to rules.own): amy has 14.0 h of 0.0 to 8.0',
  );
});

test('nothing is said where the rule is there, or everybody is within the contract', () => {
  const rules = [...problem.rules, { rule: 'contract-hours' as const, toleranceHours: 0 }];
  expect(unboundContracts({ ...problem, rules }, plan)).toBeUndefined();
  expect(unboundContracts(problem, assessPlan(problem, []))).toBeUndefined();
});
