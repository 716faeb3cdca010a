import type { Simulation } from './simulation.ts';

/** Tells the listener, if there is one, that this has happened now. */
export function tell(
  simulation: Simulation,
  fact: number,
  contact: number,
  agent: number,
  more: number,
): void {
  const { teller } = simulation;
  if (teller !== undefined) teller(simulation, fact, contact, agent, more);
}
