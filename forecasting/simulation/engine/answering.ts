import { lengthAt } from '../model/spread.ts';
import { placeOf, unitAt } from '../random/random-streams.ts';
import { bookStay, settleAgent } from './agent-standing.ts';
import { NETWORK } from './agents.ts';
import { MOST_SLOTS } from '../model/compile-model.ts';
import { STAGE } from './contacts.ts';
import { COUNT } from './ledger.ts';
import { lineStream } from './lines.ts';
import { contactOwner } from './owners.ts';
import { CUSTOMER_PURPOSES as PURPOSE } from '../model/purposes.ts';
import { FACT, type Simulation } from './simulation.ts';
import { tell } from './tell.ts';
import { setTimer } from './timers.ts';
import { count, visitUnit } from './waiting.ts';

/** The contact rings at the agent, or is answered at once where nothing rings. */
export function offerContact(simulation: Simulation, contact: number, agent: number): void {
  const { plan, state } = simulation;
  const { contacts, agents } = state;
  const queue = contacts.queue[contact] ?? 0;
  const slots = slotsOf(simulation, queue, agent);
  agents.load[agent] = (agents.load[agent] ?? 0) + slots;
  contacts.agent[contact] = agent;
  if ((plan.rings[queue] ?? 0) === 0) return answerContact(simulation, contact);
  agents.ringing[agent] = (agents.ringing[agent] ?? 0) + 1;
  contacts.stage[contact] = STAGE.ringing;
  tell(simulation, FACT.ringing, contact, agent, 0);
  const { timeoutMs = 0 } = plan.model.queues[queue]?.ring ?? {};
  const afterMs = Math.min(
    timeoutMs,
    lengthAt(plan.ringing, queue, visitUnit(simulation, contact, PURPOSE.ring)),
  );
  const endsAt = state.now + (willRefuse(simulation, contact, agent) ? timeoutMs : afterMs);
  contacts.ringEndsAt[contact] = endsAt;
  settleAgent(simulation, agent);
  setTimer(
    state.timers,
    contactOwner(plan, contact),
    Math.min(endsAt, contacts.patienceEndsAt[contact] ?? Infinity),
  );
}

/** The agent it was offered to answers. */
export function answerContact(simulation: Simulation, contact: number): void {
  const { plan, state } = simulation;
  const { contacts, agents, now } = state;
  const queue = contacts.queue[contact] ?? 0;
  const agent = contacts.agent[contact] ?? 0;
  const waitMs = now - (contacts.queuedAt[contact] ?? 0);
  count(simulation, contact, COUNT.answered, 1);
  count(simulation, contact, COUNT.waitAnsweredMs, waitMs);
  if (waitMs <= (plan.withinMs[queue] ?? 0)) count(simulation, contact, COUNT.answeredWithin, 1);
  state.waiting[queue] = (state.waiting[queue] ?? 0) - 1;
  bookStay(simulation, agent);
  tell(simulation, FACT.answered, contact, agent, 0);
  contacts.stage[contact] = STAGE.talking;
  contacts.answeredAt[contact] = now;
  const length = lengthAt(plan.service, queue, visitUnit(simulation, contact, PURPOSE.service));
  // A talk takes some time at least: one that ends as it begins leaves no trace in an agent's day.
  const workMs = Math.max(1, Math.round(length * (plan.pace[agent] ?? 1)));
  const inHand = agents.inHand[agent] ?? 0;
  if ((plan.groupSlots[plan.agentGroup[agent] ?? 0] ?? 1) > 1) takeInHand(simulation, agent, contact, workMs);
  else setTimer(state.timers, contactOwner(plan, contact), now + workMs);
  agents.inHand[agent] = inHand + 1;
  settleAgent(simulation, agent);
}

/** Gives back the slots of a contact that the agent is through with. */
export function freeSlots(simulation: Simulation, contact: number): void {
  const { contacts, agents } = simulation.state;
  const agent = contacts.agent[contact] ?? 0;
  agents.load[agent] = (agents.load[agent] ?? 0) - slotsOf(simulation, contacts.queue[contact] ?? 0, agent);
}

/** The agent lets go of a contact that was in talk; the other open ones go faster from now on. */
export function letGo(simulation: Simulation, contact: number): void {
  const { plan, state } = simulation;
  const { contacts, agents } = state;
  const agent = contacts.agent[contact] ?? 0;
  bookStay(simulation, agent);
  const inHand = (agents.inHand[agent] ?? 0) - 1;
  agents.inHand[agent] = inHand;
  if ((plan.groupSlots[plan.agentGroup[agent] ?? 0] ?? 1) === 1) return;
  const first = agent * MOST_SLOTS;
  let place = first;
  while (agents.hands[place] !== contact && place < first + inHand) place += 1;
  agents.hands[place] = agents.hands[first + inHand] ?? 0;
  repace(simulation, agent, inHand + 1, inHand);
}

function takeInHand(simulation: Simulation, agent: number, contact: number, workMs: number): void {
  const { contacts, agents, now } = simulation.state;
  const inHand = agents.inHand[agent] ?? 0;
  contacts.work[contact] = workMs;
  contacts.pacedAt[contact] = now;
  agents.hands[agent * MOST_SLOTS + inHand] = contact;
  repace(simulation, agent, inHand, inHand + 1);
}

/** Each open chat's work goes on at the speed of the new number of open chats. */
function repace({ plan, state }: Simulation, agent: number, were: number, are: number): void {
  const { contacts, agents, now, timers } = state;
  const slowdown = plan.slowdown[plan.agentGroup[agent] ?? 0] ?? 0;
  const before = 1 + slowdown * Math.max(0, were - 1);
  const since = 1 + slowdown * Math.max(0, are - 1);
  for (let place = 0; place < are; place += 1) {
    const contact = agents.hands[agent * MOST_SLOTS + place] ?? 0;
    const done = (now - (contacts.pacedAt[contact] ?? 0)) / before;
    const work = Math.max(0, (contacts.work[contact] ?? 0) - done);
    contacts.work[contact] = work;
    contacts.pacedAt[contact] = now;
    setTimer(timers, contactOwner(plan, contact), Math.ceil(now + work * since));
  }
}

function slotsOf({ plan }: Simulation, queue: number, agent: number): number {
  return (plan.wholeAgent[queue] ?? 0) === 1 ? (plan.groupSlots[plan.agentGroup[agent] ?? 0] ?? 1) : 1;
}

/** An agent whose network is cut hears no ring. */
export function willRefuse({ plan, state }: Simulation, contact: number, agent: number): boolean {
  const { contacts, agents } = state;
  const network = agents.network[agent] ?? 0;
  if (network === NETWORK.cut || network === NETWORK.lost) return true;
  const { refusedShare = 0 } = plan.model.queues[contacts.queue[contact] ?? 0]?.ring ?? {};
  if (refusedShare === 0) return false;
  const nth = 8 * (contacts.refusals[contact] ?? 0) + (contacts.visits[contact] ?? 0);
  const stream = lineStream(contacts.line[contact] ?? 0, PURPOSE.refusal);
  return unitAt(plan.customerStreams, stream, placeOf(contacts.place[contact] ?? 0, nth)) < refusedShare;
}
