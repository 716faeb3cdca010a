import { chooseAffordable } from './columns/choose-affordable.ts';
import { generateColumns, type Duals, type Generation } from './columns/generate-columns.ts';
import { keepLines } from './columns/line-pool.ts';
import { addColumns, openMaster, type Master } from './columns/master.ts';
import { isOver, planOf, type Rostering } from './columns/rostering.ts';
import type { QuickPlans } from './mix/quick-plans.ts';
import { isProved, type Standing } from './standing.ts';

/** Column generation from the lines of the quick plans, and the integer program where it came to its end. */
export function closeRelaxation(
  rostering: Rostering,
  { ascent, mix }: QuickPlans,
  standing: Standing,
): Duals | undefined {
  const { solver, book, pricers, pool, secondsLeft, isCancelled, step } = rostering;
  const master = openMaster(solver, book, [...pricers.keys()], new Int32Array(book.required.length));
  try {
    addColumns(master, standing.plan.columns);
    addColumns(
      master,
      mix.parts.flatMap((own) => own.map(({ column }) => column)),
    );
    const until = secondsLeft() * (1 - LINEAR_SHARE);
    const generation = generateColumns(master, {
      pricers,
      mostRounds: Infinity,
      linesEach: 2,
      step,
      center: ascent.duals.demands,
      isOver: () => secondsLeft() < until || isCancelled(),
      secondsLeft,
      onRound: ({ bound }) => standing.raise(bound),
    });
    if (generation === undefined) return undefined;
    keepLines(pool, master.columns);
    standing.raise(generation.bound);
    closeGap(rostering, master, generation, standing);
    return generation.duals;
  } finally {
    master.program.close();
  }
}

/** Of what is left of the time, at most so much. */
const LINEAR_SHARE = 0.45;

/** Where few lines can still pay, one integer program over all of them ends the search with a proof. */
function closeGap(rostering: Rostering, master: Master, generation: Generation, standing: Standing): void {
  if (isProved(standing) || isOver(rostering)) return;
  const seconds = Math.max(0.1, rostering.secondsLeft() * MOST_PROOF);
  const limits = { generation, known: standing.plan, seconds, onlyWhole: true };
  const { choice, isSettled } = chooseAffordable(rostering, master, limits);
  if (choice !== undefined) standing.better(planOf(rostering.book, choice.columns));
  if (isSettled) standing.raise(standing.plan.cost);
}

const MOST_PROOF = 0.25;
