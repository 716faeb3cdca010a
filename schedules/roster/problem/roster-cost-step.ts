import { greatestDivisor } from '../../greatest-divisor.ts';
import type { RosterProblem } from './roster-problem.ts';

/** What all costs of rosters are a multiple of: the divisor of all weights; 0 when one of them is a fraction. */
export function rosterCostStep({ people, demands }: RosterProblem): number {
  const weights = [
    ...people.flatMap(({ requests }) => requests.map(({ weight }) => weight)),
    ...demands.flatMap(({ underCost, overCost }) => [underCost, overCost]),
  ];
  const isWhole =
    weights.every(Number.isInteger) && demands.every(({ required }) => Number.isInteger(required));
  return isWhole ? weights.reduce((a, b) => greatestDivisor(a, Math.abs(b)), 0) : 0;
}

/** A cost is a multiple of the step, so a bound goes up to the next one; a hair is left for rounding. */
export function roundUp(bound: number, step: number): number {
  return step > 0 && Number.isFinite(bound) ? Math.ceil(bound / step - 1e-4) * step : bound;
}
