import { unitsOn, type Counter } from './counters.ts';
import type { PersonModel } from './person-model.ts';
import type { Line } from './search-lines.ts';

/**
 * Finds a person's cheapest line when the limits of their sums are prices: each unit of a counter is worth so much
 * instead of being held between least and most. No table of sums is needed, so a year takes a millisecond.
 */
export type FreePricer = {
  readonly model: PersonModel;
  readonly classes: number;
  /** Steps of a state: classes at starts[state] … of `steps`, and where they lead. */
  readonly starts: Int32Array;
  readonly steps: Int32Array;
  readonly targets: Int32Array;
  readonly room: FreeRoom;
};

/** Memory that pricers share: one works at a time. */
export type FreeRoom = { values: Float64Array; prices: Float64Array; options: Uint16Array };

export const freeRoom = (): FreeRoom => ({
  values: new Float64Array(0),
  prices: new Float64Array(0),
  options: new Uint16Array(0),
});

export type FreeLine = {
  readonly line: Line;
  /** What it costs beside what its units are worth; no line that the other rules allow costs less. */
  readonly value: number;
};

/** A pricer of a person's lines. */
export function freePricer(model: PersonModel, room: FreeRoom): FreePricer {
  const { states, options, classOf, next } = model.automaton;
  const samples: number[] = [];
  for (const [option, group] of classOf.entries()) samples[group] ??= option;
  const starts = new Int32Array(states + 1);
  const steps: number[] = [];
  const targets: number[] = [];
  for (let state = 0; state < states; state += 1) {
    for (const [group, option] of samples.entries()) {
      const target = next[state * options + option] ?? -1;
      if (target < 0) continue;
      steps.push(group);
      targets.push(target);
    }
    starts[state + 1] = steps.length;
  }
  const grown = (model.days + 1) * states;
  if (room.values.length < grown) room.values = new Float64Array(grown);
  const priced = model.days * 2 * samples.length;
  if (room.prices.length < priced) {
    room.prices = new Float64Array(priced);
    room.options = new Uint16Array(priced);
  }
  return {
    model,
    classes: samples.length,
    starts,
    steps: Int32Array.from(steps),
    targets: Int32Array.from(targets),
    room,
  };
}

/** The cheapest line for cost[day · options + option], a unit of each counter being worth so much; nothing where there is no line. */
export function cheapestFreeLine(
  pricer: FreePricer,
  cost: Float64Array,
  worth: Float64Array,
): FreeLine | undefined {
  priceClasses(pricer, cost, worth);
  const value = fillValues(pricer);
  return value === Infinity ? undefined : { line: followValues(pricer), value };
}

/** The cheapest option of each class on each day, after a day off and after a day worked. */
function priceClasses({ model, classes, room }: FreePricer, cost: Float64Array, worth: Float64Array): void {
  const { days, options, allowed, automaton, counters } = model;
  const { prices, options: chosen } = room;
  const everyDay = new Float64Array(options);
  const own = counters.filter((counter, place) => {
    if (!spansAll(counter, days)) return worth[place] !== 0;
    for (let option = 0; option < options; option += 1)
      everyDay[option] = (everyDay[option] ?? 0) + (worth[place] ?? 0) * (counter.units[option] ?? 0);
    return false;
  });
  const worths = own.map((counter) => worth[counters.indexOf(counter)] ?? 0);
  prices.fill(Infinity, 0, days * 2 * classes);
  for (let day = 0; day < days; day += 1) {
    for (let option = 0; option < options; option += 1) {
      const place = day * options + option;
      if (allowed[place] !== 1) continue;
      const plain = (cost[place] ?? 0) - (everyDay[option] ?? 0);
      const group = automaton.classOf[option] ?? 0;
      for (let worked = 0; worked < 2; worked += 1) {
        let price = plain;
        for (let at = 0; at < own.length; at += 1) {
          const counter = own[at];
          if (counter !== undefined) price -= (worths[at] ?? 0) * unitsOn(counter, day, option, worked === 1);
        }
        const to = (day * 2 + worked) * classes + group;
        if (price < (prices[to] ?? 0)) {
          prices[to] = price;
          chosen[to] = option;
        }
      }
    }
  }
}

const spansAll = ({ from, until, weekendDay }: Counter, days: number): boolean =>
  weekendDay === undefined && from === 0 && until === days;

/** The least cost of finishing a line from each state, backwards over the days; answers that of the whole line. */
function fillValues({ model, classes, starts, steps, targets, room }: FreePricer): number {
  const { days, automaton, accepts } = model;
  const { states, worked, start } = automaton;
  const { values, prices } = room;
  for (let state = 0; state < states; state += 1)
    values[days * states + state] = accepts?.[state] === 0 ? Infinity : 0;
  for (let day = days - 1; day >= 0; day -= 1) {
    const after = (day + 1) * states;
    for (let state = 0; state < states; state += 1) {
      const row = (day * 2 + (worked[state] ?? 0)) * classes;
      const until = starts[state + 1] ?? 0;
      let least = Infinity;
      for (let step = starts[state] ?? 0; step < until; step += 1) {
        const cost = (prices[row + (steps[step] ?? 0)] ?? 0) + (values[after + (targets[step] ?? 0)] ?? 0);
        if (cost < least) least = cost;
      }
      values[day * states + state] = least;
    }
  }
  return values[start] ?? Infinity;
}

function followValues({ model, classes, starts, steps, targets, room }: FreePricer): Line {
  const { days, automaton } = model;
  const { states, worked } = automaton;
  const { values, prices, options } = room;
  const line = new Uint16Array(days);
  let state = automaton.start;
  for (let day = 0; day < days; day += 1) {
    const row = (day * 2 + (worked[state] ?? 0)) * classes;
    const until = starts[state + 1] ?? 0;
    let [least, best] = [Infinity, -1];
    for (let step = starts[state] ?? 0; step < until; step += 1) {
      const ahead = values[(day + 1) * states + (targets[step] ?? 0)] ?? Infinity;
      const cost = (prices[row + (steps[step] ?? 0)] ?? 0) + ahead;
      if (cost < least) [least, best] = [cost, step];
    }
    line[day] = options[row + (steps[best] ?? 0)] ?? 0;
    state = targets[best] ?? 0;
  }
  return line;
}

/** What a line adds up to in each counter. */
export function sumsOf({ automaton, counters, options }: PersonModel, line: Line): Float64Array {
  const sums = new Float64Array(counters.length);
  let state = automaton.start;
  for (const [day, option] of line.entries()) {
    const worked = automaton.worked[state] === 1;
    for (const [place, counter] of counters.entries())
      sums[place] = (sums[place] ?? 0) + unitsOn(counter, day, option, worked);
    state = automaton.next[state * options + option] ?? 0;
  }
  return sums;
}
