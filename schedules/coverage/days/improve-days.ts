import type { LinearSolver } from '../../solver/linear-solver.ts';
import type { DaysQuestion, PlannedBlock, SolvedDays } from './solve-days.ts';
import { skillPools } from '../model/skill-pools.ts';
import { solveBlock } from './solve-block.ts';

const GAP = 1e-4;
const LEAST_SECONDS = 0.5;
const MOST_ROUNDS = 8;
/** The solver seldom asks whether its time is over within its own searches; its limit is wall time, which is no less. */
const WALL_FACTOR = 1.5;
const LEAST_WALL_SECONDS = 0.1;

/**
 * Plans single days again, the others as they stand, for as long as there is time: those first that may be farthest
 * from their best, each with its part of the time left. Changes the plan.
 */
export function improveDays(solver: LinearSolver, plan: SolvedDays, question: DaysQuestion): void {
  const { clock, begun, seconds, step, isOver } = question;
  const isDone = (block: PlannedBlock): boolean => slack(block) <= Math.max(GAP * block.cost, 0.99 * step);
  for (let round = 0; round < MOST_ROUNDS && !isOver(); round += 1) {
    const blocks = plan.blocks.filter((block) => !isDone(block));
    blocks.sort((one, other) => slack(other) - slack(one));
    for (const [place, block] of blocks.entries()) {
      if (isOver()) return;
      const now = clock();
      const left = begun + seconds * 1_000 - now;
      const part = left / (blocks.length - place);
      const most = Math.max(LEAST_SECONDS * 1_000, part);
      const limit = Math.max(LEAST_WALL_SECONDS, (left / 1_000) * WALL_FACTOR);
      improve(solver, plan, { ...question, block, limit, isOver: () => isOver() || clock() - now > most });
    }
    if (blocks.length === 0) return;
  }
}

function slack({ cost, bound }: PlannedBlock): number {
  return cost - bound;
}

/** Solves one day again from where it stands. */
function improve(
  solver: LinearSolver,
  plan: SolvedDays,
  { block, limit, ...question }: DaysQuestion & { readonly block: PlannedBlock; readonly limit: number },
): void {
  const groups = [...question.problem.groups.keys()];
  const isOne = skillPools(question.problem.groups).length === 1;
  const solved = solveBlock(solver, {
    ...question,
    counts: plan.counts,
    days: [block.day],
    groups,
    whole: groups,
    from: plan.counts.filter(({ duty }) => duty.day === block.day),
    depth: block.next,
    gap: GAP,
    seconds: limit,
  });
  if (solved === undefined) return;
  block.bound = Math.max(block.bound, solved.bound);
  block.cost = solved.cost;
  if (isOne || solved.isExhausted) block.next = 'all';
  for (const [place, counts] of solved.counts) plan.counts[place] = counts;
  plan.sessions[block.day] = solved.sessions;
}
