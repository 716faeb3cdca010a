import type { CoverageProblem } from '../model/coverage-problem.ts';
import { leastPenalty } from '../model/least-penalty.ts';

/** What people in a queue cost in an interval; tables of interval × queue. */
export type QueueCosts = {
  readonly queues: number;
  readonly intervals: number;
  /** Required, less those who are there anyway. */
  readonly need: Float64Array;
  /** Of one person for one interval. */
  readonly under: Float64Array;
  readonly over: Float64Array;
  /** Least presence, less those who are there anyway. */
  readonly least: Float64Array;
  readonly penalty: number;
};

/** The tables of a problem. */
export function queueCosts(problem: CoverageProblem, intervals: number): QueueCosts {
  const queues = problem.queues.length;
  const hours = problem.intervalMinutes / 60;
  const table = (): Float64Array => new Float64Array(queues * intervals);
  const costs = { need: table(), under: table(), over: table(), least: table() };
  for (const [queue, { required, underCost, overCost, least, alreadyThere }] of problem.queues.entries())
    for (let at = 0; at < intervals; at += 1) {
      const there = alreadyThere?.[at] ?? 0;
      const place = at * queues + queue;
      costs.need[place] = (required[at] ?? 0) - there;
      costs.under[place] = (underCost[at] ?? 0) * hours;
      costs.over[place] = (overCost[at] ?? 0) * hours;
      costs.least[place] = (least?.[at] ?? 0) - there;
    }
  return { queues, intervals, ...costs, penalty: leastPenalty(problem) };
}

/** What a load of so many agents costs at a place of the tables. */
export function costOfLoad(
  { need, under, over, least, penalty }: QueueCosts,
  place: number,
  load: number,
): number {
  const missing = (need[place] ?? 0) - load;
  const bare = (least[place] ?? 0) - load;
  const cost = missing > 0 ? missing * (under[place] ?? 0) : -missing * (over[place] ?? 0);
  return bare > 0 ? cost + bare * penalty : cost;
}
