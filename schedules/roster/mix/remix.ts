import type { Duals } from '../columns/generate-columns.ts';
import { addPart, anchorAt, openMix, type LineMix } from './line-mix.ts';
import { mixDive, react } from './mix-dive.ts';
import { pickPeople } from '../columns/pick-people.ts';
import type { Plan, Rostering } from '../columns/rostering.ts';

export type RemixOptions = {
  /** Lines that paid near the relaxation. */
  readonly mix: LineMix;
  readonly stiffness: number;
  /** Duals to begin from; they also say where a plan loses against the bound. */
  readonly duals: Duals;
  /** Nothing below this can be had. */
  readonly lowerBound: number;
  readonly isOver: () => boolean;
  readonly onBetter: (plan: Plan) => void;
};

/**
 * Large-neighbourhood search by mixes: some people's lines are mixed anew beside all others' and followed down to a
 * plan, which stays when it is no dearer. Ends when that has been in vain for long.
 */
export function remix(rostering: Rostering, first: Plan, options: RemixOptions): Plan {
  const { lowerBound, isOver, onBetter } = options;
  let plan = first;
  for (let idle = 0; idle < PATIENCE && plan.cost > lowerBound && !isOver(); idle += 1) {
    const next = remixSome(rostering, plan, options);
    if (next === undefined || next.cost > plan.cost) continue;
    if (next.cost < plan.cost) {
      idle = -1;
      onBetter(next);
    }
    plan = next;
  }
  return plan;
}

const PATIENCE = 25;

function remixSome(
  rostering: Rostering,
  plan: Plan,
  { mix, stiffness, duals }: RemixOptions,
): Plan | undefined {
  const { chance, book } = rostering;
  const size = Math.round(LEAST_PEOPLE + chance() * (MOST_PEOPLE - LEAST_PEOPLE));
  const people = pickPeople(rostering, plan, { size, duals, base: BASE_WEIGHT * stiffness });
  const local = openMix(book, plan.columns, stiffness);
  for (const person of people) for (const { column } of mix.parts[person] ?? []) addPart(local, column);
  anchorAt(local, duals.demands);
  for (let round = 0; round < FIRST_ROUNDS; round += 1) react(rostering, local, new Set(people));
  return mixDive(rostering, local, { stiffness, people });
}

/** Fewer find nothing new; more take too long. */
const LEAST_PEOPLE = 8;
const MOST_PEOPLE = 25;
const FIRST_ROUNDS = 2;

/** The chance of those who lose nothing, against a loss of the stiffness. */
const BASE_WEIGHT = 0.3;
