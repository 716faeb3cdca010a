import { shuffled } from '../../chance.ts';
import { oneMore } from '../lines/demand-book.ts';
import { reducedCost } from '../columns/master.ts';
import { priceAt } from '../columns/price-at.ts';
import { isOver, metBy, planOf, type Plan, type Rostering } from '../columns/rostering.ts';

/** Gives one person after another the best line beside all others', as long as one of them gains by it. */
export function oneByOne(rostering: Rostering, plan: Plan): Plan {
  const { book, pricers, chance } = rostering;
  const columns = plan.columns.slice();
  const met = metBy(book, columns);
  const change = new Float64Array(met.length);
  for (let [pass, idle] = [0, 0]; pass < MOST_PASSES && idle < columns.length; pass += 1) {
    for (const person of shuffled([...columns.keys()], chance)) {
      const [pricer, current] = [pricers[person], columns[person]];
      if (pricer === undefined || current === undefined) continue;
      if (isOver(rostering)) return planOf(book, columns);
      for (const place of current.demands) met[place] = (met[place] ?? 0) - 1;
      oneMore(book, met, change);
      const prices = change.map((cost) => -cost);
      const [best = current] = priceAt(book, pricer, prices, 1).columns;
      const isBetter = reducedCost(best, prices) < reducedCost(current, prices) - ROUNDING;
      idle = isBetter ? 0 : idle + 1;
      const next = isBetter ? best : current;
      columns[person] = next;
      for (const place of next.demands) met[place] = (met[place] ?? 0) + 1;
      if (idle >= columns.length) break;
    }
  }
  return planOf(book, columns);
}

const MOST_PASSES = 6;
const ROUNDING = 1e-9;
