import type { LinearSolver } from '../linear-solver.ts';
import { skillPools } from '../skills/skill-pools.ts';
import type { PlacedSession } from './coverage-plan.ts';
import type { CoverageProblem } from './coverage-problem.ts';
import type { DutyCounts } from './duty-counts.ts';
import { layHorizon } from './horizon.ts';
import { solveBlock, type Block } from './solve-block.ts';
import type { Tours } from './tour-master.ts';

export type DaysQuestion = {
  readonly problem: CoverageProblem;
  readonly tours: Tours;
  /** Of each activity, how often it is held on each day. */
  readonly held: readonly (readonly number[])[];
  /** The week of the bound, in fractions. */
  readonly counts: readonly DutyCounts[];
  /** The same in whole people: where each day's search begins. */
  readonly rounded: readonly DutyCounts[];
  readonly isOver: () => boolean;
  /** Milliseconds. */
  readonly clock: () => number;
  readonly begun: number;
  readonly seconds: number;
};

/** Every duty in whole numbers, the sessions of each day, and each block as it was solved last. */
export type PlannedDays = {
  readonly counts: DutyCounts[];
  readonly sessions: (readonly PlacedSession[])[];
  readonly blocks: readonly PlannedBlock[];
};

export type PlannedBlock = {
  readonly day: number;
  readonly groups: readonly number[];
  cost: number;
  bound: number;
};

/** Good enough for a first plan; what is left is looked at again when every day has one. */
const FIRST_GAP = 2e-3;
/** A step may take so many times its even share of the time, as others take less. */
const GENEROSITY = 1.5;

/**
 * Day after day in whole numbers; with several sets of skills one set after the other, those to come still in
 * fractions, so that they make good what the whole numbers of the first ones miss.
 */
export function planDays(solver: LinearSolver, question: DaysQuestion): PlannedDays {
  const { problem } = question;
  const rounded = question.rounded;
  const plan = { counts: [...question.counts], sessions: problem.days.map((): PlacedSession[] => []) };
  const blocks: PlannedBlock[] = [];
  const steps = poolSteps(problem);
  let left = problem.days.length * steps.length;
  for (const day of problem.days.keys())
    for (const step of steps) {
      const block = solveStep(solver, question, { ...step, day, left, rounded, counts: plan.counts });
      left -= 1;
      for (const [place, { duty }] of rounded.entries())
        if (duty.day === day && step.whole.includes(duty.group))
          plan.counts[place] = block?.counts.get(place) ??
            rounded[place] ?? { duty, settled: [], breaks: [] };
      plan.sessions[day] = [...(block?.sessions ?? anySessions(question, day))];
      const { cost = Infinity, bound = -Infinity } = block ?? {};
      blocks.push({ day, groups: step.whole, cost, bound });
    }
  return { ...plan, blocks };
}

type PoolStep = { readonly free: readonly number[]; readonly whole: readonly number[] };

/** Pools of few skills come first: those who can do most are best at making good. */
function poolSteps({ groups }: CoverageProblem): PoolStep[] {
  const pools = [...skillPools(groups)].sort((one, other) => one.skills.length - other.skills.length);
  return pools.map((pool, place) => ({
    whole: pool.groups,
    free: pools.slice(place).flatMap((one) => one.groups),
  }));
}

type Step = PoolStep & {
  readonly day: number;
  /** Steps still to come, this one too. */
  readonly left: number;
  readonly rounded: readonly DutyCounts[];
  readonly counts: readonly DutyCounts[];
};

function solveStep(
  solver: LinearSolver,
  question: DaysQuestion,
  { day, free, whole, left, rounded, counts }: Step,
): Block | undefined {
  const { clock, begun, seconds, isOver } = question;
  if (isOver()) return undefined;
  const now = clock();
  const share = ((begun + seconds * 1_000 - now) / left) * GENEROSITY;
  return solveBlock(solver, {
    ...question,
    counts,
    days: [day],
    groups: free,
    whole,
    from: rounded.filter(({ duty }) => whole.includes(duty.group)),
    gap: FIRST_GAP,
    isOver: () => isOver() || clock() - now > share,
  });
}

/** Sessions that no time was left to think about: as early as their windows allow. */
function anySessions({ problem, held }: DaysQuestion, day: number): PlacedSession[] {
  const { dayStarts, intervals } = layHorizon(problem);
  const from = dayStarts[day] ?? 0;
  const until = dayStarts[day + 1] ?? intervals;
  return problem.activities.flatMap(({ windows }, activity) => {
    const window = windows.find((one) => one.from < until && one.until >= from);
    const start = Math.max(window?.from ?? from, from);
    return Array.from({ length: held[activity]?.[day] ?? 0 }, () => ({ activity, start }));
  });
}
