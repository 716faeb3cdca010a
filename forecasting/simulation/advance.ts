import { assert } from '#domain/assert.ts';
import type { EpochMs } from '#domain/time.ts';
import { agentDue } from './engine/agent-day.ts';
import { contactDue, newContact } from './engine/contact-life.ts';
import { incidentDue } from './engine/incidents.ts';
import { drawArrival, planArrival } from './engine/lines.ts';
import { networkDue } from './engine/network.ts';
import { beginDay } from './engine/new-day.ts';
import { DAY_OWNER, FIRST_INCIDENT, lineOwner, sourceOwner } from './engine/owners.ts';
import { FACT, type Simulation } from './engine/simulation.ts';
import { tell } from './engine/tell.ts';
import { clearTimer, setTimer } from './engine/timers.ts';

/**
 * Lets everything happen that is due before `until`, or the first `most` of it. True when `until` has come; nothing at
 * `until` itself has happened then.
 */
export function advance(simulation: Simulation, until: EpochMs, most = Infinity): boolean {
  const { state } = simulation;
  const { timers } = state;
  assert(until >= state.now, `until (${until}) is not before now (${state.now})`);
  for (let steps = 0; timers.size > 0 && (timers.times[0] ?? 0) < until; steps += 1) {
    if (steps >= most) return false;
    state.now = timers.times[0] ?? 0;
    const owner = timers.owners[0] ?? 0;
    const order = timers.orders[0] ?? 0;
    due(simulation, owner);
    // Whoever has not set a new timer has none: looking at the top saves a removal and an insertion for those who have.
    if (timers.owners[0] === owner && timers.orders[0] === order) clearTimer(timers, owner);
  }
  state.now = until;
  return true;
}

function due(simulation: Simulation, owner: number): void {
  const { plan } = simulation;
  const { firstContactOwner, firstAgentOwner } = plan;
  if (owner >= firstContactOwner) return contactDue(simulation, owner - firstContactOwner);
  const agents = plan.agentGroup.length;
  if (owner >= firstAgentOwner + agents) return networkDue(simulation, owner - firstAgentOwner - agents);
  if (owner >= firstAgentOwner) return agentDue(simulation, owner - firstAgentOwner);
  const firstLine = lineOwner(plan, 0);
  if (owner >= firstLine) return arrive(simulation, owner - firstLine);
  if (owner >= sourceOwner(0)) return sourceDue(simulation, owner - sourceOwner(0));
  if (owner === DAY_OWNER) return beginDay(simulation, false);
  incidentDue(simulation, owner - FIRST_INCIDENT);
}

function arrive(simulation: Simulation, line: number): void {
  const { lines } = simulation.state;
  lines.settledTo[line] = lines.nextAt[line] ?? 0;
  newContact(simulation, line);
  lines.arrivals[line] = (lines.arrivals[line] ?? 0) + 1;
  drawArrival(simulation, line);
  planArrival(simulation, line);
}

function sourceDue(simulation: Simulation, source: number): void {
  const { state } = simulation;
  if (state.sourceHeartbeatMs <= 0) return;
  tell(simulation, FACT.sourceHeartbeat, -1, -1, source);
  setTimer(state.timers, sourceOwner(source), state.now + state.sourceHeartbeatMs);
}
