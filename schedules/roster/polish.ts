import type { Duals } from './generate-columns.ts';
import type { Window } from './crop.ts';
import { reRoster, type Neighbourhood } from './re-roster.ts';
import { isOver, type Plan, type Rostering } from './rostering.ts';

export type PolishLimits = {
  readonly days: number;
  /** Duals of the whole problem: they say where a plan loses against the bound. */
  readonly duals?: Duals;
  /** Nothing below this can be had. */
  readonly lowerBound: number;
  readonly onBetter: (plan: Plan) => void;
  /** The plan is proved to be the best. */
  readonly onProved: () => void;
};

/**
 * Large-neighbourhood search: opens the lines of a few people, or a few days of everybody's, looks for the best
 * ones exactly or nearly, and grows or shrinks the next neighbourhood by the time this one took.
 */
export function polish(rostering: Rostering, first: Plan, limits: PolishLimits): Plan {
  const { secondsLeft, step } = rostering;
  const sizes: Sizes = { people: 5, days: 7 };
  let plan = first;
  let idle = 0;
  for (let turn = 0; plan.cost > limits.lowerBound + step - 1e-6 && !isOver(rostering); turn += 1) {
    const kind = turn % 2 === 0 || plan.columns.length === 1 ? 'days' : 'people';
    const before = secondsLeft();
    const neighbourhood = pick(rostering, plan, limits, { kind, sizes, idle });
    const { plan: next, isSettled } = reRoster(rostering, plan, neighbourhood);
    idle = next.cost < plan.cost ? 0 : idle + 1;
    if (next.cost < plan.cost) limits.onBetter(next);
    plan = next;
    const isWhole = neighbourhood.days === undefined && neighbourhood.people.length === plan.columns.length;
    if (isSettled && isWhole) {
      limits.onProved();
      return plan;
    }
    resize(sizes, kind, before - secondsLeft(), { people: plan.columns.length, days: limits.days });
  }
  return plan;
}

/** Fractions, so that they grow in steps smaller than one. */
type Sizes = { people: number; days: number };

type Turn = { readonly kind: keyof Sizes; readonly sizes: Sizes; readonly idle: number };

function pick(rostering: Rostering, plan: Plan, { days, duals }: PolishLimits, turn: Turn): Neighbourhood {
  const { chance } = rostering;
  const everybody = plan.columns.map(({ person }) => person);
  const center = duals === undefined ? {} : { center: duals.demands };
  // A choice among all lines is dear: only once diving alone finds no more.
  const isWhole = turn.sizes.people >= everybody.length;
  const mostSeconds = isWhole ? rostering.secondsLeft() / 4 : MOST_CHOICE;
  const choiceSeconds = turn.idle < PATIENCE ? 0 : Math.min(mostSeconds, turn.idle / PATIENCE);
  const size = Math.floor(turn.sizes[turn.kind]);
  if (turn.kind === 'people') {
    const people = pickPeople(rostering, plan, duals, size);
    const isLong = rostering.pricers.includes(undefined);
    const window = isLong ? { days: windowAt(chance() * days, days, LONG_WINDOW) } : {};
    return { people, ...window, choiceSeconds, ...center };
  }
  return { people: everybody, days: windowAt(chance() * days, days, size), choiceSeconds: 0, ...center };
}

/** So many days around `middle`, as far as there are any. */
function windowAt(middle: number, days: number, size: number): Window {
  const from = Math.max(0, Math.min(days - size, Math.round(middle - size / 2)));
  return { from, until: Math.min(days, from + size) };
}

/** Days of a few people's lines that are opened together when whole lines are too long. */
const LONG_WINDOW = 28;

/** Neighbourhoods without success before integer programs are tried, and their longest time. */
const PATIENCE = 12;
const MOST_CHOICE = 3;

/** By chance, and rather those whose line is dear at the duals: there the plan loses against the bound. */
function pickPeople({ chance }: Rostering, plan: Plan, duals: Duals | undefined, size: number): number[] {
  const ranked = plan.columns.map((column, row) => {
    const loss = duals === undefined ? 0 : lossOf(column, duals, row);
    return { person: column.person, key: chance() ** (1 / (BASE_WEIGHT + loss)) };
  });
  return ranked
    .sort((a, b) => b.key - a.key)
    .slice(0, size)
    .map(({ person }) => person)
    .sort((a, b) => a - b);
}

/** The chance of those who lose nothing, against a loss of 1. */
const BASE_WEIGHT = 0.3;

function lossOf({ cost, demands }: Plan['columns'][number], duals: Duals, row: number): number {
  let loss = cost - (duals.people[row] ?? 0);
  for (const place of demands) loss -= duals.demands[place] ?? 0;
  return Math.max(0, loss);
}

function resize(sizes: Sizes, kind: keyof Sizes, seconds: number, most: Sizes): void {
  if (seconds < QUICK) sizes[kind] = Math.min(most[kind], sizes[kind] + 0.5);
  else if (seconds > SLOW) sizes[kind] = Math.max(3, sizes[kind] - 1);
}

/** Seconds: below and above these a neighbourhood grows or shrinks. */
const QUICK = 0.4;
const SLOW = 1;
