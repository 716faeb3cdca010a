import type { LinearSolver } from '../../solver/linear-solver.ts';
import type { CostLattice } from '../model/cost-lattice.ts';
import { mostMissingRest } from '../rows/draw-rest.ts';
import { drawWeeks } from '../rows/draw-weeks.ts';
import { openDayPrices, type DayPrices } from '../days/day-prices.ts';
import { eitherDays, sumOf, tourTables } from '../rows/tour-master.ts';
import { findWeek, type WeekOfOptions } from './find-week.ts';
import { skillPools } from '../model/skill-pools.ts';
import type { DaysQuestion, SolvedDays } from '../days/solve-days.ts';
import { draftRows } from '../rows/row-draft.ts';
import { solveBlock, type Block } from '../days/solve-block.ts';
import { openOptions, type DayOption, type OptionBook } from './tour-options.ts';

export type ToursImproving = DaysQuestion & { readonly lattice: CostLattice };

const GAP = 1e-4;
/** One day's search takes no more: another choice of people is found sooner. */
const DAY_SECONDS = 4;
/** Of that, part by part. */
const STARTS_SECONDS = 1.5;
/** Wall time, should the solver not ask whether its time is over. */
const LONGEST_SECONDS = 600;
/** First days that are likely to come out cheap are tried, then any that could. */
const DOUBTS = [1, 0];

/**
 * Other tours next to the present ones, for as long as there is time: people go from one day to another where days
 * promise to cost less, those days are solved in whole numbers, and what is cheaper as a whole is kept. What a day
 * turned out to cost is remembered, so no choice is tried twice. Changes the plan.
 */
export function improveTours(solver: LinearSolver, plan: SolvedDays, question: ToursImproving): void {
  if (question.isOver() || plan.blocks.some(({ cost }) => cost === Infinity)) return;
  const { lattice, counts, problem } = question;
  const prices = openDayPrices(solver, question);
  const book = openOptions({ prices, lattice, counts });
  const totals = plan.counts.map(({ settled }) => sumOf(settled));
  const search: Search = { ...question, solver, plan, prices, book, totals, solved: new Map() };
  for (const { day, cost } of plan.blocks) book.settle(day, ownOf(search, day), cost);
  for (const day of problem.days.keys()) priceBeside(search, day);
  for (const doubt of DOUBTS) while (!question.isOver()) if (!step(search, doubt)) break;
  prices.close();
}

type Search = ToursImproving & {
  readonly solver: LinearSolver;
  readonly plan: SolvedDays;
  readonly prices: DayPrices;
  readonly book: OptionBook;
  readonly totals: number[];
  readonly solved: Map<string, Block>;
};

function ownOf({ prices, totals }: Search, day: number): number[] {
  return (prices.places[day] ?? []).map((place) => totals[place] ?? 0);
}

/** One person more and one fewer of each duty: a line each, from which the others are told. */
function priceBeside(search: Search, day: number): void {
  for (const { own, change } of search.book.around(day, ownOf(search, day), 0))
    if (sumOf(change.map(Math.abs)) === 1 && !search.isOver()) search.book.price(day, own);
}

/** The most promising week next to the present one, a little farther on its way; false when there is none. */
function step(search: Search, doubt: number): boolean {
  const { problem, plan, prices, book, lattice } = search;
  const cost = sumOf(plan.blocks.map((block) => block.cost));
  const options = problem.days.map((_, day) =>
    (prices.places[day] ?? []).length === 0 ? [] : book.around(day, ownOf(search, day), doubt),
  );
  const below = cost - 0.5 * lattice.step;
  const week = findWeek({ ...search, places: prices.places, options, below });
  if (week === undefined) return false;
  const unpriced = week.chosen.filter(({ day, own }) => !book.isPriced(day, own));
  for (const { day, own } of unpriced) book.price(day, own);
  if (unpriced.length > 0) return true;
  return follow(search, week);
}

