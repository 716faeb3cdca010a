import { boundWeek } from '../coverage/bound/bound-week.ts';
import type { CoverageGroup, CoverageProblem } from '../coverage/model/coverage-problem.ts';
import type { LinearSolver } from '../solver/linear-solver.ts';
import type { NamedShift } from './model/person-times.ts';
import { presenceOf, workedIntervals } from './model/presence.ts';
import { strengthsOf, unplannedGroup } from './model/strengths.ts';
import { blockProblem, coverageBlocks, type CoverageBlock } from './pose/coverage-blocks.ts';
import { coverageProblemOf } from './pose/coverage-problem-of.ts';
import type { SettledPlan } from './steps/settle.ts';

/**
 * What no roster costs less than, by linear programs without names and without whole people. Plans beyond a week are bounded week by week, with a
 * price on hours that makes weeks share them; undefined where nothing is proved. Least presence is left out, so that the bound holds for rosters
 * without it too.
 */
export function boundPlan(settled: SettledPlan, solver: LinearSolver): number | undefined {
  if (settled.groups.length === 0) return undefined;
  const problem = withoutLeast(withStanding(settled));
  const blocks = coverageBlocks(problem);
  const [first] = blocks;
  if (first === undefined) return undefined;
  const whole = boundWeek(solver, blocks.length === 1 ? problem : blockProblem(problem, first));
  if (whole === undefined || blocks.length === 1) return whole?.bound;
  const prices = whole.hourPrices;
  let bound = -hoursWorth(problem, prices);
  for (const block of blocks) {
    const week = boundWeek(solver, freeBlock(problem, block, prices));
    if (week === undefined) return undefined;
    bound += week.bound;
  }
  return bound;
}

function withoutLeast(problem: CoverageProblem): CoverageProblem {
  return { ...problem, queues: problem.queues.map(({ least: _, ...queue }) => queue) };
}

/** What the hours that everybody may, or must, work are worth at these prices (weak duality: any prices give a bound). */
function hoursWorth({ groups }: CoverageProblem, prices: readonly number[]): number {
  return groups.reduce((sum, { people, paidIntervals: { least, most } }, at) => {
    const price = prices[at] ?? 0;
    return sum + (price === 0 ? 0 : people * price * (price > 0 ? most : least));
  }, 0);
}

/** A week by itself: any of the plan's hours may be worked in it, at their price, and who comes in from the night before costs nothing. */
function freeBlock(
  problem: CoverageProblem,
  block: CoverageBlock,
  prices: readonly number[],
): CoverageProblem {
  const week = blockProblem(problem, block);
  const reach =
    block.fromDay === 0 ? 0 : Math.max(0, ...problem.shiftKinds.map((kind) => reachOf(problem, block, kind)));
  const late = (costs: readonly number[]): readonly number[] =>
    costs.map((cost, at) => (at < reach ? 0 : cost));
  return {
    ...week,
    queues: week.queues.map((queue) => ({
      ...queue,
      underCost: late(queue.underCost),
      overCost: late(queue.overCost),
    })),
    groups: week.groups.map((group, at) => ({
      ...group,
      hourPrice: prices[at] ?? 0,
      paidIntervals: { least: 0, most: problem.groups[at]?.paidIntervals.most ?? 0 },
    })),
  };
}

/** Intervals of a week that shifts of the day before can reach; an hour more where the clock may change. */
function reachOf(
  { days, intervalMinutes }: CoverageProblem,
  { fromDay }: CoverageBlock,
  { starts, length }: CoverageProblem['shiftKinds'][number],
): number {
  const day = days[fromDay - 1]?.intervals ?? 0;
  const end = Math.max(0, ...starts) + length - day;
  return end <= 0 ? 0 : end + 60 / intervalMinutes;
}

/** The coverage problem in which people with several skills who stand beforehand are shared out as well as can be. */
function withStanding({ problem, days, groups, before, coverage }: SettledPlan): CoverageProblem {
  const { kinds, ofShift } = strengthsOf(problem, before);
  const workedBy = (kind: number): readonly NamedShift[] => before.filter((_, at) => ofShift[at] === kind);
  const flexible = kinds.flatMap((skills, kind) =>
    skills.length > 1 ? [{ skills, shifts: workedBy(kind) }] : [],
  );
  if (flexible.length === 0) return coverage;
  const shared = new Set(flexible.flatMap(({ shifts }) => shifts));
  const others = presenceOf(
    problem,
    days,
    before.filter((shift) => !shared.has(shift)),
  );
  const alreadyThere = new Map([...others].map(([queue, there]) => [queue, [...there]]));
  const posed = coverageProblemOf({ problem, days, groups, alreadyThere });
  const standing = flexible.map(({ skills, shifts }, at): CoverageGroup => {
    const there = standingOf({ problem, days }, shifts);
    return { ...unplannedGroup(`standing ${at}`, Math.max(0, ...there), skills), standing: there };
  });
  return { ...posed, groups: [...posed.groups, ...standing] };
}

/** How many of the shifts are worked in each interval. */
function standingOf(
  { problem, days }: Pick<SettledPlan, 'problem' | 'days'>,
  shifts: readonly NamedShift[],
): readonly number[] {
  const intervals = days.reduce((sum, day) => sum + day.intervals, 0);
  const standing = Array.from({ length: intervals }, () => 0);
  for (const shift of shifts)
    for (const one of workedIntervals(problem, days, shift))
      if (one >= 0 && one < intervals) standing[one] = (standing[one] ?? 0) + 1;
  return standing;
}
