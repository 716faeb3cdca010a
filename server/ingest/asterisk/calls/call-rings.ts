import { agentId, queueId } from '#domain/ids.ts';
import { newVisit, visitIn, waitOf, type CallVisit } from './call-book.ts';
import { nameOf, type CallTellerPorts, type Fact } from './call-words.ts';

/** It rings at a member. */
export function ring(ports: CallTellerPorts, fact: Fact<'rang' | 'refused' | 'ring-cancelled'>): void {
  const { outbox, calls, agents } = ports;
  const visit = waitOf(calls.open(fact.call, fact.at), fact.queue);
  visit.isRinging = true;
  visit.rings = [...visit.rings.filter((member) => member !== fact.member), fact.member].slice(-RINGS_KEPT);
  const agent = agents.rung(fact, fact.member, fact.call);
  outbox.push({
    ...outbox.envelope(fact, ...nameOf(fact, visit), 'ringing', agent, fact.at),
    kind: 'contact-ringing',
    contact: outbox.contact(fact.call),
    queue: queueId(fact.queue),
    agent: agentId(agent),
  });
}

/** Members at whom one call rings: all those of the largest queue we know of. */
const RINGS_KEPT = 1_000;

/** The member did not take it. */
export function refuse(ports: CallTellerPorts, fact: Fact<'refused' | 'rang' | 'ring-cancelled'>): void {
  const { outbox, calls, agents } = ports;
  const call = calls.open(fact.call, fact.at);
  const visit =
    visitIn(call, fact.queue, 'waiting', 'leaving', 'talking', 'done') ?? newVisit(call, fact.queue);
  visit.isRinging = false;
  visit.refused += 1;
  const agent = agents.seenIn(fact, fact.member, fact.queue);
  endRing(ports, visit, fact);
  outbox.push({
    ...outbox.envelope(fact, ...nameOf(fact, visit), 'refused', visit.refused),
    kind: 'contact-refused',
    contact: outbox.contact(fact.call),
    queue: queueId(fact.queue),
    agent: agentId(agent),
  });
}

function endRing(
  { agents }: CallTellerPorts,
  visit: CallVisit,
  fact: Fact<'refused' | 'rang' | 'ring-cancelled'>,
): void {
  const agent = agents.nameOf(fact.member);
  visit.rings = visit.rings.filter((member) => agents.nameOf(member) !== agent);
  agents.ringOver(fact, fact.member, fact.call);
}

/** It rings there no more, for somebody else has taken it, or nobody. */
export function cancelRing(ports: CallTellerPorts, fact: Fact<'rang' | 'refused' | 'ring-cancelled'>): void {
  const call = ports.calls.get(fact.call);
  const visit = call === undefined ? undefined : visitIn(call, fact.queue, 'waiting', 'leaving');
  if (visit === undefined) return;
  visit.isRinging = true;
  endRing(ports, visit, fact);
}
