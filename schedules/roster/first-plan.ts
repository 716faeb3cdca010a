import { shuffled } from '../chance.ts';
import { oneMore } from './lines/demand-book.ts';
import { firstLongPlan } from './first-long-plan.ts';
import { priceLines } from './lines/line-pricer.ts';
import { costsAt } from './columns/price-at.ts';
import { rosterColumn, type RosterColumn } from './columns/master.ts';
import { planOf, type Plan, type Rostering } from './columns/rostering.ts';

/**
 * A plan to begin with: one person after another gets the line that suits what is still missing best.
 * Nothing when somebody has no line, or none was found in time.
 */
export function firstPlan(rostering: Rostering): Plan | undefined {
  const { book, pricers, chance } = rostering;
  if (pricers.includes(undefined)) return firstLongPlan(rostering);
  const met = new Int32Array(book.required.length);
  const change = new Float64Array(book.required.length);
  const columns = new Map<number, RosterColumn>();
  for (const person of shuffled([...pricers.keys()], chance)) {
    const pricer = pricers[person];
    if (pricer === undefined) continue;
    if (rostering.secondsLeft() <= 0) return undefined;
    oneMore(book, met, change);
    const costs = costsAt(
      book,
      pricer.model,
      change.map((cost) => -cost),
    );
    const best = priceLines(pricer, costs, { below: Infinity, mostLines: 1, mostSteps: MOST_STEPS }).lines[0];
    if (best === undefined) return undefined;
    const column = rosterColumn(book, pricer.model, best.line);
    for (const place of column.demands) met[place] = (met[place] ?? 0) + 1;
    columns.set(person, column);
  }
  return planOf(
    book,
    [...pricers.keys()].flatMap((person) => columns.get(person) ?? []),
  );
}

const MOST_STEPS = 200_000;