function follow(search: Search, { chosen }: WeekOfOptions): boolean {
  const { book, problem, counts, lattice } = search;
  const totals = [...search.totals];
  for (const { day, own } of chosen)
    for (const [at, place] of (search.prices.places[day] ?? []).entries()) totals[place] = own[at] ?? 0;
  const changed = chosen.filter(({ change }) => change.some((by) => by !== 0));
  const either = wholeWeeks(search, totals);
  if (either === undefined) return giveUp(search, changed);
  const tours = tourTables(problem, counts, { bound: 0, totals, either });
  const open = changed.filter(({ day, own }) => !book.isSettled(day, own));
  open.sort((one, other) => other.wished - other.least - (one.wished - one.least));
  const [doubtful] = open;
  if (doubtful !== undefined) {
    const block = solveDay({ ...search, tours }, doubtful);
    book.settle(doubtful.day, doubtful.own, block?.cost ?? doubtful.least + lattice.step);
    if (block !== undefined) search.solved.set(keyOf(doubtful), block);
    return true;
  }
  const blocks = changed.map((option) => ({ option, block: search.solved.get(keyOf(option)) }));
  return keep(search, { blocks, either, totals }) || giveUp(search, changed);
}

function keyOf({ day, own }: DayOption): string {
  return `${day} ${own.join(' ')}`;
}

/** Days whose people cannot be given whole weeks are taken for dearer than they are. */
function giveUp({ book, lattice }: Search, changed: readonly DayOption[]): boolean {
  for (const { day, own, wished } of changed) book.settle(day, own, wished + lattice.step);
  return changed.length > 0;
}

function wholeWeeks(
  { solver, problem, counts, isOver }: Search,
  totals: readonly number[],
): number[][] | undefined {
  const draft = draftRows();
  const duties = counts.map(({ duty }, place) => {
    const people = totals[place] ?? 0;
    return { duty, total: draft.column({ lower: people, upper: people, isInteger: true }) };
  });
  const weeks = [...problem.groups.keys()].map((group) =>
    drawWeeks(draft, { problem, group, duties, isInteger: true }),
  );
  const model = solver.open(draft.program());
  const solved = model.solveInteger({ seconds: LONGEST_SECONDS, isCancelled: isOver });
  model.close();
  if (!('values' in solved)) return undefined;
  return weeks.map((week) => eitherDays(problem, week, (at) => Math.round(solved.values[at] ?? 0)));
}

function solveDay(search: Search, { day, least }: DayOption): Block | undefined {
  const { solver, plan, problem, clock } = search;
  const begun = clock();
  const isPast = (seconds: number) => (): boolean => search.isOver() || clock() - begun > seconds * 1_000;
  const groups = [...problem.groups.keys()];
  const common = { ...search, counts: plan.counts, gap: GAP, days: [day], groups, whole: groups };
  const starts = solveBlock(solver, {
    ...common,
    seconds: LONGEST_SECONDS,
    isOver: isPast(STARTS_SECONDS),
    depth: 'starts',
  });
  const isOver = isPast(DAY_SECONDS);
  const isBest = starts === undefined || starts.cost < least + 0.5 * search.lattice.step;
  // With several sets of skills a day is too large for all at once.
  if (isBest || isOver() || skillPools(problem.groups).length > 1) return starts;
  const from = [...starts.counts.values()];
  return solveBlock(solver, { ...common, seconds: LONGEST_SECONDS, isOver, from, depth: 'all' }) ?? starts;
}

type Found = {
  readonly blocks: readonly { readonly option: DayOption; readonly block: Block | undefined }[];
  readonly either: readonly (readonly number[])[];
  readonly totals: readonly number[];
};

/** Takes the days over, if everybody can rest; says whether. */
function keep({ plan, problem, ...search }: Search, { blocks, either, totals }: Found): boolean {
  const next = [...plan.counts];
  for (const { block } of blocks) {
    if (block === undefined) return false;
    for (const [place, counts] of block.counts) next[place] = counts;
  }
  if (mostMissingRest(problem, next, either) > 0) return false;
  for (const [place, counts] of next.entries()) plan.counts[place] = counts;
  for (const [place, people] of totals.entries()) search.totals[place] = people;
  for (const { option, block } of blocks) {
    const own = plan.blocks.find(({ day }) => day === option.day);
    if (own === undefined || block === undefined) continue;
    Object.assign(own, { cost: block.cost, bound: block.bound, next: 'all' });
    plan.sessions[option.day] = block.sessions;
  }
  return true;
}
