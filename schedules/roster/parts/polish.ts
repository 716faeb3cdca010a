import {
  firstShapes,
  grow,
  learn,
  pickPart,
  pickShape,
  type PartLimits,
  type Shape,
  type Shapes,
} from './neighbourhoods.ts';
import type { Part } from './open-part.ts';
import { reRoster } from './re-roster.ts';
import { isOver, seesAllLines, type Plan, type Rostering } from '../columns/rostering.ts';

export type PolishLimits = PartLimits & {
  /** Nothing below this can be had. */
  readonly lowerBound: number;
  readonly onBetter: (plan: Plan) => void;
  /** A plan from elsewhere that costs less than this. */
  readonly other?: (cost: number) => Plan | undefined;
  /** The plan is proved to be the best. */
  readonly onProved: () => void;
};

/**
 * Large-neighbourhood search: opens a part of the plan, looks for the best lines there exactly or nearly, and goes on
 * with parts of those shapes that have paid. A part that is proved to be best is left alone until the plan changes.
 */
export function polish(rostering: Rostering, first: Plan, limits: PolishLimits): Plan {
  const shapes = firstShapes(first.columns.length, limits.days);
  const search: Search = { plan: first, settled: [], idle: 0 };
  while (search.plan.cost > limits.lowerBound + rostering.step - 1e-6 && !isOver(rostering)) {
    const shape = pickShape(shapes, rostering.chance());
    adopt(search, limits);
    const part = pickOpen(rostering, search, shape, limits);
    if (part === undefined) grow(shape);
    else if (tryPart(rostering, search, part, { shapes, shape, limits })) {
      limits.onProved();
      break;
    }
  }
  return search.plan;
}

/** Goes on from a better plan that was found elsewhere. */
function adopt(search: Search, { other, onBetter }: PolishLimits): void {
  const plan = other?.(search.plan.cost);
  if (plan === undefined) return;
  onBetter(plan);
  renew(search, plan);
}

function renew(search: Search, plan: Plan): void {
  search.plan = plan;
  search.settled = [];
  search.idle = 0;
}

type Search = {
  plan: Plan;
  /** Parts of the plan that no other lines would better. */
  settled: readonly Part[];
  /** Parts without success since the last better plan. */
  idle: number;
};

type Turn = { readonly shapes: Shapes; readonly shape: Shape; readonly limits: PolishLimits };

/** Looks for better lines in a part; true when it is the whole and now proved to be best. */
function tryPart(rostering: Rostering, search: Search, part: Part, { shapes, shape, limits }: Turn): boolean {
  const before = rostering.secondsLeft();
  const people = [...search.plan.columns.keys()];
  const isWhole = isWithin({ people, days: { from: 0, until: limits.days } }, part);
  const choiceSeconds = secondsToChoose(rostering, shape, { idle: search.idle, isWhole });
  const { plan, isSettled } = reRoster(rostering, search.plan, {
    ...part,
    duals: limits.duals,
    choiceSeconds,
    seconds: MOST_SECONDS,
  });
  const isBetter = plan.cost < search.plan.cost;
  learn(shapes, shape, { seconds: before - rostering.secondsLeft(), isBetter, isSettled });
  if (isBetter) {
    limits.onBetter(plan);
    renew(search, plan);
  } else {
    search.idle += 1;
    if (isSettled) search.settled = [...search.settled.slice(-MOST_SETTLED), part];
  }
  return isSettled && isWhole && seesAllLines(rostering);
}

/** A part that takes longer was too large; the next one of its shape is smaller. */
const MOST_SECONDS = 6;

/** Each new part is compared with all of them. */
const MOST_SETTLED = 500;

/** A part that is not within a settled one; nothing when none was found by chance. */
function pickOpen(
  rostering: Rostering,
  { plan, settled }: Search,
  shape: Shape,
  limits: PartLimits,
): Part | undefined {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const part = pickPart(rostering, plan, shape, limits);
    if (!settled.some((other) => isWithin(part, other))) return part;
  }
  return undefined;
}

const MOST_TRIES = 20;

function isWithin(part: Part, other: Part): boolean {
  if (part.days.from < other.days.from || part.days.until > other.days.until) return false;
  const people = new Set(other.people);
  return part.people.every((person) => people.has(person));
}

/** A choice among all lines is dear: only of whole lines, and once diving alone finds no more. */
function secondsToChoose(rostering: Rostering, { kind }: Shape, { idle, isWhole }: Standing): number {
  if (idle < PATIENCE) return 0;
  if (isWhole) return rostering.secondsLeft() / 4;
  return kind === 'people' ? Math.min(MOST_CHOICE, idle / PATIENCE) : 0;
}

type Standing = { readonly idle: number; readonly isWhole: boolean };

/** Parts without success before integer programs are tried, and their longest time. */
const PATIENCE = 12;
const MOST_CHOICE = 3;
