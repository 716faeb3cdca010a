import type { LineSpace } from './line-space.ts';
import type { DaySteps, LineStep } from './line-steps.ts';

/**
 * The least cost of finishing a line from every state: a dynamic programme backwards over the days. It is exact for
 * the rules in the table and a lower bound where a counter is left beside it.
 */
export type CompletionTable = {
  readonly space: LineSpace;
  readonly steps: readonly DaySteps[];
  /** values[((day · states + state) · outer + outer place) · inner + inner place]. */
  readonly values: Float64Array;
  /** cost[day · options + option]. */
  readonly cost: Float64Array;
};

/** How many values a table of this space has. */
export function tableSize({ model, outer, inner }: LineSpace): number {
  return (model.days + 1) * model.automaton.states * outer * inner;
}

/** Fills the table for these costs into `values`, which must be `tableSize` long or longer. */
export function fillTable(
  space: LineSpace,
  steps: readonly DaySteps[],
  cost: Float64Array,
  values: Float64Array,
): CompletionTable {
  const { days, automaton } = space.model;
  const row = space.outer * space.inner;
  const last = days * automaton.states * row;
  values.fill(Infinity, last, last + automaton.states * row);
  for (let state = 0; state < automaton.states; state += 1)
    if (space.model.accepts?.[state] !== 0) values[last + state * row] = 0;
  const table = { space, steps, values, cost };
  const prices = new Float64Array(space.samples.length);
  for (let day = days - 1; day >= 0; day -= 1) {
    priceGroups(space, cost, day, prices);
    for (const state of space.shared.order)
      if (space.reachable[day * automaton.states + state] === 1) fillState(table, prices, day, state);
  }
  return table;
}

/** The cheapest allowed option of each group. */
function priceGroups(
  { model, allowed, groupOf }: LineSpace,
  cost: Float64Array,
  day: number,
  prices: Float64Array,
): void {
  prices.fill(Infinity);
  for (let option = 0; option < model.options; option += 1) {
    const at = day * model.options + option;
    const group = groupOf[option] ?? 0;
    if (allowed[at] === 1 && (cost[at] ?? 0) < (prices[group] ?? 0)) prices[group] = cost[at] ?? 0;
  }
}

function fillState(table: CompletionTable, prices: Float64Array, day: number, state: number): void {
  const { space, steps, values } = table;
  const { states, next, worked, options } = space.model.automaton;
  const { reachable, shared } = space;
  const row = space.outer * space.inner;
  const here = (day * states + state) * row;
  const base = shared.base[state] ?? -1;
  const isBuilt = base >= 0 && reachable[day * states + base] === 1;
  if (isBuilt) values.copyWithin(here, (day * states + base) * row, (day * states + base + 1) * row);
  else values.fill(Infinity, here, here + row);
  const first = worked[state] === 1 ? space.samples.length : 0;
  for (const group of (isBuilt ? shared.beyondBase[state] : shared.groups[state]) ?? []) {
    const price = prices[group] ?? Infinity;
    const step = steps[day]?.[first + group];
    const after = next[state * options + (space.samples[group] ?? 0)] ?? -1;
    if (step === undefined || price === Infinity) continue;
    takeStep(values, step, { price, here, there: ((day + 1) * states + after) * row, inner: space.inner });
  }
}

type Places = {
  readonly price: number;
  readonly here: number;
  readonly there: number;
  readonly inner: number;
};

/** The innermost loops: all sums of one state by one step. */
function takeStep(values: Float64Array, step: LineStep, { price, here, there, inner }: Places): void {
  const { outer, from, to, shift, closes } = step;
  for (let place = 0; place < outer.length; place += 1) {
    const after = outer[place] ?? -1;
    if (after < 0) continue;
    const first = here + place * inner + from;
    const until = first + to - from;
    const source = there + after * inner;
    if (closes) lowerTo(values, first, until, price + (values[source] ?? Infinity));
    else lowerAlong(values, first, until, { ahead: source + from + shift - first, price });
  }
}

function lowerTo(values: Float64Array, first: number, until: number, cost: number): void {
  for (let at = first; at <= until; at += 1) if (cost < (values[at] ?? 0)) values[at] = cost;
}

type Ahead = { readonly ahead: number; readonly price: number };

function lowerAlong(values: Float64Array, first: number, until: number, { ahead, price }: Ahead): void {
  for (let at = first; at <= until; at += 1) {
    const cost = price + (values[at + ahead] ?? Infinity);
    if (cost < (values[at] ?? 0)) values[at] = cost;
  }
}
