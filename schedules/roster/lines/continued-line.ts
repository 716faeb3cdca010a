import { unitsOn, type Counter } from './counters.ts';
import { shiftCounter, statesAlong, type Window } from './crop.ts';
import { linePricer, priceLines, type TableRoom } from './line-pricer.ts';
import type { PersonModel } from './person-model.ts';
import type { Line } from './search-lines.ts';

export type Continuing = {
  readonly model: PersonModel;
  readonly room: TableRoom;
  /** Cost of each option of each day. */
  readonly cost: Float64Array;
  /** Days looked at together, and how many of them are kept. */
  readonly seen: number;
  readonly kept: number;
  readonly isOver: () => boolean;
};

/**
 * A line of a long horizon made a few weeks at a time, each with its part of the sums over all days, and the last of
 * which most are kept. Nothing when it cannot be continued in this way, or time is up.
 */
export function continuedLine({ model, room, cost, seen, kept, isOver }: Continuing): Line | undefined {
  const { days, options } = model;
  const line: Line = new Uint16Array(days);
  for (let from = 0; from < days; from += kept) {
    if (isOver()) return undefined;
    const window = { from, until: Math.min(days, from + seen) };
    const next = continueLine(
      model,
      room,
      line,
      window,
      cost.subarray(from * options, window.until * options),
    );
    if (next === undefined) return undefined;
    line.set(next.subarray(0, Math.min(days, from + kept) - from), from);
  }
  return line;
}

/** The best line of the window; sums first by their share of the days, then as they must. */
function continueLine(
  model: PersonModel,
  room: TableRoom,
  line: Line,
  window: Window,
  cost: Float64Array,
): Line | undefined {
  for (const slack of [0, 1, Infinity]) {
    const pricer = linePricer(windowModel(model, line, window, slack), room);
    const [best] = priceLines(pricer, cost, { below: Infinity, mostLines: 1, mostSteps: MOST_STEPS }).lines;
    if (best !== undefined) return best.line;
  }
  return undefined;
}

const MOST_STEPS = 20_000;

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
