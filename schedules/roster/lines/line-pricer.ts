import { fillTable, tableSize } from './completion-table.ts';
import type { Corridors } from './corridor.ts';
import type { Counter } from './counters.ts';
import { lineSpace, type LineSpace } from './line-space.ts';
import { lineSteps, type DaySteps } from './line-steps.ts';
import type { PersonModel } from './person-model.ts';
import { searchLines, type LineSearch, type SearchLimits } from './search-lines.ts';

/** Finds the cheapest lines of one person, again and again for other costs. */
export type LinePricer = {
  readonly model: PersonModel;
  readonly allowed: Uint8Array;
  readonly room: TableRoom;
  /** Grows: a counter that costs the search too much goes into the table. */
  inTable: readonly Counter[];
  prepared: Prepared | undefined;
  /** Sums are kept in these. Absent: every line that the rules allow is seen, and its bounds hold. */
  readonly corridors?: Corridors;
};

type Prepared = { readonly space: LineSpace; readonly steps: readonly DaySteps[] };

/** The memory of the tables: one at a time, so all pricers share it. */
export type TableRoom = { values: Float64Array };

/** 64 MB. A table beyond it would also take seconds to fill. */
const MOST_VALUES = 8_000_000;

export const tableRoom = (): TableRoom => ({ values: new Float64Array(0) });

/** A pricer for the options that are allowed; nothing where the rules leave no line that the table can see. */
export function linePricer(
  model: PersonModel,
  room: TableRoom,
  allowed: Uint8Array = model.allowed,
): LinePricer {
  // Least minutes steer the whole line and most weekends half of it; caps on kinds of shift seldom bind.
  const first = model.counters.filter(({ rule, least }) => rule !== 'shifts' || least > 0);
  const prepared = prepare(model, allowed, first);
  if (prepared === undefined || tableSize(prepared.space) <= MOST_VALUES)
    return { model, allowed, room, inTable: first, prepared };
  const pricer: LinePricer = { model, allowed, room, inTable: [], prepared: prepare(model, allowed, []) };
  for (const counter of first) intoTable(pricer, counter);
  return pricer;
}

/** A pricer of lines whose sums stay in corridors, with as many counters in its table as have room; nothing where no line does. */
export function corridorPricer(
  model: PersonModel,
  room: TableRoom,
  corridors: Corridors,
  mostValues: number,
): LinePricer | undefined {
  const inTable: Counter[] = [];
  let prepared = prepare(model, model.allowed, inTable, corridors);
  for (const counter of model.counters.filter(({ rule, least }) => rule !== 'shifts' || least > 0)) {
    const more = prepare(model, model.allowed, inTable.concat(counter), corridors);
    if (more === undefined) return undefined;
    if (tableSize(more.space) > mostValues) continue;
    inTable.push(counter);
    prepared = more;
  }
  return { model, allowed: model.allowed, room, inTable, prepared, corridors };
}

/** A pricer of whole lines; nothing when the days are too many for one table of so many values. */
export function wholeLinePricer(
  model: PersonModel,
  room: TableRoom,
  mostValues = MOST_VALUES,
): LinePricer | undefined {
  let size = model.days * model.automaton.states;
  for (const { rule, most, units, until, from } of model.counters)
    if (rule !== 'shifts') size *= 1 + Math.min(most, Math.max(...units) * (until - from));
  return size > mostValues ? undefined : linePricer(model, room);
}

/** The cheapest lines for cost[day · options + option]. */
export function priceLines(pricer: LinePricer, cost: Float64Array, limits: SearchLimits): LineSearch {
  for (;;) {
    if (pricer.prepared === undefined) return { lines: [], bound: Infinity, isCut: false };
    const { space, steps } = pricer.prepared;
    const search = searchLines(fillTable(space, steps, cost, valuesFor(pricer.room, space)), limits);
    if (search.culprit === undefined || !intoTable(pricer, search.culprit)) return search;
  }
}

function intoTable(pricer: LinePricer, counter: Counter): boolean {
  const inTable = [...pricer.inTable, counter];
  const prepared = prepare(pricer.model, pricer.allowed, inTable, pricer.corridors);
  if (prepared !== undefined && tableSize(prepared.space) > MOST_VALUES) return false;
  pricer.inTable = inTable;
  pricer.prepared = prepared;
  return true;
}

function prepare(
  model: PersonModel,
  allowed: Uint8Array,
  inTable: readonly Counter[],
  corridors?: Corridors,
): Prepared | undefined {
  const space = lineSpace(model, allowed, inTable, corridors);
  return space === undefined ? undefined : { space, steps: lineSteps(space) };
}

function valuesFor(room: TableRoom, space: LineSpace): Float64Array {
  const size = tableSize(space);
  if (room.values.length < size) room.values = new Float64Array(Math.ceil(size * 1.25));
  return room.values;
}
