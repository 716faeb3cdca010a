import type { Labels } from '#domain/acd-event.ts';
import { agentId } from '#domain/ids.ts';
import { SECOND_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { isToldTwice } from '../facts/same-time.ts';
import { newVisit, visitIn, waitOf, type CallVisit, type OpenCall } from './call-book.ts';
import { endLeaving, settleEndings, takeGone, takeHint, takeLeft, takeUnlisted } from './call-exits.ts';
import { cancelRing, refuse, ring } from './call-rings.ts';
import {
  close,
  endRings,
  nameOf,
  notBefore,
  short,
  start,
  tellAnswer,
  tellEnd,
  tellEntry,
  tellExit,
  tellPresumed,
  tellTransfer,
  timeOf,
  type CallTellerPorts,
  type Fact,
  type FactOfCall,
} from './call-words.ts';

/** Tells of calls as contacts. */
export type CallTeller = {
  take(fact: FactOfCall): void;
  /** Ends what was said to be over and not how, once that has been waited for; without `now`, at once. */
  settle(now?: EpochMs): void;
};

/** A teller that knows what is in the book. */
export function callTeller(ports: CallTellerPorts): CallTeller {
  return { take: (fact) => takeFact(ports, fact), settle: (now) => settleEndings(ports, now) };
}

function takeFact(ports: CallTellerPorts, fact: FactOfCall): void {
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
    case 'gone':
      return takeGone(ports, fact);
    case 'unlisted':
      return takeUnlisted(ports, fact);
    case 'hinted':
      return takeHint(ports, fact);
    case 'left':
      return takeLeft(ports, fact);
    case 'turned-away':
      return turnAway(ports, fact);
    case 'hung-up':
      return hangUp(ports, fact);
    case 'labelled':
      return label(ports, fact);
  }
}

function enter(ports: CallTellerPorts, fact: Fact<'entered'>): void {
  const call = ports.calls.open(fact.call, fact.at);
  const here = call.visits.filter(({ queue }) => queue === fact.queue);
  if (here.some(({ entered }) => isSameWord(ports, entered, fact))) return;
  // An answer or an exit may have been told before the entry was.
  const early = here.find((visit) => visit.entered === undefined && !isOverBefore(visit, fact.at));
  if (early === undefined) leaveForQueue(ports, call, fact);
  const visit = early ?? newVisit(call, fact.queue);
  call.isPassedOn = false;
  start(ports, call, fact);
  tellEntry(ports, visit, notBefore(fact, ...call.visits.map(({ over, ending }) => over ?? ending)));
}

/** Whether both words are one fact. A log that is read alone says each once, in its own order. */
const isSameWord = (
  { mode }: CallTellerPorts,
  told: CallVisit['entered'],
  fact: Fact<'entered' | 'connected'>,
): boolean => told !== undefined && (mode === 'queue-log' ? told.at === fact.at : isToldTwice(told, fact));

const isOverBefore = ({ over }: CallVisit, at: EpochMs): boolean =>
  over !== undefined && over.at < at - SECOND_MS;

/**
 * Whoever is in a queue talks to nobody and waits nowhere else: the agent has passed the call on, though the switch may
 * write so only afterwards, and a wait before has not ended by a hang-up.
 */
function leaveForQueue(ports: CallTellerPorts, call: OpenCall, fact: Fact<'entered'>): void {
  endLeaving(ports, fact.call, true);
  for (const visit of call.visits) {
    if (visit.stage !== 'talking' || (visit.answered?.at ?? 0) > fact.at) continue;
    if (visit.member !== undefined) tellTransfer(ports, visit, { ...fact, member: visit.member });
    releaseAgent(ports, visit, fact);
  }
}

/** The talk of the visit is over for its agent. */
function releaseAgent(
  ports: CallTellerPorts,
  visit: CallVisit,
  fact: Fact<'entered' | 'released'>,
  member = visit.member,
): void {
  close(ports, visit, fact);
  if (member === undefined) return;
  const wrapped = [...nameOf(fact, visit), 'wrapped'];
  ports.agents.released(fact, member, { call: fact.call, queue: visit.queue, wrapped });
}

function connect(ports: CallTellerPorts, fact: Fact<'connected'>): void {
  const call = ports.calls.open(fact.call, fact.at);
  const here = call.visits.filter(({ queue }) => queue === fact.queue);
  if (here.some(({ answered }) => isSameWord(ports, answered, fact))) return;
  leaveOthers(ports, fact);
  const visit = waitOf(call, fact.queue);
  endRings(ports, visit, fact);
  tellAnswer(ports, visit, fact);
}

/**
 * An agent who takes the next call has left the one before, though the switch may go on counting that: of members that are
 * Local channels it does not see that the call was passed on. Somebody who was put on hold was not left.
 */
function leaveOthers(ports: CallTellerPorts, fact: Fact<'connected'>): void {
  const { calls, agents } = ports;
  const rangAt = later(fact.at, -(fact.ringMs ?? 0));
  for (const talk of agents.talksOf(fact.member)) {
    const call = talk.call === fact.call ? undefined : calls.get(talk.call);
    const visit = call && visitIn(call, talk.queue, 'talking');
    const began = visit?.answered?.at;
    if (call === undefined || visit === undefined || began === undefined) continue;
    if (visit.isHeld || began > fact.at) continue;
    const at = epochMs(Math.max(began, rangAt));
    const left = { ...timeOf(fact), at, call: talk.call, member: fact.member };
    tellTransfer(ports, visit, left);
    tellPresumed(ports, visit, { ...left, labels: { [END_LABEL]: 'its agent took the next call' } });
    close(ports, visit, left);
    agents.released(left, fact.member, talk);
    call.isPassedOn = true;
  }
}

