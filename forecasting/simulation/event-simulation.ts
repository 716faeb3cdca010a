import type { AcdEvent } from '#domain/acd-event.ts';
import type { EpochMs } from '#domain/time.ts';
import { advance } from './advance.ts';
import { FACT, type Simulation } from './engine/simulation.ts';
import { tell } from './engine/tell.ts';
import { eventWriter } from './event-writer.ts';
import { startSimulation, type SimulationOptions } from './start-simulation.ts';

/** A simulated centre that keeps its events until they are taken. */
export type EventSimulation = {
  readonly simulation: Simulation;
  /** What happens before `until`, in order of time, in batches of about `size` events. */
  run(until: EpochMs, size?: number): Generator<readonly AcdEvent[]>;
  /** The sources say that they stop, now. */
  stop(): readonly AcdEvent[];
};

/** Enough to be worth a write, little enough to be forgotten soon. */
const USUAL_BATCH = 1_000;

/** Starts a centre that tells events. The events of its opening come with the first batch. */
export function eventSimulation(options: Omit<SimulationOptions, 'teller'>): EventSimulation {
  let events: AcdEvent[] = [];
  const simulation = startSimulation({ ...options, teller: eventWriter((event) => events.push(event)) });
  const take = (): readonly AcdEvent[] => {
    const taken = events;
    events = [];
    return taken;
  };
  return {
    simulation,
    *run(until, size = USUAL_BATCH) {
      // A step tells a few events at most: a batch is never much longer than asked for.
      while (!advance(simulation, until, Math.max(1, size >> 2))) if (events.length >= size) yield take();
      if (events.length > 0) yield take();
    },
    stop() {
      for (let source = 0; source < simulation.plan.model.sources.length; source += 1) {
        tell(simulation, FACT.sourceStopped, -1, -1, source);
      }
      return take();
    },
  };
}
