import { streamOf, type Stream } from '#domain/contact.ts';
import type { QueueId } from '#domain/ids.ts';
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
    const { streams } = queueTally(tally, id);
    streams[streamInto(simulation, id)].cells.set(start, { ...emptyCounts(), ...told });
  }
  return tally;
}

/** The books know a queue and not its contacts: what comes into a queue of a model is of one stream. */
function streamInto({ plan }: Simulation, queue: QueueId): Stream {
  const { lines } = plan.model;
  const follow = plan.followUps.find((one) => one.queue === queue);
  return streamOf(follow ?? lines.find((line) => line.queue === queue) ?? {});
}
