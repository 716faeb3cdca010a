import type { Corridors } from './corridor.ts';
import { unitsOn, type Counter } from './counters.ts';
import type { PersonModel } from './person-model.ts';
import { sharedSteps, type SharedSteps } from './shared-steps.ts';

/**
 * The states that pricing walks through: what the automaton remembers, and for each counter in the table its sum so
 * far. One counter, the longest, lies in the innermost position so that the walk is along memory.
 */
export type LineSpace = {
  readonly model: PersonModel;
  readonly allowed: Uint8Array;
  /** Counters in the table; those whose days do not meet share a dimension. The last one is the innermost. */
  readonly dimensions: readonly Dimension[];
  /** Counters beside the table: only the search looks at them. */
  readonly loose: readonly Counter[];
  /** Options that are alike to the automaton and to all counters in the table. */
  readonly groupOf: Int32Array;
  readonly samples: readonly number[];
  /** Sizes of the outer sums together, and of the innermost. */
  readonly outer: number;
  readonly inner: number;
  /** reachable[day · states + state]: some allowed line is in this state before this day. */
  readonly reachable: Uint8Array;
  readonly shared: SharedSteps;
};

/** One sum of a state, day by day: only values between low and high can be reached and still end well. */
export type Dimension = {
  /** The counter of each day. */
  readonly at: readonly (Counter | undefined)[];
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Most values on any day, and how far apart neighbours lie in the table. */
  readonly size: number;
  readonly stride: number;
};

/** The space of a person on these allowed options; nothing when the counters alone rule out every line. */
export function lineSpace(
  model: PersonModel,
  allowed: Uint8Array,
  inTable: readonly Counter[],
  corridors?: Corridors,
): LineSpace | undefined {
  const dimensions: Dimension[] = [];
  let stride = 1;
  for (const counters of shareDays(inTable)) {
    const dimension = measure(model, allowed, { counters, corridors });
    if (dimension === undefined) return undefined;
    dimensions.push(dimension);
  }
  dimensions.sort((a, b) => a.size - b.size);
  const inner = dimensions.pop();
  const groups = groupOptions(model, inTable);
  const outer = dimensions.map((dimension) => {
    const placed = { ...dimension, stride };
    stride *= dimension.size;
    return placed;
  });
  return {
    model,
    allowed,
    dimensions: inner === undefined ? [] : [...outer, { ...inner, stride: 1 }],
    loose: model.counters.filter((counter) => !inTable.includes(counter)),
    ...groups,
    shared: sharedSteps(model.automaton, groups.samples),
    outer: stride,
    inner: inner?.size ?? 1,
    reachable: reachableStates(model, allowed),
  };
}

/** Counters one after another in time share a dimension: weeks, for one. */
function shareDays(counters: readonly Counter[]): Counter[][] {
  const rows: Counter[][] = [];
  for (const counter of [...counters].sort((a, b) => a.from - b.from)) {
    const row = rows.find((others) => (others.at(-1)?.until ?? 0) <= counter.from);
    if (row === undefined) rows.push([counter]);
    else row.push(counter);
  }
  return rows;
}

type Row = { readonly counters: readonly Counter[]; readonly corridors: Corridors | undefined };

function measure(
  model: PersonModel,
  allowed: Uint8Array,
  { counters, corridors }: Row,
): Dimension | undefined {
  const { days } = model;
  const at: (Counter | undefined)[] = Array.from({ length: days });
  const low = new Int32Array(days + 1);
  const high = new Int32Array(days + 1);
  for (const counter of counters) {
    const { least, most } = unitSpans(model, allowed, counter);
    const { from, until } = counter;
    for (let day = from; day < until; day += 1) {
      at[day] = counter;
      low[day + 1] = (day === from ? 0 : (low[day] ?? 0)) + (least[day] ?? 0);
      high[day + 1] = (day === from ? 0 : (high[day] ?? 0)) + (most[day] ?? 0);
    }
    // What can be reached meets what can still end between least and most.
    let [neededLow, neededHigh] = [counter.least, counter.most];
    const corridor = corridors?.get(counter);
    for (let day = until; day > from; day -= 1) {
      const [lowest, highest] = day === until ? [] : [corridor?.low[day], corridor?.high[day]];
      low[day] = Math.max(low[day] ?? 0, neededLow, lowest ?? 0);
      high[day] = Math.min(high[day] ?? 0, neededHigh, highest ?? Infinity);
      if ((low[day] ?? 0) > (high[day] ?? 0)) return undefined;
      neededLow -= most[day - 1] ?? 0;
      neededHigh -= least[day - 1] ?? 0;
    }
    if (neededLow > 0 || neededHigh < 0) return undefined;
    // Once it is over its sum is forgotten.
    [low[until], high[until]] = [0, 0];
  }
  const size = high.reduce((most, value, day) => Math.max(most, value - (low[day] ?? 0) + 1), 1);
  return { at, low, high, size, stride: 1 };
}

/** Least and most units that an allowed option adds on each day. */
function unitSpans(
  { options }: PersonModel,
  allowed: Uint8Array,
  counter: Counter,
): Record<'least' | 'most', Int32Array> {
  const days = allowed.length / options;
  const [least, most] = [new Int32Array(days), new Int32Array(days)];
  for (let day = counter.from; day < counter.until; day += 1) {
    let [low, high] = [Infinity, 0];
    for (let option = 0; option < options; option += 1) {
      if (allowed[day * options + option] !== 1) continue;
      low = Math.min(low, unitsOn(counter, day, option, true));
      high = Math.max(high, unitsOn(counter, day, option, false));
    }
    least[day] = Number.isFinite(low) ? low : 0;
    most[day] = high;
  }
  return { least, most };
}

function groupOptions(
  { automaton, options }: PersonModel,
  inTable: readonly Counter[],
): Pick<LineSpace, 'groupOf' | 'samples'> {
  const groups = new Map<string, number>();
  const samples: number[] = [];
  const groupOf = Int32Array.from({ length: options }, (_, option) => {
    let key = `${automaton.classOf[option] ?? 0}`;
    for (const counter of inTable) key += ` ${counter.units[option] ?? 0}`;
    const known = groups.get(key);
    if (known !== undefined) return known;
    groups.set(key, samples.length);
    return samples.push(option) - 1;
  });
  return { groupOf, samples };
}

function reachableStates({ automaton, days, options }: PersonModel, allowed: Uint8Array): Uint8Array {
  const { states, next, start } = automaton;
  const reachable = new Uint8Array((days + 1) * states);
  reachable[start] = 1;
  for (let day = 0; day < days; day += 1) {
    for (let state = 0; state < states; state += 1) {
      if (reachable[day * states + state] !== 1) continue;
      for (let option = 0; option < options; option += 1) {
        const after = next[state * options + option] ?? -1;
        if (after >= 0 && allowed[day * options + option] === 1) reachable[(day + 1) * states + after] = 1;
      }
    }
  }
  return reachable;
}
