import { draftProgram, packColumns } from '../../solver/linear-program.ts';
import type { LinearModel, LinearSolver } from '../../solver/linear-solver.ts';
import { coverCost, demandsMet, type DemandBook } from '../lines/demand-book.ts';
import type { PersonModel } from '../lines/person-model.ts';
import type { Line } from '../lines/search-lines.ts';

/** A line that a person could be given, with what it costs and meets. */
export type RosterColumn = {
  readonly person: number;
  readonly line: Line;
  readonly cost: number;
  readonly demands: Int32Array;
};

/** What a line costs beside what it is worth to the demands at these prices. */
export function reducedCost({ cost, demands }: RosterColumn, prices: Float64Array): number {
  let reduced = cost;
  for (let at = 0; at < demands.length; at += 1) reduced -= prices[demands[at] ?? 0] ?? 0;
  return reduced;
}

/**
 * The restricted master problem: some people, some lines of each, and the demands as the others leave them.
 * Program columns: missing and surplus of each demand, then the lines in order. Rows: demands, then people.
 */
export type Master = {
  readonly book: DemandBook;
  readonly people: readonly number[];
  /** What is left to be met of each demand. */
  readonly required: Float64Array;
  readonly columns: RosterColumn[];
  readonly known: Set<string>;
  readonly program: LinearModel;
};

/** The column of a line. */
export function rosterColumn(book: DemandBook, model: PersonModel, line: Line): RosterColumn {
  let cost = model.constant;
  for (const [day, option] of line.entries()) cost += model.cost[day * model.options + option] ?? 0;
  return { person: model.person, line, cost, demands: demandsMet(book, model.person, line) };
}

/** A master of these people; `others` says how many already meet each demand. Close its program in the end. */
export function openMaster(
  solver: LinearSolver,
  book: DemandBook,
  people: readonly number[],
  others: Int32Array,
): Master {
  const draft = draftProgram();
  const required = book.required.map((whole, place) => whole - (others[place] ?? 0));
  for (const value of required) draft.row(value, value);
  people.map(() => draft.row(1, 1));
  for (const [row, cost] of book.underCost.entries()) draft.column({ cost, rows: [row] });
  for (const [row, cost] of book.overCost.entries()) draft.column({ cost, rows: [row], values: [-1] });
  return { book, people, required, columns: [], known: new Set(), program: solver.open(draft.program()) };
}

/** Adds the columns that are new; answers how many were. */
export function addColumns(master: Master, columns: readonly RosterColumn[]): number {
  const fresh = columns.filter(({ person, line }) => {
    const key = `${person} ${line.join()}`;
    if (master.known.has(key)) return false;
    master.known.add(key);
    return true;
  });
  if (fresh.length === 0) return 0;
  master.columns.push(...fresh);
  const first = master.required.length;
  const packed = fresh.map(({ person, cost, demands }) => {
    const rows = Int32Array.from([...demands, first + master.people.indexOf(person)]);
    // A line that meets a demand twice would stand in its row twice: days differ, so it cannot.
    return { cost, rows, isInteger: true };
  });
  master.program.addColumns(packColumns(packed));
  return fresh.length;
}

/** The place in the program of the first line. */
export const firstLine = (master: Master): number => 2 * master.required.length;

/** Cost of a choice of one column for each person of the master. */
export function choiceCost(master: Master, choice: readonly RosterColumn[]): number {
  const met = new Int32Array(master.required.length);
  let cost = 0;
  for (const column of choice) {
    cost += column.cost;
    for (const place of column.demands) met[place] = (met[place] ?? 0) + 1;
  }
  return cost + coverCost({ ...master.book, required: master.required }, met);
}
