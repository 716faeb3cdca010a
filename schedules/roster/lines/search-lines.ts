import type { CompletionTable } from './completion-table.ts';
import { unitsOn, type Counter } from './counters.ts';

/** What one person does on every day: options, 0 for a day off and shift + 1 for work. */
export type Line = Uint16Array;

export type PricedLine = { readonly line: Line; readonly cost: number };

export type LineSearch = {
  /** The cheapest lines found, best first. */
  readonly lines: readonly PricedLine[];
  /** No allowed line costs less; Infinity when there is none. */
  readonly bound: number;
  /** The search gave up: cheap lines may be missing. */
  readonly isCut: boolean;
  /** The counter beside the table that turned away most, when the search gave up because of it. */
  readonly culprit?: Counter;
};

export type SearchLimits = {
  /** Only lines below this cost are of interest. */
  readonly below: number;
  readonly mostLines: number;
  /** Days looked at, after which the search gives up and its bound is the table's. */
  readonly mostSteps: number;
  /** Asked of every beginning of a line whether it may go on, beside the rules of the model. Absent: it may. */
  readonly mayGoOn?: (line: Line, days: number) => boolean;
};

/** The cheapest lines: depth first, the most promising option first, cut off by the table's lower bound. */
export function searchLines(table: CompletionTable, limits: SearchLimits): LineSearch {
  const { below } = limits;
  const { space, values } = table;
  const { start } = space.model.automaton;
  const root = values[start * space.outer * space.inner] ?? Infinity;
  if (root === Infinity || root >= below) return { lines: [], bound: root, isCut: false };
  const hunt = newHunt(table, limits);
  visit(hunt, { day: 0, state: start, outer: 0, inner: 0 }, 0);
  const lines = hunt.found;
  if (hunt.stepsLeft >= 0) return { lines, bound: Math.max(root, lines[0]?.cost ?? below), isCut: false };
  const most = Math.max(...hunt.turnedAway);
  const culprit = most > 0 ? space.loose[hunt.turnedAway.indexOf(most)] : undefined;
  return { lines, bound: root, isCut: true, ...(culprit === undefined ? {} : { culprit }) };
}

type Place = { readonly day: number; readonly state: number; readonly outer: number; readonly inner: number };

type Hunt = {
  readonly table: CompletionTable;
  readonly mostLines: number;
  readonly mayGoOn: SearchLimits['mayGoOn'];
  readonly line: Line;
  readonly found: PricedLine[];
  /** Sums of the counters beside the table, now; and what each has turned away. */
  readonly sums: Int32Array;
  readonly turnedAway: number[];
  /** Most that a loose counter can still gain from each day on: room[loose · (days + 1) + day]. */
  readonly room: Int32Array;
  /** Options of each day in order of promise, and their lower bounds; a row a day. */
  readonly order: Uint16Array;
  readonly promise: Float64Array;
  below: number;
  stepsLeft: number;
};

function newHunt(table: CompletionTable, { below, mostLines, mostSteps, mayGoOn }: SearchLimits): Hunt {
  const { days, options } = table.space.model;
  const { loose } = table.space;
  return {
    table,
    mostLines,
    mayGoOn,
    line: new Uint16Array(days),
    found: [],
    sums: new Int32Array(loose.length),
    turnedAway: loose.map(() => 0),
    room: roomOf(table, loose),
    order: new Uint16Array(days * options),
    promise: new Float64Array(days * options),
    below,
    stepsLeft: mostSteps,
  };
}

function roomOf({ space }: CompletionTable, loose: readonly Counter[]): Int32Array {
  const { days, options } = space.model;
  const room = new Int32Array(loose.length * (days + 1));
  for (const [place, counter] of loose.entries()) {
    for (let day = days - 1; day >= 0; day -= 1) {
      let most = 0;
      for (let option = 0; option < options; option += 1)
        if (space.allowed[day * options + option] === 1)
          most = Math.max(most, unitsOn(counter, day, option, false));
      room[place * (days + 1) + day] = (room[place * (days + 1) + day + 1] ?? 0) + most;
    }
  }
  return room;
}

