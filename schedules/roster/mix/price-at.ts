import { sumOverDemands, type DemandBook } from '../demand-book.ts';
import { priceLines, type LinePricer } from '../lines/line-pricer.ts';
import { rosterColumn, type RosterColumn } from '../columns/master.ts';

export type PricedColumns = {
  /** The cheapest lines found, best first. */
  readonly columns: readonly RosterColumn[];
  /** No line costs less beside what it is worth; Infinity when there is none. */
  readonly bound: number;
};

/** A person's cheapest lines when one more person is worth so much to each demand. */
export function priceAt(
  book: DemandBook,
  pricer: LinePricer,
  prices: Float64Array,
  mostLines: number,
): PricedColumns {
  const { model } = pricer;
  const cost = new Float64Array(model.cost.length);
  const touched = book.touched[book.crewOf[model.person] ?? 0];
  if (touched !== undefined) sumOverDemands(touched, prices, cost);
  for (let at = 0; at < cost.length; at += 1) cost[at] = (model.cost[at] ?? 0) - (cost[at] ?? 0);
  const { lines, bound } = priceLines(pricer, cost, { below: Infinity, mostLines, mostSteps: MOST_STEPS });
  return { columns: lines.map(({ line }) => rosterColumn(book, model, line)), bound: bound + model.constant };
}

const MOST_STEPS = 20_000;
