import { emptyCounts } from '#domain/measures/counts.ts';
import { GRID_MS } from '#domain/interval.ts';
import type { Simulation } from '../../../forecasting/simulation/engine/simulation.ts';
import { readCounts } from '../../../forecasting/simulation/read-books.ts';
import { emptyTally, queueTally, type Tally } from '../../metrics/tally.ts';

/** What a simulation counted itself, in the form in which the live figures are kept: reports can be drawn from both. */
export function booksTally(simulation: Simulation): Tally {
  const tally = emptyTally(GRID_MS);
  for (const { start, queue, counts } of readCounts(simulation)) {
    const id = simulation.plan.queueIds[queue];
    if (id === undefined) continue;
    const { delayed: _, ...told } = counts;
    queueTally(tally, id).cells.set(start, { ...emptyCounts(), ...told });
  }
  return tally;
}
