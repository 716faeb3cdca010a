import { NETWORK, TOLD, WISH } from './agents.ts';
import { joinFree, leaveFree } from './free-agents.ts';
import { STATE, addStay } from './ledger.ts';
import { agentOwner } from './owners.ts';
import { FACT, type Simulation } from './simulation.ts';
import { setTimer } from './timers.ts';

/**
 * After anything in an agent's hands or plans has changed: does what was wished if nothing is in hand, tells the state if it
 * is another, and stands where routing finds whoever is free.
 */
export function settleAgent(simulation: Simulation, agent: number): void {
  const { agents } = simulation.state;
  const wish = agents.wish[agent] ?? 0;
  if (wish !== WISH.none && (agents.load[agent] ?? 0) === 0) {
    if (wish === WISH.signOut) return signOut(simulation, agent);
    if (!isCut(simulation, agent)) goAway(simulation, agent);
  }
  tellState(simulation, agent);
  stand(simulation, agent);
}

/** Puts the time since the last change into the books. To be called before anything about the agent changes. */
export function bookStay({ plan, state }: Simulation, agent: number): void {
  const { agents, now, ledger } = state;
  const since = agents.since[agent] ?? 0;
  if (since === now) return;
  agents.since[agent] = now;
  if ((agents.signedIn[agent] ?? 0) === 0) return;
  addStay(ledger, plan.agentGroup[agent] ?? 0, standingState(state, agent), since, now);
}

/** Signs the agent in, available. */
export function signIn(simulation: Simulation, agent: number): void {
  const { plan, state, teller } = simulation;
  const { agents } = state;
  bookStay(simulation, agent);
  agents.signedIn[agent] = 1;
  agents.told[agent] = TOLD.available;
  agents.wish[agent] = WISH.none;
  agents.onBreak[agent] = 0;
  const isHome = plan.model.groups[plan.agentGroup[agent] ?? 0]?.home !== undefined;
  agents.network[agent] = isHome ? NETWORK.alive : NETWORK.office;
  agents.heardAt[agent] = state.now;
  if (teller !== undefined) teller(simulation, FACT.signedIn, -1, agent, 0);
}

function signOut(simulation: Simulation, agent: number): void {
  const { plan, state, teller } = simulation;
  const { agents } = state;
  bookStay(simulation, agent);
  agents.signedIn[agent] = 0;
  agents.wish[agent] = WISH.none;
  agents.onBreak[agent] = 0;
  agents.network[agent] = NETWORK.office;
  agents.signedOutAt[agent] = state.now;
  leaveFree(agents, agent, plan.agentGroup[agent] ?? 0);
  if (teller !== undefined) teller(simulation, FACT.signedOut, -1, agent, 0);
}

function goAway({ plan, state }: Simulation, agent: number): void {
  const { agents } = state;
  agents.wish[agent] = WISH.none;
  agents.onBreak[agent] = 1;
  setTimer(state.timers, agentOwner(plan, agent), state.now + (agents.wishMs[agent] ?? 0));
}

/** While a contact is in hand everyone sees that; while the network is cut nothing can be told. */
function tellState(simulation: Simulation, agent: number): void {
  const { state, teller } = simulation;
  const { agents } = state;
  if ((agents.inHand[agent] ?? 0) > 0 || isCut(simulation, agent)) return;
  const wanted = (agents.wrapping[agent] ?? 0) > 0 ? TOLD.wrapUp : restState(simulation, agent);
  if (wanted === agents.told[agent]) return;
  bookStay(simulation, agent);
  agents.told[agent] = wanted;
  agents.heardAt[agent] = state.now;
  if (teller !== undefined) teller(simulation, FACT.state, -1, agent, wanted);
}

const restState = ({ state }: Simulation, agent: number): number =>
  (state.agents.onBreak[agent] ?? 0) === 1 ? TOLD.away : TOLD.available;

/** Free to take something: in the list of its load. It keeps its place there if nothing has changed. */
function stand({ plan, state }: Simulation, agent: number): void {
  const { agents } = state;
  const group = plan.agentGroup[agent] ?? 0;
  const load = agents.load[agent] ?? 0;
  const isFree =
    (agents.signedIn[agent] ?? 0) === 1 &&
    (agents.wish[agent] ?? 0) === WISH.none &&
    (agents.told[agent] ?? 0) === TOLD.available &&
    (agents.onBreak[agent] ?? 0) === 0 &&
    (agents.network[agent] ?? 0) !== NETWORK.lost &&
    load < (plan.groupSlots[group] ?? 1);
  if (isFree) joinFree(agents, agent, group, load);
  else leaveFree(agents, agent, group);
}

function isCut({ state }: Simulation, agent: number): boolean {
  const network = state.agents.network[agent] ?? 0;
  return network === NETWORK.cut || network === NETWORK.lost;
}

function standingState({ agents }: Simulation['state'], agent: number): number {
  if ((agents.inHand[agent] ?? 0) > 0) return STATE.busy;
  if ((agents.network[agent] ?? 0) === NETWORK.lost) return STATE.unreachable;
  if ((agents.wrapping[agent] ?? 0) > 0) return STATE.wrapUp;
  const told = agents.told[agent] ?? 0;
  return told === TOLD.available ? STATE.available : told === TOLD.wrapUp ? STATE.wrapUp : STATE.away;
}
