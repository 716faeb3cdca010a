import type { PlacedShift } from '../../coverage/market/placed-shift.ts';
import type { CoverageProblem } from '../../coverage/model/coverage-problem.ts';
import { planCoverage } from '../../coverage/plan-coverage.ts';
import type { PlanTools } from '../model/plan-tools.ts';
import { blockProblem, coverageBlocks, placeInWhole } from '../pose/coverage-blocks.ts';
import type { SettledPlan } from './settle.ts';

export type Covered = {
  readonly wanted: readonly PlacedShift[];
  /** No shifts of these people cost less. Absent where nobody is planned freely, or nothing is proved. */
  readonly bound?: number;
};

/** The share of the time that coverage without names may take. */
const COVERAGE_SHARE = 0.4;

/**
 * How many people of each kind each shift wants, without names: week after week, since ways to choose days are too many to list beyond that. A
 * week for which nothing is found in time wants nothing; who works in it is left to those who improve the roster.
 */
export function cover({ groups, coverage }: SettledPlan, tools: PlanTools): Covered {
  if (groups.length === 0) return { wanted: [] };
  const begunAt = tools.clock();
  const blocks = coverageBlocks(coverage);
  const wanted: PlacedShift[] = [];
  let bound: number | undefined;
  for (const [at, block] of blocks.entries()) {
    const passed = (tools.clock() - begunAt) / 1_000;
    const seconds = (tools.seconds * COVERAGE_SHARE - passed) / (blocks.length - at);
    const answer = coverBlock(blockProblem(coverage, block, wanted), { ...tools, seconds }, begunAt);
    wanted.push(...answer.wanted.map((shift) => placeInWhole(shift, block)));
    if (blocks.length === 1) bound = answer.bound;
  }
  return { wanted, ...(bound === undefined ? {} : { bound }) };
}

function coverBlock(problem: CoverageProblem, tools: PlanTools, begunAt: number): Covered {
  const { onProgress, isCancelled } = tools;
  const answer = planCoverage(problem, {
    ...tools,
    onProgress: ({ cost, bound }) =>
      onProgress?.({
        stage: 'coverage',
        seconds: (tools.clock() - begunAt) / 1_000,
        ...(cost === undefined ? {} : { cost }),
        ...(bound === undefined ? {} : { bound }),
      }),
    ...(isCancelled === undefined ? {} : { isCancelled }),
  });
  return answer.kind === 'planned' ? { wanted: answer.shifts, bound: answer.bound } : { wanted: [] };
}
