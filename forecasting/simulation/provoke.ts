import { addIncident } from './engine/incidents.ts';
import type { Simulation } from './engine/simulation.ts';
import type { Incident } from './model/centre-model.ts';

/** Lets an incident begin now. Answers false when 64 are open already. */
export function provoke(simulation: Simulation, incident: Incident): boolean {
  return addIncident(simulation, incident, simulation.state.now);
}