/** Stands on contacts of which the switch did not say when their agent left them; the floor calls that odd. */
const END_LABEL = 'talk-end';

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
  const { calls } = ports;
  const call = calls.open(fact.call, fact.at);
  const talking = visitIn(call, fact.queue, 'talking') ?? tellUnconnected(ports, call, fact);
  if (talking === undefined) return endPassedOn(ports, call, fact);
  const end = notBefore({ ...fact, at: endOf(talking, fact) }, talking.answered);
  if (fact.how === 'transfer') passOn(ports, talking, { call, fact: end });
  else tellEnd(ports, end, nameOf(fact, talking));
  releaseAgent(ports, talking, end, fact.member);
  calls.ended(fact.call);
}

/**
 * A talk that ends and was never said to begin: the line itself tells how long wait and talk were. Undefined where the end
 * of that talk was told before.
 */
function tellUnconnected(
  ports: CallTellerPorts,
  call: OpenCall,
  fact: Fact<'released'>,
): CallVisit | undefined {
  const waiting = visitIn(call, fact.queue, 'waiting', 'leaving');
  const over = visitIn(call, fact.queue, 'done');
  // Of a call that was passed on into the queue it came from, the end may be told when it waits there already.
  if (over?.over !== undefined && isNear(over.over, fact)) return undefined;
  if (waiting === undefined && over?.answered !== undefined) return undefined;
  const visit = waiting ?? newVisit(call, fact.queue);
  if (waiting === undefined && fact.talkMs === undefined) return visit;
  const { entered } = visit;
  const answered =
    entered !== undefined && fact.waitMs !== undefined
      ? { ...timeOf(entered), at: later(entered.at, fact.waitMs), precisionMs: SECOND_MS }
      : { ...timeOf(fact), at: later(fact.at, -(fact.talkMs ?? 0)) };
  endRings(ports, visit, fact);
  tellAnswer(ports, visit, { ...answered, call: fact.call, member: fact.member });
  return visit;
}

/** Durations are differences of one clock, in whole seconds. A line whose time has no room for them was written by another. */
const ROUNDED_MS: DurationMs = 2 * SECOND_MS;

function endOf({ answered }: CallVisit, { at, talkMs }: Fact<'released'>): EpochMs {
  const said = answered === undefined || talkMs === undefined ? at : later(answered.at, talkMs);
  return said > at + ROUNDED_MS ? said : at;
}

/** The caller goes on elsewhere. */
function passOn(
  ports: CallTellerPorts,
  visit: CallVisit,
  { call, fact }: { readonly call: OpenCall; readonly fact: Fact<'released'> },
): void {
  tellTransfer(ports, visit, fact);
  // The log tells no more of it unless it comes into a queue again; AMI may tell when the caller hangs up.
  if (fact.hangUpFollows === true) call.isPassedOn = true;
  else tellEnd(ports, { ...fact, how: 'unknown' }, nameOf(fact, visit));
}

/** The end of a call whose agent had left it before: told once. */
function endPassedOn(ports: CallTellerPorts, call: OpenCall, fact: Fact<'released'>): void {
  const visit = visitIn(call, fact.queue, 'done');
  if (!call.isPassedOn || visit === undefined || fact.how === 'transfer' || hasOpenVisit(call)) return;
  call.isPassedOn = false;
  tellEnd(ports, fact, nameOf(fact, visit));
  ports.calls.ended(fact.call);
}

function turnAway(ports: CallTellerPorts, fact: Fact<'turned-away'>): void {
  const call = ports.calls.open(fact.call, fact.at);
  const last = visitIn(call, fact.queue, 'done');
  if (last?.entered !== undefined && last.entered.at === last.over?.at && isNear(last.over, fact)) return;
  const visit = newVisit(call, fact.queue);
  start(ports, call, fact);
  tellEntry(ports, visit, fact);
  tellExit(ports, visit, fact);
  ports.calls.ended(fact.call);
}

/** Two words about one moment, of the log, of an event and of the dialplan, are within this time of each other. */
const NEAR_MS: DurationMs = 5 * SECOND_MS;

const isNear = (one: { readonly at: EpochMs }, other: { readonly at: EpochMs }): boolean =>
  Math.abs(one.at - other.at) <= NEAR_MS;

function hangUp(ports: CallTellerPorts, fact: Fact<'hung-up'>): void {
  endLeaving(ports, fact.call, false);
  const call = ports.calls.get(fact.call);
  if (call?.isPassedOn !== true || hasOpenVisit(call)) return;
  call.isPassedOn = false;
  tellEnd(ports, { ...fact, how: 'unknown' }, [fact.call, 'hung-up', fact.at]);
  ports.calls.ended(fact.call);
}

const hasOpenVisit = ({ visits }: OpenCall): boolean => visits.some(({ stage }) => stage !== 'done');

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
