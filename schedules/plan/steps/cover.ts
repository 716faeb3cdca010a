import type { PlacedShift } from '../../coverage/market/placed-shift.ts';
import { planCoverage } from '../../coverage/plan-coverage.ts';
import type { PlanTools } from '../model/plan-tools.ts';
import type { Contradiction, SettledPlan } from './settle.ts';

export type Covered =
  | {
      readonly kind: 'covered';
      readonly wanted: readonly PlacedShift[];
      /** No shifts of these people cost less. Absent where nobody is planned freely. */
      readonly bound?: number;
    }
  | Contradiction;

/** The share of the time that coverage without names may take. */
const COVERAGE_SHARE = 0.4;

/** How many people of each kind each shift wants, without names. */
export function cover({ groups, coverage }: SettledPlan, tools: PlanTools): Covered {
  if (groups.length === 0) return { kind: 'covered', wanted: [] };
  const begunAt = tools.clock();
  const { onProgress, isCancelled } = tools;
  const answer = planCoverage(coverage, {
    ...tools,
    seconds: tools.seconds * COVERAGE_SHARE,
    onProgress: ({ cost, bound }) =>
      onProgress?.({
        stage: 'coverage',
        seconds: (tools.clock() - begunAt) / 1_000,
        ...(cost === undefined ? {} : { cost }),
        ...(bound === undefined ? {} : { bound }),
      }),
    ...(isCancelled === undefined ? {} : { isCancelled }),
  });
  if (answer.kind !== 'planned') return { kind: 'infeasible', because: answer.reasons };
  return { kind: 'covered', wanted: answer.shifts, bound: answer.bound };
}
