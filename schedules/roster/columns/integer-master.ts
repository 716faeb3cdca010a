import { draftProgram } from '../../solver/linear-program.ts';
import type { LinearSolver } from '../../solver/linear-solver.ts';
import { choiceCost, type Master, type RosterColumn } from './master.ts';
import type { Duals } from './generate-columns.ts';

export type Choice = { readonly cost: number; readonly columns: readonly RosterColumn[] };

export type ChoiceLimits = {
  readonly seconds: number;
  readonly isCancelled: () => boolean;
  /** A choice that is known: only better ones are of interest. */
  readonly known?: Choice;
  /** A lower bound with the duals that prove it: lines too dear to stand in a better choice are left out. */
  readonly proof?: { readonly bound: number; readonly duals: Duals };
  /** Costs come in steps of this size; 0 where they do not. */
  readonly step: number;
};

export type ChosenLines = {
  /** The best choice found; absent when none better than `known` was. */
  readonly choice?: Choice;
  /** True where it is proved that the master's lines hold no better one. */
  readonly isProved: boolean;
};

/** The best choice of one of the master's lines for each person. */
export function chooseLines(solver: LinearSolver, master: Master, limits: ChoiceLimits): ChosenLines {
  const { known, step } = limits;
  const columns = promisingColumns(master, limits);
  const draft = draftProgram();
  for (const value of master.required) draft.row(value, value);
  const people = new Map(master.people.map((person) => [person, draft.row(1, 1)]));
  for (const [row, cost] of master.book.underCost.entries()) draft.column({ cost, rows: [row] });
  for (const [row, cost] of master.book.overCost.entries()) draft.column({ cost, rows: [row], values: [-1] });
  for (const { person, cost, demands } of columns)
    draft.column({ cost, isInteger: true, rows: [...demands, people.get(person) ?? -1] });
  const program = solver.open(draft.program());
  try {
    const { seconds, isCancelled } = limits;
    const start = known === undefined ? undefined : startOf(master, columns, known);
    const solution = program.solveInteger({
      seconds,
      isCancelled,
      absoluteGap: step > 0 ? step * 0.999 : 1e-6,
      ...(start === undefined ? {} : { start }),
    });
    const isProved = solution.kind === 'optimal' || solution.kind === 'infeasible';
    if (solution.kind !== 'optimal' && solution.kind !== 'feasible') return { isProved };
    const first = 2 * master.required.length;
    const chosen = columns.filter((_, at) => (solution.values[first + at] ?? 0) > 0.5);
    if (chosen.length !== master.people.length) return { isProved: false };
    const cost = choiceCost(master, chosen);
    const isBetter = known === undefined || cost < known.cost - 1e-9;
    return isBetter ? { choice: { cost, columns: chosen }, isProved } : { isProved };
  } finally {
    program.close();
  }
}

/** Without the lines whose reduced cost alone closes the gap between bound and known cost. */
function promisingColumns({ columns, people }: Master, { known, proof, step }: ChoiceLimits): RosterColumn[] {
  if (known === undefined || proof === undefined) return [...columns];
  const { bound, duals } = proof;
  const most = known.cost - step - bound + 1e-6;
  const worth = new Map(people.map((person, row) => [person, duals.people[row] ?? 0]));
  const kept = new Set(known.columns);
  return columns.filter((column) => {
    let reduced = column.cost - (worth.get(column.person) ?? 0);
    for (const place of column.demands) reduced -= duals.demands[place] ?? 0;
    return reduced <= most || kept.has(column);
  });
}

function startOf(master: Master, columns: readonly RosterColumn[], known: Choice): Float64Array {
  const { required } = master;
  const kept = new Set(known.columns);
  const missing = Float64Array.from(required);
  for (const column of kept) for (const place of column.demands) missing[place] = (missing[place] ?? 0) - 1;
  return Float64Array.from([
    ...missing.map((value) => Math.max(0, value)),
    ...missing.map((value) => Math.max(0, -value)),
    ...columns.map((column) => (kept.has(column) ? 1 : 0)),
  ]);
}
