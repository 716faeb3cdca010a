import { unitsOn, type Counter } from './counters.ts';
import type { PersonModel } from './person-model.ts';

/** Between what a sum is kept before each day: the table of a long horizon holds only these values. */
export type Corridor = { readonly low: Int32Array; readonly high: Int32Array };

export type Corridors = ReadonlyMap<Counter, Corridor>;

export type LineShare = { readonly line: Uint16Array; readonly share: number };

/** Corridors around the average of some lines, so many of the largest shifts wide to each side. */
export function corridorsAround(model: PersonModel, lines: readonly LineShare[], width: number): Corridors {
  return new Map(
    model.counters.map((counter) => [
      counter,
      corridor(counter, averageBefore(model, counter, lines), width),
    ]),
  );
}

/** Corridors around sums that grow evenly to the middle of what is allowed. */
export function corridorsBetween(model: PersonModel, width: number): Corridors {
  return new Map(
    model.counters.map((counter) => {
      const { from, until, least, most, units, weekendDay } = counter;
      const days = until - from;
      const possible = Math.max(...units) * (weekendDay === undefined ? days : Math.ceil(days / 7));
      const end = (least + Math.min(most, possible)) / 2;
      const middle = Float64Array.from({ length: model.days + 1 }, (_, day) =>
        days > 0 ? (end * Math.max(0, Math.min(days, day - from))) / days : 0,
      );
      return [counter, corridor(counter, middle, width)];
    }),
  );
}

function corridor({ weekendDay, units }: Counter, middle: Float64Array, width: number): Corridor {
  const side = width * (weekendDay === undefined ? Math.max(...units) : WEEKENDS_EACH);
  return {
    low: Int32Array.from(middle, (sum) => Math.floor(sum - side)),
    high: Int32Array.from(middle, (sum) => Math.ceil(sum + side)),
  };
}

/** A weekend is two days of seven. */
const WEEKENDS_EACH = 0.25;

function averageBefore(
  { automaton, days, options }: PersonModel,
  counter: Counter,
  lines: readonly LineShare[],
): Float64Array {
  const middle = new Float64Array(days + 1);
  for (const { line, share } of lines) {
    let state = automaton.start;
    let sum = 0;
    for (const [day, option] of line.entries()) {
      sum += unitsOn(counter, day, option, automaton.worked[state] === 1);
      middle[day + 1] = (middle[day + 1] ?? 0) + share * sum;
      state = automaton.next[state * options + option] ?? 0;
    }
  }
  return middle;
}
