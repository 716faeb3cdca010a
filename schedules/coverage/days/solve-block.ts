import type { LinearModel, LinearProgram, LinearSolver } from '../../solver/linear-solver.ts';
import type { Chance } from '../../chance.ts';
import { dayModel, type DayModel, type DayQuestion } from './day-model.ts';
import { readCounts, wholeCounts, type DutyCounts } from '../rows/duty-counts.ts';
import { holdDuty } from './hold-duty.ts';
import { wholeStarts } from './whole-starts.ts';

export type BlockQuestion = DayQuestion & {
  /** Whole counts to begin from; absent: from nothing. */
  readonly from?: readonly DutyCounts[];
  /** Starts: part by part, breaks placed after them. All: both at once. */
  readonly depth: 'starts' | 'all';
  readonly gap: number;
  /** The cost goes in steps of it; 0 where it may be anything. */
  readonly step: number;
  /** Wall time for the solver's searches within its search, where it does not ask. Absent: 10 minutes. */
  readonly seconds?: number;
  readonly chance: Chance;
  readonly isOver: () => boolean;
};

export type Block = {
  readonly cost: number;
  readonly bound: number;
  /** Nothing better is left to be found at this depth. */
  readonly isExhausted: boolean;
  /** What the free groups do now, by place in the question's counts. */
  readonly counts: ReadonlyMap<number, DutyCounts>;
  readonly sessions: readonly { readonly activity: number; readonly start: number }[];
};

const LEAST_GAP = 1e-6;

/** Wall time after which a solver that no longer asks is given up; the search's own end is `isOver`. */
const LONGEST_SECONDS = 600;

/** Plans days in whole numbers; undefined when time ran out before any were found. */
export function solveBlock(solver: LinearSolver, question: BlockQuestion): Block | undefined {
  const drawn = dayModel(question);
  const { gap, depth, isOver, seconds = LONGEST_SECONDS } = question;
  // Nothing lies between two steps of the cost.
  const absoluteGap = Math.max(LEAST_GAP, 0.99 * question.step);
  const limits = { seconds, relativeGap: gap, absoluteGap, isCancelled: isOver };
  const from = question.from;
  const start = from === undefined ? undefined : startFrom(solver, drawn, from);
  let values = start;
  let bound = -Infinity;
  let isExhausted = false;
  if (depth === 'all') {
    const model = solver.open(drawn.program);
    const solved = model.solveInteger({ ...limits, ...(start === undefined ? {} : { start }) });
    model.close();
    if ('bound' in solved) bound = solved.bound;
    if ('values' in solved) values = solved.values;
    isExhausted = solved.kind === 'optimal';
  } else {
    const known = start && { values: start, cost: costOf(drawn, start) };
    const whole = wholeStarts(solver, drawn, { ...question, from: known, absoluteGap });
    bound = whole.bound;
    isExhausted = whole.isExhausted;
    const found = whole.values === undefined ? undefined : placeBreaks(solver, drawn, whole.values);
    const isBetter =
      values === undefined || (found !== undefined && costOf(drawn, found) < costOf(drawn, values));
    if (isBetter) values = found;
  }
  return values === undefined ? undefined : { ...readBlock(question, drawn, values), bound, isExhausted };
}

const BREAK_SECONDS = 5;

/** The best breaks when the starts are held: nearly a flow in a network, so whole numbers cost little. */
function placeBreaks(
  solver: LinearSolver,
  { program, duties }: DayModel,
  values: Float64Array,
): Float64Array | undefined {
  if (isWhole(program, values)) return values;
  const model = solver.open(program);
  for (const { starts } of duties)
    for (const column of starts) {
      const value = Math.round(values[column] ?? 0);
      model.setColumnBounds(column, value, value);
    }
  const solved = model.solveInteger({ seconds: BREAK_SECONDS, absoluteGap: LEAST_GAP });
  model.close();
  return 'values' in solved ? solved.values : undefined;
}

const WHOLE = 1e-6;

function isWhole({ isInteger }: LinearProgram, values: Float64Array): boolean {
  return values.every(
    (value, column) => isInteger?.[column] !== 1 || Math.abs(value - Math.round(value)) < WHOLE,
  );
}

function readBlock(
  question: BlockQuestion,
  drawn: DayModel,
  values: Float64Array,
): Pick<Block, 'cost' | 'counts' | 'sessions'> {
  const counts = new Map<number, DutyCounts>();
  for (const columns of drawn.duties) {
    const place = question.counts.findIndex(({ duty }) => duty === columns.duty);
    counts.set(place, wholeCounts(readCounts(columns, values)));
  }
  return { cost: costOf(drawn, values), counts, sessions: readSessions(drawn, values) };
}

function costOf({ program }: { readonly program: LinearProgram }, values: Float64Array): number {
  return values.reduce((sum, value, column) => sum + value * (program.cost[column] ?? 0), 0);
}

function readSessions({ sessions }: DayModel, values: Float64Array): Block['sessions'] {
  return sessions.flatMap(({ activity, times, columns }) =>
    times.flatMap((start, place) =>
      Array.from({ length: Math.round(values[columns[place] ?? -1] ?? 0) }, () => ({ activity, start })),
    ),
  );
}

const LINEAR_SECONDS = 60;

/** Values of all columns when the known ones are held; undefined when they do not fit. */
function startFrom(
  solver: LinearSolver,
  { program, duties }: DayModel,
  from: readonly DutyCounts[],
): Float64Array | undefined {
  const model: LinearModel = solver.open(program);
  for (const columns of duties) {
    const counts = from.find(({ duty }) => duty === columns.duty);
    if (counts !== undefined)
      for (const [column, value] of holdDuty(columns, counts)) model.setColumnBounds(column, value, value);
  }
  const solved = model.solve({ seconds: LINEAR_SECONDS });
  model.close();
  return solved.kind === 'optimal' ? solved.values : undefined;
}
