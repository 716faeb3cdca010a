import { openMarket, type Market } from './market.ts';
import type { CoveragePlan } from './coverage-plan.ts';
import type { CoverageProblem } from '../model/coverage-problem.ts';
import { layHorizon } from '../model/horizon.ts';
import { workSpans, type PlacedShift } from './placed-shift.ts';

/** The people of a plan, shared out among the queues. */
export function marketOf(
  problem: CoverageProblem,
  { shifts, sessions }: Pick<CoveragePlan, 'shifts' | 'sessions'>,
): Market {
  const market = openMarket(problem, layHorizon(problem).intervals);
  for (const shift of shifts) work(market, shift, 1);
  for (const { activity, start } of sessions) {
    const held = problem.activities[activity];
    const group = problem.groups.findIndex(({ name }) => name === held?.group);
    if (held === undefined || group < 0) continue;
    const span = { from: start, until: start + held.length };
    for (let person = 0; person < held.peopleEach; person += 1)
      market.change(market.poolOf[group] ?? 0, span, -1);
  }
  return market;
}

/** Puts a person's time into the market, or takes it out; answers what it cost. */
export function work(market: Market, shift: PlacedShift, by: 1 | -1): number {
  const pool = market.poolOf[shift.duty.group] ?? 0;
  let cost = 0;
  for (const span of workSpans(shift)) cost += market.change(pool, span, by);
  return cost;
}
