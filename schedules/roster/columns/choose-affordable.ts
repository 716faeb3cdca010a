import type { Generation } from './generate-columns.ts';
import { chooseLines, type Choice } from './integer-master.ts';
import { priceLines } from '../lines/line-pricer.ts';
import { costsAt } from './price-at.ts';
import { addColumns, rosterColumn, type Master } from './master.ts';
import type { Rostering } from './rostering.ts';

/** A better choice, if there was one, and whether it is proved that none is better than what is now known. */
export type Improvement = { readonly choice?: Choice; readonly isSettled: boolean };

export type AffordableLimits = {
  readonly generation: Generation;
  readonly known: Choice;
  readonly seconds: number;
  /** Does not begin when there are more lines than an integer program can look at. */
  readonly onlyWhole: boolean;
};

/** Looks for a better choice among all lines whose reduced cost leaves room for one. */
export function chooseAffordable(
  rostering: Rostering,
  master: Master,
  limits: AffordableLimits,
): Improvement {
  const { generation, known, seconds, onlyWhole } = limits;
  const { solver, isCancelled, step } = rostering;
  const isWhole = addAffordable(rostering, master, generation, known.cost);
  if (onlyWhole && !isWhole) return { isSettled: false };
  const { choice, isProved } = chooseLines(solver, master, {
    seconds,
    isCancelled,
    known,
    proof: generation,
    step,
  });
  return { isSettled: isWhole && isProved, ...(choice === undefined ? {} : { choice }) };
}

/** Adds every line that can stand in a better choice, by its reduced cost; false when there are too many. */
function addAffordable(
  rostering: Rostering,
  master: Master,
  { bound, duals }: Generation,
  cost: number,
): boolean {
  const { book, pricers, step } = rostering;
  let isWhole = true;
  for (const [row, person] of master.people.entries()) {
    const pricer = pricers[person];
    if (pricer === undefined) continue;
    const costs = costsAt(book, pricer.model, duals.demands);
    const below = (duals.people[row] ?? 0) - pricer.model.constant + cost - step - bound + SLACK;
    const mostLines = Math.ceil(MOST_LINES / master.people.length);
    const { lines, isCut } = priceLines(pricer, costs, { below, mostLines, mostSteps: MOST_STEPS });
    if (lines.length === mostLines || isCut) isWhole = false;
    addColumns(
      master,
      lines.map(({ line }) => rosterColumn(book, pricer.model, line)),
    );
  }
  return isWhole;
}

/** Beyond some thousand columns the integer program takes longer than further neighbourhoods. */
const MOST_LINES = 2_500;
const MOST_STEPS = 50_000;

/** Room for rounding. */
const SLACK = 1e-6;
