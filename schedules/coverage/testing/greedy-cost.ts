import { openMarket } from '../market/market.ts';
import type { CoverageProblem } from '../model/coverage-problem.ts';
import { listDuties } from '../model/duty.ts';
import { layHorizon } from '../model/horizon.ts';
import { openShiftSearch } from '../market/shift-search.ts';
import { openWeekSearch } from '../people/week-search.ts';
import { work } from '../market/market-of.ts';

/** What the first thing one would write costs: person after person gets the week that helps most, and keeps it. */
export function greedyCost(problem: CoverageProblem): number {
  const { intervals } = layHorizon(problem);
  const market = openMarket(problem, intervals);
  const search = openWeekSearch(problem, intervals, openShiftSearch(problem, intervals));
  const all = listDuties(problem, layHorizon(problem));
  for (const [place, group] of problem.groups.entries()) {
    const duties = problem.days.map((_, day) =>
      all.filter((duty) => duty.group === place && duty.day === day),
    );
    const pool = market.poolOf[place] ?? 0;
    for (let at = 0; at < group.people; at += 1) {
      const oneMoreCost = market.oneMoreCost(pool);
      const person = { id: `${at}`, group: group.name, away: [] };
      for (const shift of search({ person, group, oneMoreCost, duties }) ?? []) work(market, shift, 1);
    }
  }
  return market.cost();
}
