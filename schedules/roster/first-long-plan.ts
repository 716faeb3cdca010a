import { shuffled } from '../chance.ts';
import { unitsOn, type Counter } from './lines/counters.ts';
import { shiftCounter, statesAlong, type Window } from './parts/crop.ts';
import { oneMore, sumOverDemands } from './lines/demand-book.ts';
import { linePricer, priceLines } from './lines/line-pricer.ts';
import { rosterColumn } from './columns/master.ts';
import type { PersonModel } from './lines/person-model.ts';
import type { Line } from './lines/search-lines.ts';
import { planOf, type Plan, type Rostering } from './columns/rostering.ts';

/**
 * A plan for horizons too long for whole lines: four weeks at a time, of which three are kept, each with its part of
 * the sums over all days. Nothing when somebody's line cannot be continued in this way,
 * or time is up.
 */
export function firstLongPlan(rostering: Rostering): Plan | undefined {
  const { book, models, chance } = rostering;
  const { days, options } = models[0] ?? { days: 0, options: 0 };
  const { seen, kept: keptDays } = models.length * days * options > MUCH ? SHORT : LONG;
  const lines = models.map((): Line => new Uint16Array(days));
  const met = new Int32Array(book.required.length);
  for (let from = 0; from < days; from += keptDays) {
    const window = { from, until: Math.min(days, from + seen) };
    const kept = { from, until: Math.min(days, from + keptDays) };
    for (const model of shuffled(models, chance)) {
      if (rostering.secondsLeft() <= 0) return undefined;
      const line = lines[model.person];
      const next = line === undefined ? undefined : continueLine(rostering, model, line, window, met);
      if (line === undefined || next === undefined) return undefined;
      line.set(next.subarray(0, kept.until - from), from);
      count(rostering, model, line, kept, met);
    }
  }
  return planOf(
    book,
    models.map((model, place) => rosterColumn(book, model, lines[place] ?? new Uint16Array(days))),
  );
}

/** Days looked at together, and how many of them are kept. */
const LONG = { seen: 28, kept: 21 };
/** A table grows with the third power of its days: a hundred people a year would take a minute in long steps. */
const SHORT = { seen: 14, kept: 10 };
const MUCH = 300_000;

/** The best line of the window for what is still missing; sums first by their share of the days, then as they must. */
function continueLine(
  rostering: Rostering,
  model: PersonModel,
  line: Line,
  window: Window,
  met: Int32Array,
): Line | undefined {
  const cost = windowCost(rostering, model, window, met);
  for (const slack of [0, 1, Infinity]) {
    const part = windowModel(model, line, window, slack);
    const pricer = linePricer(part, rostering.room);
    const [best] = priceLines(pricer, cost, { below: Infinity, mostLines: 1, mostSteps: MOST_STEPS }).lines;
    if (best !== undefined) return best.line;
  }
  return undefined;
}

const MOST_STEPS = 20_000;

function windowCost(
  { book }: Rostering,
  model: PersonModel,
  { from, until }: Window,
  met: Int32Array,
): Float64Array {
  const { options } = model;
  const own = model.cost.slice(from * options, until * options);
  const touched = book.touched[book.crewOf[model.person] ?? 0];
  if (touched === undefined) return own;
  const change = new Float64Array(book.required.length);
  oneMore(book, met, change);
  const starts = touched.starts.subarray(from * options, until * options + 1);
  const sums = new Float64Array(own.length);
  sumOverDemands({ starts, demands: touched.demands }, change, sums);
  return own.map((value, at) => value + (sums[at] ?? 0));
}

function windowModel(model: PersonModel, line: Line, window: Window, slack: number): PersonModel {
  const { options, automaton } = model;
  return {
    ...model,
    days: window.until - window.from,
    allowed: model.allowed.slice(window.from * options, window.until * options),
    cost: model.cost.slice(window.from * options, window.until * options),
    constant: 0,
    automaton: { ...automaton, start: statesAlong(model, line, window.from) },
    counters: model.counters.flatMap((counter) => partOf(model, counter, line, window, slack)),
  };
}

/** What a sum may still be at the window's end, by the share of its days that are over then. */
function partOf(model: PersonModel, counter: Counter, line: Line, window: Window, slack: number): Counter[] {
  if (counter.until <= window.from || counter.from >= window.until) return [];
  const share = (Math.min(counter.until, window.until) - counter.from) / (counter.until - counter.from);
  const used = usedBefore(model, counter, line, window.from);
  const give = share >= 1 ? 0 : slack * Math.max(...counter.units) * PART_SLACK;
  const least = Math.ceil(counter.least * share - used - give);
  const most = Math.min(counter.most - used, Math.floor(counter.most * share - used + give));
  return [shiftCounter(counter, window, least, most)];
}

/** Shifts more or less than a part's share when no line fits the share itself. */
const PART_SLACK = 3;

function usedBefore(
  { automaton, options }: PersonModel,
  counter: Counter,
  line: Line,
  until: number,
): number {
  let used = 0;
  let state = automaton.start;
  for (let day = 0; day < until && state >= 0; day += 1) {
    const option = line[day] ?? 0;
    used += unitsOn(counter, day, option, automaton.worked[state] === 1);
    state = automaton.next[state * options + option] ?? -1;
  }
  return used;
}

function count(
  { book }: Rostering,
  { person, options }: PersonModel,
  line: Line,
  window: Window,
  met: Int32Array,
): void {
  const touched = book.touched[book.crewOf[person] ?? 0];
  for (let day = window.from; day < window.until; day += 1) {
    const at = day * options + (line[day] ?? 0);
    const until = touched?.starts[at + 1] ?? 0;
    for (let place = touched?.starts[at] ?? 0; place < until; place += 1) {
      const demand = touched?.demands[place] ?? 0;
      met[demand] = (met[demand] ?? 0) + 1;
    }
  }
}
