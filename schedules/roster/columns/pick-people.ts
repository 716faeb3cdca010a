import { reducedCost } from './master.ts';
import type { Duals } from './generate-columns.ts';
import type { Plan, Rostering } from './rostering.ts';

export type PickLimits = {
  readonly size: number;
  /** Absent: everybody is as likely. */
  readonly duals: Duals | undefined;
  /** The chance of those who lose nothing, in the units of a loss. */
  readonly base: number;
};

/**
 * So many people by chance, and rather those whose line is dear at the duals: there the plan loses against the bound.
 * Drawn by weight without putting back (P. Efraimidis and P. Spirakis, 2006).
 */
export function pickPeople({ chance }: Rostering, plan: Plan, { size, duals, base }: PickLimits): number[] {
  return plan.columns
    .map((column) => {
      const { person } = column;
      const loss = duals === undefined ? 0 : reducedCost(column, duals.demands) - (duals.people[person] ?? 0);
      return { person, key: chance() ** (1 / (base + Math.max(0, loss))) };
    })
    .sort((a, b) => b.key - a.key)
    .slice(0, size)
    .map(({ person }) => person);
}
