import type { LinearSolver } from '../../solver/linear-solver.ts';
import type { CoverageProblem } from '../model/coverage-problem.ts';
import { skillPools, type SkillPool } from '../model/skill-pools.ts';
import { drawWeeks } from '../rows/draw-weeks.ts';
import type { DutyCounts } from '../rows/duty-counts.ts';
import { draftRows, type RowDraft, type Term } from '../rows/row-draft.ts';
import { drawTotal, eitherDays, sumOf, type Master } from '../rows/tour-master.ts';

const SECONDS = 2;
const GAP = 0.01;
/** A day's hours that differ from the wish count more than which shift kind they come from. */
const DAY_WEIGHT = 2;
const REACHES = [0, 2, Infinity];

/**
 * Whole numbers of people near the fractions that add up to whole weeks: group after group, what one leaves open on a
 * day is made good by the next that can answer the same queues. Undefined when a group's weeks do not add up at all.
 */
export function nearTours(
  solver: LinearSolver,
  { problem, counts }: { readonly problem: CoverageProblem; readonly counts: readonly DutyCounts[] },
): Master | undefined {
  const totals = counts.map(() => 0);
  const either: number[][] = [];
  const pools = skillPools(problem.groups).map((pool) => ({ ...pool, open: problem.days.map(() => 0) }));
  for (const group of problem.groups.keys()) {
    const pool = pools.find(({ groups }) => groups.includes(group));
    const open = problem.days.map(() => 0);
    for (const other of pools) if (pool !== undefined && standsIn(pool, other)) moveAll(other.open, open);
    const places = [...counts.keys()].filter((place) => counts[place]?.duty.group === group);
    const own = places.flatMap((place) => counts[place] ?? []);
    const found = nearWeeks(solver, { problem, group, own, open });
    if (found === undefined) return undefined;
    for (const [at, place] of places.entries()) totals[place] = found.totals[at] ?? 0;
    for (const [at, { duty, settled }] of own.entries())
      open[duty.day] = (open[duty.day] ?? 0) + (sumOf(settled) - (found.totals[at] ?? 0)) * duty.paid;
    if (pool !== undefined) moveAll(open, pool.open);
    either.push(found.either);
  }
  return { bound: 0, totals, either };
}

/** Whether one pool answers whatever the other does. */
function standsIn(one: SkillPool, other: SkillPool): boolean {
  return other.skills.every(({ queue }) => one.skills.some((skill) => skill.queue === queue));
}

function moveAll(from: number[], to: number[]): void {
  for (const [day, hours] of from.entries()) {
    to[day] = (to[day] ?? 0) + hours;
    from[day] = 0;
  }
}

type Question = {
  readonly problem: CoverageProblem;
  readonly group: number;
  readonly own: readonly DutyCounts[];
  /** Paid intervals of each day that the groups before left to be made good. */
  readonly open: readonly number[];
};

type Found = { readonly totals: readonly number[]; readonly either: number[] };

function nearWeeks(solver: LinearSolver, question: Question): Found | undefined {
  for (const reach of REACHES) {
    const found = nearWithin(solver, question, reach);
    if (found !== undefined) return found;
  }
  return undefined;
}

function nearWithin(
  solver: LinearSolver,
  { problem, group, own, open }: Question,
  reach: number,
): Found | undefined {
  const draft = draftRows();
  const duties = own.map(({ duty, settled }) => ({
    duty,
    total: drawTotal(draft, problem, { duty, wished: sumOf(settled), reach }),
  }));
  const week = drawWeeks(draft, { problem, group, duties, isInteger: true });
  const paid = own.map(({ duty }, at): Term => [duties[at]?.total ?? 0, duty.paid]);
  const wished = own.map(({ settled, duty }) => sumOf(settled) * duty.paid);
  for (const [at, term] of paid.entries()) keepNear(draft, wished[at] ?? 0, [term], 1);
  for (const day of problem.days.keys()) {
    const today = [...own.keys()].filter((at) => own[at]?.duty.day === day);
    const target = (open[day] ?? 0) + sumOf(today.map((at) => wished[at] ?? 0));
    keepNear(
      draft,
      target,
      today.flatMap((at) => (paid[at] === undefined ? [] : [paid[at]])),
      DAY_WEIGHT,
    );
  }
  const model = solver.open(draft.program());
  const solved = model.solveInteger({ seconds: SECONDS, relativeGap: GAP });
  model.close();
  if (!('values' in solved)) return undefined;
  const value = (column: number): number => Math.round(solved.values[column] ?? 0);
  return { totals: duties.map(({ total }) => value(total)), either: eitherDays(problem, week, value) };
}

/** Charges for the distance between a target and a sum. */
function keepNear(draft: RowDraft, target: number, terms: readonly Term[], cost: number): void {
  const over = draft.column({ lower: 0, upper: Infinity, cost });
  const under = draft.column({ lower: 0, upper: Infinity, cost });
  draft.row({ lower: target, upper: target }, [...terms, [under, 1], [over, -1]]);
}
