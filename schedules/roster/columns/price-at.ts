import { sumOverDemands, type DemandBook } from '../lines/demand-book.ts';
import { priceLines, type LinePricer } from '../lines/line-pricer.ts';
import type { PersonModel } from '../lines/person-model.ts';
import { rosterColumn, type RosterColumn } from './master.ts';

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
  const costs = costsAt(book, model, prices);
  const { lines, bound } = priceLines(pricer, costs, { below: Infinity, mostLines, mostSteps: MOST_STEPS });
  return { columns: lines.map(({ line }) => rosterColumn(book, model, line)), bound: bound + model.constant };
}

const MOST_STEPS = 20_000;

/** What each option of each day costs a person beside what it is worth to the demands at these prices. */
export function costsAt(book: DemandBook, { person, cost }: PersonModel, prices: Float64Array): Float64Array {
  const costs = new Float64Array(cost.length);
  const touched = book.touched[book.crewOf[person] ?? 0];
  if (touched !== undefined) sumOverDemands(touched, prices, costs);
  for (let at = 0; at < cost.length; at += 1) costs[at] = (cost[at] ?? 0) - (costs[at] ?? 0);
  return costs;
}
