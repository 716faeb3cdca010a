import { lengthAt } from '../model/spread.ts';
import { bookStay, settleAgent } from './agent-standing.ts';
import { NETWORK, WISH } from './agents.ts';
import { answerContact, freeSlots, letGo, offerContact, willRefuse } from './answering.ts';
import { freePlace } from './contact-places.ts';
import { STAGE } from './contacts.ts';
import { COUNT } from './ledger.ts';
import { contactOwner } from './owners.ts';
import { CUSTOMER_PURPOSES as PURPOSE } from '../model/purposes.ts';
import { abandon, enterQueue, wait } from './queue-visit.ts';
import { findAgent, findContact } from './routing.ts';
import { FACT, type Simulation } from './simulation.ts';
import { tell } from './tell.ts';
import { setTimer } from './timers.ts';
import { count, visitUnit } from './waiting.ts';
import { leaveWaiting } from './waiting-lists.ts';

/** Gives the agent waiting contacts while there is a free slot and someone to take. */
export function serveAgent(simulation: Simulation, agent: number): void {
  const { state } = simulation;
  while (state.takeableInAll > 0 && (state.agents.list[agent] ?? -1) >= 0) {
    const contact = findContact(simulation, agent);
    if (contact < 0) return;
    leaveWaiting(state, contact);
    offerContact(simulation, contact, agent);
  }
}

/** A ring is over: answered, not answered, or the customer hung up first. */
export function endRing(simulation: Simulation, contact: number): void {
  const { state } = simulation;
  const { contacts, agents, now } = state;
  const agent = contacts.agent[contact] ?? 0;
  const hungUp = (contacts.patienceEndsAt[contact] ?? 0) <= now;
  const refused = !hungUp && willRefuse(simulation, contact, agent);
  agents.ringing[agent] = (agents.ringing[agent] ?? 0) - 1;
  if (!hungUp && !refused) return answerContact(simulation, contact);
  freeSlots(simulation, contact);
  if (hungUp) abandon(simulation, contact, 2);
  else refuse(simulation, contact, agent);
  settleAgent(simulation, agent);
  if (refused) routeAgain(simulation, contact);
  serveAgent(simulation, agent);
}

/** The talk is over: on to another queue, or to its end and the agent's after-contact work. */
export function endTalk(simulation: Simulation, contact: number): void {
  const { plan, state } = simulation;
  const { contacts, agents, now } = state;
  const queue = contacts.queue[contact] ?? 0;
  const agent = contacts.agent[contact] ?? 0;
  count(simulation, contact, COUNT.handled, 1);
  count(simulation, contact, COUNT.handleMs, now - (contacts.answeredAt[contact] ?? 0));
  letGo(simulation, contact);
  const to = transferTo(simulation, contact, queue);
  // Who transfers has the after-contact work with whoever ends the contact.
  if (to >= 0) return transfer(simulation, contact, to);
  tell(simulation, FACT.ended, contact, agent, 0);
  const wrapMs = wrapLength(simulation, contact, queue);
  if (wrapMs <= 0) return finish(simulation, contact);
  agents.wrapping[agent] = (agents.wrapping[agent] ?? 0) + 1;
  contacts.stage[contact] = STAGE.wrapUp;
  contacts.work[contact] = wrapMs;
  setTimer(state.timers, contactOwner(plan, contact), now + wrapMs);
  settleAgent(simulation, agent);
}

/** After-contact work is over. */
export function endWrapUp(simulation: Simulation, contact: number): void {
  const { contacts, agents } = simulation.state;
  const agent = contacts.agent[contact] ?? 0;
  count(simulation, contact, COUNT.handleMs, contacts.work[contact] ?? 0);
  bookStay(simulation, agent);
  agents.wrapping[agent] = (agents.wrapping[agent] ?? 0) - 1;
  tell(simulation, FACT.wrapped, contact, agent, 0);
  finish(simulation, contact);
}

function finish(simulation: Simulation, contact: number): void {
  const { contacts } = simulation.state;
  const agent = contacts.agent[contact] ?? 0;
  freeSlots(simulation, contact);
  freePlace(contacts, contact);
  settleAgent(simulation, agent);
  serveAgent(simulation, agent);
}

function transfer(simulation: Simulation, contact: number, to: number): void {
  const agent = simulation.state.contacts.agent[contact] ?? 0;
  tell(simulation, FACT.transferred, contact, agent, to);
  freeSlots(simulation, contact);
  settleAgent(simulation, agent);
  enterQueue(simulation, contact, to);
  serveAgent(simulation, agent);
}

function transferTo(simulation: Simulation, contact: number, queue: number): number {
  const transfers = simulation.plan.transfers[queue];
  // A contact may be passed on a few times, not for ever.
  if (transfers === undefined || transfers.length === 0) return -1;
  if ((simulation.state.contacts.visits[contact] ?? 0) >= MOST_TRANSFERS) return -1;
  let unit = visitUnit(simulation, contact, PURPOSE.transfer);
  for (const { share, to } of transfers) {
    if (unit < share) return to;
    unit -= share;
  }
  return -1;
}

const MOST_TRANSFERS = 5;

function wrapLength(simulation: Simulation, contact: number, queue: number): number {
  const { plan, state } = simulation;
  const pace = plan.pace[state.contacts.agent[contact] ?? 0] ?? 1;
  const length = lengthAt(plan.wrapUp, queue, visitUnit(simulation, contact, PURPOSE.wrapUp));
  return Math.round(length * pace);
}

function refuse(simulation: Simulation, contact: number, agent: number): void {
  const { plan, state } = simulation;
  const { contacts, agents } = state;
  count(simulation, contact, COUNT.refused, 1);
  tell(simulation, FACT.refused, contact, agent, 0);
  contacts.refusals[contact] = Math.min(255, (contacts.refusals[contact] ?? 0) + 1);
  const { penaltyMs = 0 } = plan.model.queues[contacts.queue[contact] ?? 0]?.ring ?? {};
  const isThere = (agents.network[agent] ?? 0) <= NETWORK.alive;
  if (!isThere || penaltyMs <= 0 || (agents.wish[agent] ?? 0) !== WISH.none) return;
  agents.wish[agent] = WISH.away;
  agents.wishReason[agent] = NO_ANSWER;
  agents.wishMs[agent] = penaltyMs;
}

/** Reason number of the absence of one who did not answer a ring; the breaks of the rota follow it. */
export const NO_ANSWER = 0;

function routeAgain(simulation: Simulation, contact: number): void {
  const { contacts, now } = simulation.state;
  const waitedMs = now - (contacts.queuedAt[contact] ?? 0);
  const agent = findAgent(simulation, contacts.queue[contact] ?? 0, waitedMs);
  if (agent >= 0) offerContact(simulation, contact, agent);
  else wait(simulation, contact);
}
