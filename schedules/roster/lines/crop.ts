import { unitsOn, type Counter } from './counters.ts';
import type { DemandBook, Touched } from './demand-book.ts';
import type { PersonModel } from './person-model.ts';
import type { Line } from './search-lines.ts';

export type Window = { readonly from: number; readonly until: number };

/**
 * A person's rules within a window, the line outside it being settled: what the days before leave in the automaton,
 * what the days after still accept, and what both leave of each sum. So a year is searched a month at a time.
 */
export function cropModel(model: PersonModel, line: Line, window: Window): PersonModel {
  const { days, options, automaton } = model;
  const from = Math.max(0, window.from);
  // One settled day more: whether it makes a weekend depends on the day before it.
  const until = Math.min(days, window.until + 1);
  const allowed = model.allowed.slice(from * options, until * options);
  for (let day = Math.max(from, Math.min(days, window.until)); day < until; day += 1) {
    allowed.fill(0, (day - from) * options, (day - from + 1) * options);
    allowed[(day - from) * options + (line[day] ?? 0)] = 1;
  }
  const states = statesAlong(model, line, from);
  return {
    ...model,
    days: until - from,
    constant: 0,
    allowed,
    cost: model.cost.slice(from * options, until * options),
    automaton: { ...automaton, start: states },
    accepts: acceptedStates(model, line, until),
    counters: model.counters.flatMap((counter) => cropCounter(model, counter, line, { from, until })),
  };
}

/** The state after the days before `until`. */
export function statesAlong({ automaton, options }: PersonModel, line: Line, until: number): number {
  let state = automaton.start;
  for (let day = 0; day < until && state >= 0; day += 1)
    state = automaton.next[state * options + (line[day] ?? 0)] ?? -1;
  return state;
}

/** From which states the settled rest of the line can go on to the end. */
function acceptedStates({ automaton, options, days }: PersonModel, line: Line, from: number): Uint8Array {
  return Uint8Array.from({ length: automaton.states }, (_, first) => {
    let state = first;
    for (let day = from; day < days && state >= 0; day += 1)
      state = automaton.next[state * options + (line[day] ?? 0)] ?? -1;
    return state >= 0 ? 1 : 0;
  });
}

function cropCounter(
  { automaton, options }: PersonModel,
  counter: Counter,
  line: Line,
  { from, until }: Window,
): Counter[] {
  if (counter.until <= from || counter.from >= until) return [];
  let outside = 0;
  let state = automaton.start;
  for (let day = 0; day < counter.until; day += 1) {
    const option = line[day] ?? 0;
    if (day < from || day >= until) outside += unitsOn(counter, day, option, automaton.worked[state] === 1);
    state = automaton.next[state * options + option] ?? -1;
    // Within the window any state may come; the first settled day after it lies inside, so its own is known.
    if (day >= from && day < until) state = stateLike(automaton.worked, option > 0);
  }
  return [shiftCounter(counter, { from, until }, counter.least - outside, counter.most - outside)];
}

/** Any state that remembers whether the day was worked: counters look at nothing else. */
function stateLike(worked: Uint8Array, wasWorked: boolean): number {
  return worked.indexOf(wasWorked ? 1 : 0);
}

/** The counter in the window's own days, with other limits. */
export function shiftCounter(
  counter: Counter,
  { from, until }: Window,
  least: number,
  most: number,
): Counter {
  return {
    ...counter,
    from: Math.max(0, counter.from - from),
    until: Math.min(until, counter.until) - from,
    least: Math.max(0, least),
    most,
    ...(counter.weekendDay === undefined ? {} : { weekendDay: counter.weekendDay.slice(from, until) }),
  };
}

/** The demands that are touched within a window, and where each stands among all. */
export function cropBook(
  book: DemandBook,
  { from, until }: Window,
): { readonly book: DemandBook; readonly places: Int32Array } {
  const places: number[] = [];
  const renumbered = new Map<number, number>();
  const touched = book.touched.map(({ starts, demands }): Touched => {
    const [first, last] = [from * book.options, until * book.options];
    const origin = starts[first] ?? 0;
    const kept = demands.slice(origin, starts[last]).map((place) => {
      const known = renumbered.get(place) ?? places.length;
      if (known === places.length) places.push(place);
      renumbered.set(place, known);
      return known;
    });
    return { starts: starts.slice(first, last + 1).map((start) => start - origin), demands: kept };
  });
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(places, (place) => values[place] ?? 0);
  return {
    book: {
      ...book,
      touched,
      required: pick(book.required),
      underCost: pick(book.underCost),
      overCost: pick(book.overCost),
    },
    places: Int32Array.from(places),
  };
}
