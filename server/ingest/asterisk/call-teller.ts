import type { Labels } from '#domain/acd-event.ts';
import { agentId, queueId } from '#domain/ids.ts';
import { SECOND_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import { newVisit, visitIn, type CallVisit, type OpenCall } from './call-book.ts';
import {
  nameOf,
  short,
  start,
  tellEnd,
  tellEntry,
  tellExit,
  type CallTellerPorts,
  type Fact,
  type FactOfCall,
} from './call-words.ts';

/** Tells of calls as contacts. */
export type CallTeller = {
  take(fact: FactOfCall): void;
};

/** A teller that knows what is in the book. */
export function callTeller(ports: CallTellerPorts): CallTeller {
  return {
    take(fact) {
      switch (fact.kind) {
        case 'entered':
          return enter(ports, fact);
        case 'rang':
          return ring(ports, fact);
        case 'refused':
          return refuse(ports, fact);
        case 'ring-cancelled':
          return cancelRing(ports, fact);
        case 'connected':
          return connect(ports, fact);
        case 'held':
        case 'resumed':
          return hold(ports, fact);
        case 'released':
          return release(ports, fact);
        case 'left':
          return leave(ports, fact);
        case 'turned-away':
          return turnAway(ports, fact);
        case 'hung-up':
          return hangUp(ports, fact);
        case 'labelled':
          return label(ports, fact);
      }
    },
  };
}

/** The two mouths of a switch tell one fact within this time of each other; the log has whole seconds. */
const SAME_MS: DurationMs = 5 * SECOND_MS;

function enter(ports: CallTellerPorts, fact: Fact<'entered'>): void {
  const call = ports.calls.open(fact.call, fact.at);
  // An answer or an exit may have been told before the entry was.
  const early = call.visits.find((visit) => visit.queue === fact.queue && visit.enteredAt === undefined);
  const waiting = visitIn(call, fact.queue, 'waiting');
  if (early === undefined && waiting?.enteredAt !== undefined && isSame(waiting.enteredAt, fact.at)) return;
  const visit = early ?? newVisit(call, fact.queue, fact.at);
  visit.enteredAt = fact.at;
  call.isPassedOn = false;
  start(ports, call, fact);
  tellEntry(ports, visit, fact);
}

const isSame = (one: EpochMs, other: EpochMs): boolean => Math.abs(one - other) <= SAME_MS;

/** The visit that a fact about a wait belongs to; its entry may not have been told. */
const waitOf = (call: OpenCall, queue: string, at: EpochMs): CallVisit =>
  visitIn(call, queue, 'waiting') ?? newVisit(call, queue, at);

function ring(
  { outbox, calls, agents }: CallTellerPorts,
  fact: Fact<'rang' | 'refused' | 'ring-cancelled'>,
): void {
  const visit = waitOf(calls.open(fact.call, fact.at), fact.queue, fact.at);
  visit.isRinging = true;
  const agent = agents.rung(fact, fact.member);
  outbox.push({
    ...outbox.envelope(fact, ...nameOf(fact, visit), 'ringing', agent, fact.at),
    kind: 'contact-ringing',
    contact: outbox.contact(fact.call),
    queue: queueId(fact.queue),
    agent: agentId(agent),
  });
}

function refuse(
  { outbox, calls, agents }: CallTellerPorts,
  fact: Fact<'refused' | 'rang' | 'ring-cancelled'>,
): void {
  const call = calls.open(fact.call, fact.at);
  const visit =
    visitIn(call, fact.queue, 'waiting', 'talking', 'done') ?? newVisit(call, fact.queue, fact.at);
  visit.isRinging = false;
  visit.refused += 1;
  const agent = agents.seenIn(fact, fact.member, fact.queue);
  outbox.push({
    ...outbox.envelope(fact, ...nameOf(fact, visit), 'refused', visit.refused),
    kind: 'contact-refused',
    contact: outbox.contact(fact.call),
    queue: queueId(fact.queue),
    agent: agentId(agent),
  });
}

function cancelRing({ calls }: CallTellerPorts, fact: Fact<'rang' | 'refused' | 'ring-cancelled'>): void {
  const call = calls.get(fact.call);
  const visit = call === undefined ? undefined : visitIn(call, fact.queue, 'waiting');
  if (visit !== undefined) visit.isRinging = true;
}

function connect({ outbox, calls, agents }: CallTellerPorts, fact: Fact<'connected'>): void {
  const call = calls.open(fact.call, fact.at);
  const talking = visitIn(call, fact.queue, 'talking');
  if (talking !== undefined && isSame(talking.changedAt, fact.at)) return;
  const visit = waitOf(call, fact.queue, fact.at);
  visit.stage = 'talking';
  visit.changedAt = fact.at;
  visit.member = fact.member;
  const agent = agents.engaged(fact, fact.member, fact);
  outbox.push({
    ...outbox.envelope(fact, ...nameOf(fact, visit), 'answered'),
    kind: 'contact-answered',
    contact: outbox.contact(fact.call),
    queue: queueId(fact.queue),
    agent: agentId(agent),
  });
}

function hold({ outbox, calls, agents }: CallTellerPorts, fact: Fact<'held' | 'resumed'>): void {
  const call = calls.get(fact.call);
  const visit = call?.visits.findLast(({ stage }) => stage === 'talking');
  // A consultation raises a second Hold, and its end may raise an Unhold of its own.
  if (visit === undefined || visit.isHeld === (fact.kind === 'held')) return;
  visit.isHeld = fact.kind === 'held';
  outbox.push({
    ...outbox.envelope(fact, ...nameOf(fact, visit), fact.kind, fact.at),
    kind: fact.kind === 'held' ? 'contact-held' : 'contact-resumed',
    contact: outbox.contact(fact.call),
    agent: agentId(agents.nameOf(fact.member)),
  });
}

function release(ports: CallTellerPorts, fact: Fact<'released'>): void {
  const { calls, agents } = ports;
  const call = calls.open(fact.call, fact.at);
  const done = visitIn(call, fact.queue, 'done');
  const talking = visitIn(call, fact.queue, 'talking');
  if (talking === undefined && done !== undefined && isSame(done.changedAt, fact.at)) return;
  const visit = talking ?? newVisit(call, fact.queue, fact.at);
  visit.stage = 'done';
  visit.changedAt = fact.at;
  const name = nameOf(fact, visit);
  const agent = agents.nameOf(fact.member);
  if (fact.how === 'transfer') passOn(ports, fact, { call, agent, name });
  else tellEnd(ports, fact, name);
  agents.released(fact, fact.member, { ...fact, wrapped: [...name, 'wrapped'] });
  if (!call.isPassedOn) calls.ended(fact.call);
}

type Passing = {
  readonly call: OpenCall;
  readonly agent: string;
  readonly name: readonly (string | number)[];
};

function passOn(ports: CallTellerPorts, fact: Fact<'released'>, { call, agent, name }: Passing): void {
  const { outbox } = ports;
  outbox.push({
    ...outbox.envelope(fact, ...name, 'transferred'),
    kind: 'contact-transferred',
    contact: outbox.contact(fact.call),
    agent: agentId(agent),
    ...(fact.to === undefined ? {} : { to: short(fact.to) }),
  });
  // The log tells no more of it unless it comes into a queue again; AMI may tell when the caller hangs up.
  if (fact.hangUpFollows === true) call.isPassedOn = true;
  else tellEnd(ports, { ...fact, how: 'unknown' }, name);
}

function leave(ports: CallTellerPorts, fact: Fact<'left'>): void {
  const { calls } = ports;
  const call = calls.open(fact.call, fact.at);
  const done = visitIn(call, fact.queue, 'done');
  const waiting = visitIn(call, fact.queue, 'waiting');
  if (waiting === undefined && done !== undefined && isSame(done.changedAt, fact.at)) return;
  // Whoever talks has left the queue by being answered.
  if (waiting === undefined && visitIn(call, fact.queue, 'talking') !== undefined) return;
  const visit = waiting ?? newVisit(call, fact.queue, fact.at);
  tellExit(ports, visit, fact);
  calls.ended(fact.call);
}

function turnAway(ports: CallTellerPorts, fact: Fact<'turned-away'>): void {
  const call = ports.calls.open(fact.call, fact.at);
  const done = visitIn(call, fact.queue, 'done');
  if (done?.enteredAt === done?.changedAt && done !== undefined && isSame(done.changedAt, fact.at)) return;
  const visit = newVisit(call, fact.queue, fact.at);
  visit.enteredAt = fact.at;
  start(ports, call, fact);
  tellEntry(ports, visit, fact);
  tellExit(ports, visit, fact);
  ports.calls.ended(fact.call);
}

function hangUp(ports: CallTellerPorts, fact: Fact<'hung-up'>): void {
  const call = ports.calls.get(fact.call);
  if (call?.isPassedOn !== true || visitOpen(call)) return;
  call.isPassedOn = false;
  tellEnd(ports, { ...fact, how: 'unknown' }, [fact.call, 'hung-up', fact.at]);
  ports.calls.ended(fact.call);
}

const visitOpen = ({ visits }: OpenCall): boolean => visits.some(({ stage }) => stage !== 'done');

function label({ outbox, calls }: CallTellerPorts, fact: Fact<'labelled'>): void {
  const call = calls.open(fact.call, fact.at);
  const labels: Labels = Object.fromEntries(
    Object.entries(fact.labels).map(([name, value]) => [name, short(value)]),
  );
  call.labels = { ...call.labels, ...labels };
  // A call that never reaches a queue is no contact of ours: what is known of it waits for its entry.
  if (!call.isStarted) return;
  outbox.push({
    ...outbox.envelope(fact, fact.call, 'labelled', ...Object.keys(labels)),
    kind: 'contact-labelled',
    contact: outbox.contact(fact.call),
    labels,
  });
}
