import type { LinearModel, LinearSolver } from '../linear-solver.ts';
import { costStep } from './cost-step.ts';
import { dayModel, type DayModel, type DayQuestion } from './day-model.ts';
import type { DutyColumns } from './draw-duties.ts';
import { placeShifts } from './place-shifts.ts';
import { readCounts, wholeCounts, type DutyCounts } from './duty-counts.ts';

export type BlockQuestion = DayQuestion & {
  /** Whole counts to begin from, for the groups that need whole numbers; absent: from nothing. */
  readonly from?: readonly DutyCounts[];
  readonly gap: number;
  readonly isOver: () => boolean;
};

export type Block = {
  readonly cost: number;
  /** What it cost as it stood; Infinity where it did not. */
  readonly startCost: number;
  readonly bound: number;
  /** What the free groups do now, by place in the question's counts. */
  readonly counts: ReadonlyMap<number, DutyCounts>;
  readonly sessions: readonly { readonly activity: number; readonly start: number }[];
};

const LEAST_GAP = 1e-6;

/** Wall time after which a solver that no longer asks is given up; the search's own end is `isOver`. */
const LONGEST_SECONDS = 600;

/** Plans a block of a day in whole numbers; undefined when time ran out before any were found. */
export function solveBlock(solver: LinearSolver, question: BlockQuestion): Block | undefined {
  const drawn = dayModel(question);
  const model = solver.open(drawn.program);
  const start = question.from === undefined ? undefined : startFrom(model, drawn, question.from);
  const solved = model.solveInteger({
    seconds: LONGEST_SECONDS,
    relativeGap: question.gap,
    // Nothing lies between two steps of the cost.
    absoluteGap: Math.max(LEAST_GAP, 0.99 * costStep(question.problem)),
    isCancelled: question.isOver,
    ...(start === undefined ? {} : { start }),
  });
  model.close();
  const values = 'values' in solved ? solved.values : start;
  if (values === undefined) return undefined;
  const counts = new Map<number, DutyCounts>();
  for (const columns of drawn.duties) {
    const place = question.counts.findIndex(({ duty }) => duty === columns.duty);
    const read = readCounts(columns, values);
    counts.set(place, question.whole.includes(columns.duty.group) ? wholeCounts(read) : read);
  }
  return {
    cost: costOf(drawn, values),
    startCost: start === undefined ? Infinity : costOf(drawn, start),
    bound: solved.kind === 'infeasible' || solved.kind === 'unbounded' ? -Infinity : solved.bound,
    counts,
    sessions: readSessions(drawn, values),
  };
}

function costOf({ program }: DayModel, values: Float64Array): number {
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
  model: LinearModel,
  { program, duties }: DayModel,
  from: readonly DutyCounts[],
): Float64Array | undefined {
  const held = duties.flatMap((columns) => {
    const counts = from.find(({ duty }) => duty === columns.duty);
    return counts === undefined ? [] : holdDuty(columns, counts);
  });
  for (const [column, value] of held) model.setColumnBounds(column, value, value);
  const solved = model.solve({ seconds: LINEAR_SECONDS });
  for (const [column] of held)
    model.setColumnBounds(column, program.lower[column] ?? 0, program.upper[column] ?? 0);
  return solved.kind === 'optimal' ? solved.values : undefined;
}

/** What the columns of a duty are when it has these counts, breaks given to starts first come, first served. */
function holdDuty(
  { starts, breaks, duty }: DutyColumns,
  counts: DutyCounts,
): [column: number, value: number][] {
  const shifts = placeShifts([counts]);
  const held = starts.map((column, place): [number, number] => [column, counts.settled[place] ?? 0]);
  for (const [place, begins] of breaks.entries()) {
    const pairs = new Map<string, number>();
    for (const shift of shifts) {
      const key = `${shift.start} ${shift.breaks[place]}`;
      pairs.set(key, (pairs.get(key) ?? 0) + 1);
    }
    // A start's breaks follow one another in its list, as many as its window is wide.
    const width = begins.length / duty.starts.length;
    for (const [index, [at, column]] of begins.entries())
      held.push([column, pairs.get(`${duty.starts[Math.floor(index / width)]} ${at}`) ?? 0]);
  }
  return held;
}
