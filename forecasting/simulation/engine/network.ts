import { HEARTBEAT_LIMIT_MS } from '#domain/agent.ts';
import { HOUR_MS } from '#domain/time.ts';
import { lengthAt } from '../model/spread.ts';
import { placeOf, unitAt } from '../random/random-streams.ts';
import { bookStay, settleAgent } from './agent-standing.ts';
import { NETWORK } from './agents.ts';
import { serveAgent } from './handling.ts';
import { networkOwner } from './owners.ts';
import { AGENT_PURPOSES as PURPOSE } from '../model/purposes.ts';
import { FACT, type Simulation } from './simulation.ts';
import { tell } from './tell.ts';
import { setTimer } from './timers.ts';

/** The first heartbeat of a home agent who has signed in; agents in an office send none. */
export function startHeartbeats(simulation: Simulation, agent: number): void {
  if ((simulation.state.agents.network[agent] ?? 0) === NETWORK.alive) beat(simulation, agent);
}

/** A home agent's timer has come: a heartbeat, or the lack of one, or the network is back. */
export function networkDue(simulation: Simulation, agent: number): void {
  const { agents, now } = simulation.state;
  const network = agents.network[agent] ?? 0;
  if (network === NETWORK.office) return;
  if (network === NETWORK.alive) return beatOrLose(simulation, agent);
  if ((agents.networkBackAt[agent] ?? 0) <= now) return comeBack(simulation, agent);
  bookStay(simulation, agent);
  agents.network[agent] = NETWORK.lost;
  settleAgent(simulation, agent);
  setTimer(simulation.state.timers, networkOwner(simulation.plan, agent), agents.networkBackAt[agent] ?? 0);
}

/** The network of a home agent is gone for so long. Answers false for one who is not there, or has no network to lose. */
export function cutNetwork(simulation: Simulation, agent: number, forMs: number): boolean {
  const { plan, state } = simulation;
  const { agents, now } = state;
  if ((agents.network[agent] ?? 0) !== NETWORK.alive) return false;
  agents.network[agent] = NETWORK.cut;
  agents.networkBackAt[agent] = now + Math.max(1, forMs);
  const knownAt = (agents.heardAt[agent] ?? 0) + HEARTBEAT_LIMIT_MS;
  setTimer(state.timers, networkOwner(plan, agent), Math.min(agents.networkBackAt[agent] ?? 0, knownAt));
  return true;
}

function beatOrLose(simulation: Simulation, agent: number): void {
  const { plan, state } = simulation;
  const { agents } = state;
  const group = plan.agentGroup[agent] ?? 0;
  const { lossesPerHour = 0, heartbeatMs = 0 } = plan.model.groups[group]?.home ?? {};
  const beats = agents.beats[agent] ?? 0;
  const unit = unitAt(plan.agentStreams, PURPOSE.networkLoss, placeOf(agent, beats + 1));
  if (unit >= (lossesPerHour * heartbeatMs) / HOUR_MS) return beat(simulation, agent);
  agents.beats[agent] = beats + 1;
  const lostFor = lengthAt(
    plan.lostFor,
    group,
    unitAt(plan.agentStreams, PURPOSE.lostFor, placeOf(agent, beats + 1)),
  );
  cutNetwork(simulation, agent, lostFor);
}

function beat(simulation: Simulation, agent: number): void {
  const { plan, state } = simulation;
  const { agents } = state;
  agents.beats[agent] = (agents.beats[agent] ?? 0) + 1;
  agents.heardAt[agent] = state.now;
  tell(simulation, FACT.heartbeat, -1, agent, 0);
  const { heartbeatMs = HEARTBEAT_LIMIT_MS } = plan.model.groups[plan.agentGroup[agent] ?? 0]?.home ?? {};
  setTimer(state.timers, networkOwner(plan, agent), state.now + heartbeatMs);
}

function comeBack(simulation: Simulation, agent: number): void {
  bookStay(simulation, agent);
  simulation.state.agents.network[agent] = NETWORK.alive;
  beat(simulation, agent);
  settleAgent(simulation, agent);
  serveAgent(simulation, agent);
}
