import type { Simulation } from './engine/simulation.ts';

/** A second simulation that stands where this one does and goes its own way; nobody listens to it. */
export function cloneSimulation({ plan, state }: Simulation): Simulation {
  return { plan, state: structuredClone(state), teller: undefined };
}
