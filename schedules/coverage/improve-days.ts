import type { LinearSolver } from '../linear-solver.ts';
import { costStep } from './cost-step.ts';
import type { DaysQuestion, PlannedBlock, PlannedDays } from './plan-days.ts';
import { solveBlock } from './solve-block.ts';

const GAP = 1e-4;
const FIRST_SECONDS = 2;
const MOST_ROUNDS = 8;

/**
 * Plans single days of single sets of skills again, the others as they stand, for as long as there is time: those
 * first that may be farthest from their best, each round with more patience than the one before. Changes the plan.
 */
export function improveDays(solver: LinearSolver, plan: PlannedDays, question: DaysQuestion): void {
  const { clock, isOver } = question;
  const step = costStep(question.problem);
  const isDone = (block: PlannedBlock): boolean => slack(block) <= Math.max(GAP * block.cost, 0.99 * step);
  for (let round = 0; round < MOST_ROUNDS && !isOver(); round += 1) {
    const blocks = [...plan.blocks].sort((one, other) => slack(other) - slack(one));
    let gained = 0;
    for (const block of blocks) {
      if (isOver()) return;
      if (isDone(block)) continue;
      const now = clock();
      const most = FIRST_SECONDS * 2 ** round * 1_000;
      gained += improve(solver, plan, { ...question, block, isOver: () => isOver() || clock() - now > most });
    }
    if (plan.blocks.every(isDone)) return;
    // Each set of skills now stands beside others that have changed.
    if (gained > 0) for (const block of plan.blocks) if (isShared(plan, block)) block.bound = -Infinity;
  }
}

function slack({ cost, bound }: PlannedBlock): number {
  return cost - bound;
}

function isShared({ blocks }: PlannedDays, { day, groups }: PlannedBlock): boolean {
  return blocks.some((other) => other.day === day && other.groups !== groups);
}

/** Solves one block again from where it stands; answers what was gained. */
function improve(
  solver: LinearSolver,
  plan: PlannedDays,
  { block, ...question }: DaysQuestion & { readonly block: PlannedBlock },
): number {
  const isIn = (place: number): boolean => {
    const duty = plan.counts[place]?.duty;
    return duty !== undefined && duty.day === block.day && block.groups.includes(duty.group);
  };
  const from = plan.counts.filter((_, place) => isIn(place));
  const solved = solveBlock(solver, {
    ...question,
    counts: plan.counts,
    days: [block.day],
    groups: block.groups,
    whole: block.groups,
    from,
    gap: GAP,
  });
  if (solved === undefined) return 0;
  const gained = solved.startCost - solved.cost;
  block.bound = solved.bound;
  block.cost = solved.cost;
  for (const [place, counts] of solved.counts) plan.counts[place] = counts;
  plan.sessions[block.day] = solved.sessions;
  return gained;
}
