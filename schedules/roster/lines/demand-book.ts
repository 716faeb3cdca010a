import type { Line } from './search-lines.ts';
import type { RosterProblem } from '../problem/roster-problem.ts';

/** The demands, made ready for counting: who touches which of them by which option on which day. */
export type DemandBook = {
  readonly options: number;
  readonly required: Float64Array;
  readonly underCost: Float64Array;
  readonly overCost: Float64Array;
  /** People who count for the same demands are of one crew. */
  readonly crewOf: Int32Array;
  /** By crew: the demands touched by an option on a day are at starts[day · options + option] … of `demands`. */
  readonly touched: readonly Touched[];
};

export type Touched = { readonly starts: Int32Array; readonly demands: Int32Array };

/** The book of a problem's demands. */
export function demandBook({ days, shifts, people, demands }: RosterProblem): DemandBook {
  const options = shifts.length + 1;
  const keys = people.map((): string[] => []);
  for (const [place, { people: counted }] of demands.entries())
    for (const person of counted ?? []) keys[person]?.push(`${place}`);
  const crews = new Map<string, number>();
  const crewOf = Int32Array.from(keys, (key) => {
    const crew = crews.get(key.join()) ?? crews.size;
    crews.set(key.join(), crew);
    return crew;
  });
  const touched = [...crews.values()].map((crew) => {
    const member = crewOf.indexOf(crew);
    const lists = Array.from({ length: days * options }, (): number[] => []);
    for (const [place, { day, shifts: wanted, people: counted }] of demands.entries()) {
      if (counted !== undefined && !counted.includes(member)) continue;
      for (const shift of wanted) lists[day * options + shift + 1]?.push(place);
    }
    return pack(lists);
  });
  return {
    options,
    required: Float64Array.from(demands, ({ required }) => required),
    underCost: Float64Array.from(demands, ({ underCost }) => underCost),
    overCost: Float64Array.from(demands, ({ overCost }) => overCost),
    crewOf,
    touched,
  };
}

function pack(lists: readonly (readonly number[])[]): Touched {
  const starts = new Int32Array(lists.length + 1);
  for (const [at, list] of lists.entries()) starts[at + 1] = (starts[at] ?? 0) + list.length;
  return { starts, demands: Int32Array.from(lists.flat()) };
}

/** The demands that a line of this person meets, once each time. */
export function demandsMet({ options, crewOf, touched }: DemandBook, person: number, line: Line): Int32Array {
  const book = touched[crewOf[person] ?? 0];
  const met: number[] = [];
  for (const [day, option] of line.entries()) {
    const at = day * options + option;
    const until = book?.starts[at + 1] ?? 0;
    for (let place = book?.starts[at] ?? 0; place < until; place += 1) met.push(book?.demands[place] ?? 0);
  }
  return Int32Array.from(met);
}

/** The sum of `values` over the demands that each option of each day meets, into `sums`. */
export function sumOverDemands({ starts, demands }: Touched, values: Float64Array, sums: Float64Array): void {
  for (let at = 0; at + 1 < starts.length; at += 1) {
    let sum = 0;
    const until = starts[at + 1] ?? 0;
    for (let place = starts[at] ?? 0; place < until; place += 1) sum += values[demands[place] ?? 0] ?? 0;
    sums[at] = sum;
  }
}

/** What missing and surplus people cost when each demand is met by so many. */
export function coverCost({ required, underCost, overCost }: DemandBook, met: Int32Array): number {
  let cost = 0;
  for (let place = 0; place < required.length; place += 1) {
    const over = (met[place] ?? 0) - (required[place] ?? 0);
    cost += over > 0 ? over * (overCost[place] ?? 0) : -over * (underCost[place] ?? 0);
  }
  return cost;
}

/** What one more person costs each demand, or saves (negative), into `change`. */
export function oneMore(
  { required, underCost, overCost }: DemandBook,
  met: Int32Array,
  change: Float64Array,
): void {
  for (let place = 0; place < required.length; place += 1) {
    const missing = (required[place] ?? 0) - (met[place] ?? 0);
    // A requirement may be a fraction of a person: the last one there is partly missing, partly over.
    const filled = Math.max(0, Math.min(1, missing));
    change[place] = (1 - filled) * (overCost[place] ?? 0) - filled * (underCost[place] ?? 0);
  }
}
