import type { Chance } from '../../chance.ts';
import type { LinearSolver } from '../../solver/linear-solver.ts';
import type { PlacedSession } from '../market/coverage-plan.ts';
import type { CoverageProblem } from '../model/coverage-problem.ts';
import type { DutyCounts } from '../rows/duty-counts.ts';
import { layHorizon } from '../model/horizon.ts';
import { solveBlock, type Block } from './solve-block.ts';
import type { Tours } from '../rows/tour-master.ts';

export type DaysQuestion = {
  readonly problem: CoverageProblem;
  readonly tours: Tours;
  /** Of each activity, how often it is held on each day. */
  readonly held: readonly (readonly number[])[];
  /** The week of the bound, in fractions. */
  readonly counts: readonly DutyCounts[];
  /** The same in whole people: where each day's search begins. */
  readonly rounded: readonly DutyCounts[];
  /** The cost of a day goes in steps of it; 0 where it may be anything. */
  readonly step: number;
  readonly chance: Chance;
  readonly isOver: () => boolean;
  /** Milliseconds. */
  readonly clock: () => number;
  readonly begun: number;
  readonly seconds: number;
};

/** Every duty in whole numbers, the sessions of each day, and each day as it was solved last. */
export type SolvedDays = {
  readonly counts: DutyCounts[];
  readonly sessions: (readonly PlacedSession[])[];
  readonly blocks: readonly PlannedBlock[];
};

export type PlannedBlock = {
  readonly day: number;
  cost: number;
  bound: number;
  /** What is tried next; starts have been tried as long as there was anything to try: breaks must move with them. */
  next: 'starts' | 'all';
};

/** Good enough for a first plan; what is left is looked at again when every day has one. */
const FIRST_GAP = 2e-3;
/** The share of the time left that the days may take first, each its part of it, before those that are farthest from their bounds have the rest. */
const FIRST_SHARE = 0.9;
/** Beyond this a day's first search finds little. */
const MOST_SECONDS = 3;
/** The solver's own limit is wall time: it may be this much slower than the clock that counts. */
const WALL_FACTOR = 2;
const LEAST_SECONDS = 0.1;

/** Day after day in whole numbers: all sets of skills at once, so that each makes good what the others miss. */
export function solveDays(solver: LinearSolver, question: DaysQuestion): SolvedDays {
  const { problem, rounded } = question;
  const plan = { counts: [...question.counts], sessions: problem.days.map((): PlacedSession[] => []) };
  const blocks: PlannedBlock[] = [];
  for (const day of problem.days.keys()) {
    const left = problem.days.length - day;
    const block = solveDay(solver, question, { day, left, counts: plan.counts });
    for (const [place, { duty }] of rounded.entries())
      if (duty.day === day)
        plan.counts[place] = block?.counts.get(place) ?? rounded[place] ?? { duty, settled: [], breaks: [] };
    plan.sessions[day] = [...(block?.sessions ?? anySessions(question, day))];
    const { cost = Infinity, bound = -Infinity } = block ?? {};
    blocks.push({ day, cost, bound, next: 'starts' });
  }
  return { ...plan, blocks };
}

type Step = {
  readonly day: number;
  /** Days still to come, this one too. */
  readonly left: number;
  readonly counts: readonly DutyCounts[];
};

function solveDay(
  solver: LinearSolver,
  question: DaysQuestion,
  { day, left, counts }: Step,
): Block | undefined {
  const { problem, clock, begun, seconds, isOver } = question;
  if (isOver()) return undefined;
  const now = clock();
  const share = ((begun + seconds * 1_000 - now) / left) * FIRST_SHARE;
  const most = Math.min(share, MOST_SECONDS * 1_000);
  return solveBlock(solver, {
    ...question,
    counts,
    days: [day],
    groups: [...problem.groups.keys()],
    whole: [...problem.groups.keys()],
    depth: 'starts',
    gap: FIRST_GAP,
    seconds: Math.max(LEAST_SECONDS, (most / 1_000) * WALL_FACTOR),
    isOver: () => isOver() || clock() - now > most,
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
