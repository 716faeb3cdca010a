import { roundUp } from '../problem/roster-cost-step.ts';
import { sumOverDemands } from '../lines/demand-book.ts';
import { priceLines, type LinePricer } from '../lines/line-pricer.ts';
import { addColumns, reducedCost, rosterColumn, type Master, type RosterColumn } from './master.ts';

/** How far column generation came. */
export type Generation = {
  /** No choice of lines costs less: a Lagrangian bound, valid also when the generation was cut short. */
  readonly bound: number;
  /** Cost of the linear relaxation over the columns there are. */
  readonly relaxed: number;
  readonly duals: Duals;
  /** Share of each column, in the order of the master's columns. */
  readonly shares: Float64Array;
};

/** What one more person on a demand, and one person less to be given a line, are worth. */
export type Duals = { readonly demands: Float64Array; readonly people: Float64Array };

export type GenerationLimits = {
  readonly pricers: readonly (LinePricer | undefined)[];
  /** People whose line is settled: they are not priced. */
  readonly settled?: ReadonlyMap<number, RosterColumn>;
  readonly mostRounds: number;
  readonly linesEach: number;
  /** Asked before each round. */
  readonly isOver: () => boolean;
  readonly secondsLeft: () => number;
  /** Stops once the bound says that nothing below this can be had. */
  readonly cutoff?: number;
  /** All costs are multiples of this: a bound that rounds up to the relaxation need not come nearer. Absent: they are not. */
  readonly step?: number;
  /** Duals to begin from, of the demands. */
  readonly center?: Float64Array;
  readonly onRound?: (generation: Generation) => void;
};

/** Adds lines of negative reduced cost until there are none; nothing when the program cannot be solved in time. */
export function generateColumns(master: Master, limits: GenerationLimits): Generation | undefined {
  let best = { bound: -Infinity, center: limits.center };
  let latest: Generation | undefined;
  let smoothing = SMOOTHING;
  for (let round = 0; ; round += 1) {
    const solved = solveRelaxation(master, limits);
    if (solved === undefined) return latest;
    latest = { ...solved, bound: best.bound };
    limits.onRound?.(latest);
    if (
      isClosed(best.bound, solved.relaxed, limits) ||
      round >= limits.mostRounds ||
      (round > 0 && limits.isOver())
    )
      return latest;
    const center = best.center;
    const at = center === undefined ? solved.duals.demands : between(center, solved.duals.demands, smoothing);
    const priced = priceEverybody(master, limits, at, solved.duals);
    if (priced.bound > best.bound) best = { bound: priced.bound, center: at };
    // Nothing new at smoothed duals: the next round looks at the true ones.
    if (priced.added === 0) {
      if (center === undefined || smoothing === 0)
        return { ...latest, bound: Math.max(best.bound, latest.bound) };
      smoothing = 0;
    } else smoothing = SMOOTHING;
  }
}

function isClosed(
  bound: number,
  relaxed: number,
  { cutoff = Infinity, step = 0 }: GenerationLimits,
): boolean {
  return bound >= cutoff || roundUp(bound, step) >= relaxed - CLOSE_ENOUGH;
}

/** Share of the best duals so far in those that are priced (P. Wentges, 1997): fewer and calmer rounds. */
const SMOOTHING = 0.6;

const CLOSE_ENOUGH = 1e-6;

function solveRelaxation(
  { program, required, people }: Master,
  { secondsLeft }: GenerationLimits,
): Omit<Generation, 'bound'> | undefined {
  const solution = program.solve({ seconds: Math.max(LEAST_SECONDS, secondsLeft()) });
  if (solution.kind !== 'optimal') return undefined;
  const { cost, values, rowDuals } = solution;
  const demands = rowDuals.slice(0, required.length);
  const duals = { demands, people: rowDuals.slice(required.length, required.length + people.length) };
  return { relaxed: cost, duals, shares: values.slice(2 * required.length) };
}

/** The solver takes no limit of nothing; so far beyond its time a program may go. */
const LEAST_SECONDS = 0.05;

function between(from: Float64Array, to: Float64Array, share: number): Float64Array {
  return to.map((value, at) => share * (from[at] ?? 0) + (1 - share) * value);
}

type Priced = { readonly bound: number; readonly added: number };

/** Prices each person at the duals `at`; keeps the lines that also pay at the true duals. */
function priceEverybody(master: Master, limits: GenerationLimits, at: Float64Array, duals: Duals): Priced {
  const { book, required, people } = master;
  let bound = 0;
  let added = 0;
  for (const [place, value] of at.entries()) bound += value * (required[place] ?? 0);
  const sums = book.touched.map(({ starts, demands }) => {
    const sum = new Float64Array(starts.length - 1);
    sumOverDemands({ starts, demands }, at, sum);
    return sum;
  });
  for (const [row, person] of people.entries()) {
    const settled = limits.settled?.get(person);
    if (settled !== undefined) {
      bound += reducedCost(settled, at);
      continue;
    }
    const pricer = limits.pricers[person];
    const worth = sums[book.crewOf[person] ?? 0];
    if (pricer === undefined || worth === undefined) continue;
    const cost = pricer.model.cost.map((own, place) => own - (worth[place] ?? 0));
    const search = priceLines(pricer, cost, {
      below: Infinity,
      mostLines: limits.linesEach,
      mostSteps: MOST_STEPS,
    });
    bound += search.bound + pricer.model.constant;
    const columns = search.lines.map(({ line }) => rosterColumn(book, pricer.model, line));
    const limit = (duals.people[row] ?? 0) - REDUCED;
    added += addColumns(
      master,
      columns.filter((column) => reducedCost(column, duals.demands) < limit),
    );
  }
  return { bound, added };
}

const MOST_STEPS = 20_000;

/** A reduced cost nearer to 0 than this is rounding. */
const REDUCED = 1e-7;
