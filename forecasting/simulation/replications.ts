import { HOUR_MS, epochMs } from '#domain/time.ts';
import { advance } from './advance.ts';
import { LEDGER_COUNTS } from './engine/ledger.ts';
import type { CentreModel } from './model/centre-model.ts';
import { totalCounts, type BookedCounts } from './read-books.ts';
import { startSimulation } from './start-simulation.ts';

export type Replications = {
  readonly model: CentreModel;
  /** The first run's seed; the others follow it. */
  readonly seed: number;
  readonly runs: number;
  readonly warmUpHours: number;
  readonly hours: number;
};

/** The counts of each queue in each of several independent runs, after a warm-up. */
export function replications(options: Replications): readonly (readonly BookedCounts[])[] {
  const { model, seed, runs, warmUpHours, hours } = options;
  return Array.from({ length: runs }, (_, run) => {
    const simulation = startSimulation({ model, seed: seed + run, from: epochMs(0), books: 'total' });
    advance(simulation, epochMs(Math.round(warmUpHours * HOUR_MS)));
    const before = model.queues.map((_queue, queue) => totalCounts(simulation, queue));
    advance(simulation, epochMs(Math.round((warmUpHours + hours) * HOUR_MS)));
    return model.queues.map((_queue, queue) => less(totalCounts(simulation, queue), before[queue]));
  });
}

/** Mean and standard error of a figure over independent runs. */
export function estimate(figures: readonly number[]): { readonly mean: number; readonly error: number } {
  const mean = figures.reduce((sum, one) => sum + one, 0) / figures.length;
  const squares = figures.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (figures.length - 1) / figures.length) };
}

function less(after: BookedCounts, before: BookedCounts | undefined): BookedCounts {
  const difference = { ...after };
  for (const name of LEDGER_COUNTS) difference[name] -= before?.[name] ?? 0;
  return difference;
}