function visit(hunt: Hunt, place: Place, cost: number): void {
  const { table, line, order, promise } = hunt;
  const { model } = table.space;
  const { day } = place;
  if (day === model.days) return keep(hunt, cost);
  hunt.stepsLeft -= 1;
  const row = day * model.options;
  const count = rankOptions(hunt, place, cost);
  for (let rank = 0; rank < count && hunt.stepsLeft >= 0; rank += 1) {
    if ((promise[row + rank] ?? 0) >= hunt.below) return;
    const option = order[row + rank] ?? 0;
    if (!addSums(hunt, place, option)) continue;
    line[day] = option;
    const after = hunt.mayGoOn?.(line, day + 1) === false ? undefined : stepTo(hunt, place, option);
    if (after !== undefined) visit(hunt, after, cost + (table.cost[row + option] ?? 0));
    takeSums(hunt, place, option);
  }
}

/** Sorts the day's options by what a line through them costs at least; answers how many are below the limit. */
function rankOptions(hunt: Hunt, place: Place, cost: number): number {
  const { table, order, promise } = hunt;
  const { options } = table.space.model;
  const row = place.day * options;
  let count = 0;
  for (let option = 0; option < options; option += 1) {
    if (table.space.allowed[row + option] !== 1) continue;
    const after = stepTo(hunt, place, option);
    if (after === undefined) continue;
    const least = cost + (table.cost[row + option] ?? 0) + valueAt(table, after);
    if (!(least < hunt.below)) continue;
    let at = count;
    for (; at > 0 && (promise[row + at - 1] ?? 0) > least; at -= 1) {
      promise[row + at] = promise[row + at - 1] ?? 0;
      order[row + at] = order[row + at - 1] ?? 0;
    }
    promise[row + at] = least;
    order[row + at] = option;
    count += 1;
  }
  return count;
}

function valueAt({ space, values }: CompletionTable, { day, state, outer, inner }: Place): number {
  const { states } = space.model.automaton;
  return values[((day * states + state) * space.outer + outer) * space.inner + inner] ?? Infinity;
}

function stepTo({ table }: Hunt, { day, state, outer, inner }: Place, option: number): Place | undefined {
  const { space, steps } = table;
  const { automaton, options } = space.model;
  const after = automaton.next[state * options + option] ?? -1;
  if (after < 0) return undefined;
  const first = automaton.worked[state] === 1 ? space.samples.length : 0;
  const step = steps[day]?.[first + (space.groupOf[option] ?? 0)];
  if (step === undefined || inner < step.from || inner > step.to) return undefined;
  const place = step.outer[outer] ?? -1;
  if (place < 0) return undefined;
  return { day: day + 1, state: after, outer: place, inner: step.closes ? 0 : inner + step.shift };
}

/** Counts the option in the counters beside the table; false, and nothing is counted, where one of them forbids it. */
function addSums(hunt: Hunt, { day, state }: Place, option: number): boolean {
  const { space } = hunt.table;
  const worked = space.model.automaton.worked[state] === 1;
  for (const [place, counter] of space.loose.entries()) {
    const sum = (hunt.sums[place] ?? 0) + unitsOn(counter, day, option, worked);
    const room = hunt.room[place * (space.model.days + 1) + day + 1] ?? 0;
    if (sum <= counter.most && sum + room >= counter.least) continue;
    hunt.turnedAway[place] = (hunt.turnedAway[place] ?? 0) + 1;
    return false;
  }
  countDuty(hunt, { day, option, worked, sign: 1 });
  return true;
}

function takeSums(hunt: Hunt, { day, state }: Place, option: number): void {
  const worked = hunt.table.space.model.automaton.worked[state] === 1;
  countDuty(hunt, { day, option, worked, sign: -1 });
}

type Duty = {
  readonly day: number;
  readonly option: number;
  readonly worked: boolean;
  readonly sign: 1 | -1;
};

function countDuty({ table, sums }: Hunt, { day, option, worked, sign }: Duty): void {
  for (const [place, counter] of table.space.loose.entries())
    sums[place] = (sums[place] ?? 0) + sign * unitsOn(counter, day, option, worked);
}

function keep(hunt: Hunt, cost: number): void {
  const { found, mostLines } = hunt;
  let at = found.length;
  for (; at > 0 && (found[at - 1]?.cost ?? 0) > cost; at -= 1);
  found.splice(at, 0, { line: hunt.line.slice(), cost });
  if (found.length <= mostLines) {
    if (found.length === mostLines) hunt.below = found.at(-1)?.cost ?? hunt.below;
    return;
  }
  found.pop();
  hunt.below = found.at(-1)?.cost ?? hunt.below;
}
