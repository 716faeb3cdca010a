import { MINUTE_MS } from '#domain/time.ts';
import { instantOf } from '#domain/time-zone.ts';
import type { Incident } from '../model/centre-model.ts';
import { placeOf, unitAt } from '../random/random-streams.ts';
import type { LocalDay } from './agent-day.ts';
import { NETWORK } from './agents.ts';
import { MOST_INCIDENTS } from '../model/compile-model.ts';
import { planArrival, settleArrivals } from './lines.ts';
import { cutNetwork } from './network.ts';
import { FIRST_INCIDENT } from './owners.ts';
import { AGENT_PURPOSES as PURPOSE } from '../model/purposes.ts';
import type { Simulation } from './simulation.ts';
import { setTimer } from './timers.ts';

/** Lets an incident begin at an instant that has not passed. Answers false when too many are open already. */
export function addIncident(simulation: Simulation, incident: Incident, at: number): boolean {
  const { incidents, timers } = simulation.state;
  let slot = 0;
  while (incidents.some((one) => one.slot === slot)) slot += 1;
  if (slot >= MOST_INCIDENTS) return false;
  incidents.push({ slot, incident, hasBegun: false });
  setTimer(timers, FIRST_INCIDENT + slot, at);
  return true;
}

/** An incident's timer has come: it begins, or it is over. */
export function incidentDue(simulation: Simulation, slot: number): void {
  const { incidents, timers, now } = simulation.state;
  const place = incidents.findIndex((one) => one.slot === slot);
  const open = incidents[place];
  if (open === undefined) return;
  if (!open.hasBegun && open.incident.kind === 'surge') {
    open.hasBegun = true;
    setTimer(timers, FIRST_INCIDENT + slot, now + Math.max(1, open.incident.forMs));
  } else incidents.splice(place, 1);
  if (open.incident.kind === 'surge') changeRates(simulation);
  else cutSome(simulation, open.incident);
}

/** The incidents that chance has for a local day. */
export function planMishaps(simulation: Simulation, day: LocalDay): void {
  const { plan, state } = simulation;
  for (const [index, { incident, share, window }] of (plan.model.mishaps ?? []).entries()) {
    const place = placeOf(day.number, index + 1);
    if (unitAt(plan.agentStreams, PURPOSE.mishap, place) >= share) continue;
    const unit = unitAt(plan.agentStreams, PURPOSE.mishapTime, place);
    const minute = window.from + unit * (window.to - window.from);
    const at = Math.floor(instantOf(plan.zone, day.midnight + Math.floor(minute * MINUTE_MS)));
    if (at >= state.now) addIncident(simulation, incident, at);
  }
}

/** Every line's factor is the product of the surges that are on. */
function changeRates(simulation: Simulation): void {
  const { plan, state } = simulation;
  for (const [line, { id, queue }] of plan.model.lines.entries()) {
    let boost = 1;
    for (const { incident, hasBegun } of state.incidents) {
      if (!hasBegun || incident.kind !== 'surge') continue;
      if (incident.lines !== undefined && !incident.lines.includes(id)) continue;
      if (incident.queue !== undefined && incident.queue !== queue) continue;
      boost *= incident.factor;
    }
    if (boost === state.lines.boost[line]) continue;
    settleArrivals(simulation, line, state.now);
    state.lines.boost[line] = boost;
    planArrival(simulation, line);
  }
}

/** Cuts the networks of as many home agents as are asked for, as far as there are any. */
function cutSome(simulation: Simulation, incident: Extract<Incident, { kind: 'unreachable' }>): void {
  const { plan, state } = simulation;
  const there = Array.from(plan.agentGroup, (_, agent) => agent)
    .filter((agent) => (state.agents.network[agent] ?? 0) === NETWORK.alive)
    .map((agent) => ({
      agent,
      unit: unitAt(plan.agentStreams, PURPOSE.pick, placeOf(agent, state.now % 1e9)),
    }))
    .toSorted((one, other) => one.unit - other.unit);
  for (const { agent } of there.slice(0, incident.agents)) cutNetwork(simulation, agent, incident.forMs);
}
