import type { Labels } from '#domain/acd-event.ts';
import { agentId } from '#domain/ids.ts';
import { SECOND_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { newVisit, visitIn, waitOf, type CallVisit, type OpenCall } from './call-book.ts';
import {
  endHungUp,
  endLeaving,
  endUnlisted,
  resumeEndings,
  settleEndings,
  suspendEndings,
  takeGone,
  takeHint,
  takeLeft,
  takeUnlisted,
} from './call-exits.ts';
import { enter, enterBefore, enterUnheard, isSameWord, releaseAgent } from './call-entries.ts';
import { cancelRing, refuse, ring } from './call-rings.ts';
import {
  NEAR_MS,
  ROUNDED_MS,
  close,
  endRings,
  isNear,
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
  tellUnheardEntry,
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
  /** Nobody is there to say more, until the lists have come. */
  suspend(): void;
  resume(): void;
};

/** A teller that knows what is in the book. */
export function callTeller(ports: CallTellerPorts): CallTeller {
  return {
    take: (fact) => takeFact(ports, fact),
    settle: (now) => settleEndings(ports, now),
    suspend: () => suspendEndings(ports),
    resume: () => resumeEndings(ports),
  };
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
      enterBefore(ports, fact);
      return takeGone(ports, fact);
    case 'unlisted':
      return takeUnlisted(ports, fact);
    case 'hinted':
      return takeHint(ports, fact);
    case 'left':
      enterBefore(ports, fact);
      return takeLeft(ports, fact);
    case 'turned-away':
      return turnAway(ports, fact);
    case 'hung-up':
      return hangUp(ports, fact);
    case 'labelled':
      return label(ports, fact);
  }
}

function connect(ports: CallTellerPorts, fact: Fact<'connected'>): void {
  const call = ports.calls.open(fact.call, fact.at);
  const here = call.visits.filter(({ queue }) => queue === fact.queue);
  if (here.some((visit) => isSameWord(ports, visit, visit.answered, fact))) return;
  leaveOthers(ports, fact);
  const visit = waitOf(call, fact.queue);
  if (visit.entered === undefined) enterUnheard(ports, call, { fact, visit });
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
    const agent = agents.nameOf(fact.member);
    const visit = call?.visits.findLast(
      ({ queue, stage, member = '' }) =>
        queue === talk.queue && stage === 'talking' && agents.nameOf(member) === agent,
    );
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
  if (fact.how === 'transfer' || isInQueueAgain(call, talking)) passOn(ports, talking, { call, fact: end });
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
  const over = visitIn(call, fact.queue, 'done');
  const last = visitIn(call, fact.queue, 'waiting', 'leaving');
  if (last !== undefined && ports.mode === 'ami' && isOfBefore(last, fact))
    endUnlisted(ports, call, last, { ...timeOf(fact), call: fact.call, at: beginOf(fact) });
  const isItsOwn = last?.stage !== 'done' && last !== undefined && hasRoom(last, fact, over !== undefined);
  const waiting = isItsOwn ? last : undefined;
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
  const { waitMs } = fact;
  const told = { ...answered, call: fact.call, member: fact.member, ...(waitMs !== undefined && { waitMs }) };
  if (visit.entered === undefined) tellUnheardEntry(ports, call, visit, told);
  endRings(ports, visit, fact);
  tellAnswer(ports, visit, told);
  return visit;
}

const beginOf = ({ at, waitMs = 0, talkMs = 0 }: Fact<'released'>): EpochMs => later(at, -waitMs - talkMs);

/** Whether the wait had begun well before that which led to this talk: the caller left and came back, and nobody heard it. */
const isOfBefore = ({ entered }: CallVisit, fact: Fact<'released'>): boolean =>
  entered !== undefined &&
  fact.waitMs !== undefined &&
  fact.talkMs !== undefined &&
  later(entered.at, entered.precisionMs ?? 0) + NEAR_MS < beginOf(fact);

/**
 * Whether the wait is the one that the line is about: wait and talk, as long as the line says they were, fit between the entry
 * and the line. Of a wait that follows another in the queue, and of one that is younger than the wait of the line, they must; in
 * any other case the clock was set.
 */
function hasRoom({ entered }: CallVisit, fact: Fact<'released'>, isAgain: boolean): boolean {
  const { at, waitMs, talkMs } = fact;
  if (entered === undefined || waitMs === undefined || talkMs === undefined) return true;
  const latest = later(at, ROUNDED_MS);
  if (later(entered.at, waitMs + talkMs) <= latest) return true;
  return !isAgain && (later(entered.at, waitMs) <= latest || latest < entered.at);
}

/** A line whose time has no room for what it tells was written by another clock. */
function endOf({ answered }: CallVisit, { at, talkMs }: Fact<'released'>): EpochMs {
  const said = answered === undefined || talkMs === undefined ? at : later(answered.at, talkMs);
  return said > at + ROUNDED_MS + (answered?.precisionMs ?? 0) ? said : at;
}

/** The caller goes on elsewhere. */
function passOn(
  ports: CallTellerPorts,
  visit: CallVisit,
  { call, fact }: { readonly call: OpenCall; readonly fact: Fact<'released'> },
): void {
  tellTransfer(ports, visit, fact);
  if (isInQueueAgain(call, visit)) return;
  // The log tells no more of it unless it comes into a queue again; AMI may tell when the caller hangs up.
  if (fact.hangUpFollows === true) call.isPassedOn = true;
  else tellEnd(ports, { ...fact, how: 'unknown' }, nameOf(fact, visit));
}

/** Whether the call has gone on into a queue already, which may be told first. */
const isInQueueAgain = ({ visits }: OpenCall, visit: CallVisit): boolean =>
  visits.slice(visits.indexOf(visit) + 1).some(({ stage }) => stage !== 'done');

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

function hangUp(ports: CallTellerPorts, fact: Fact<'hung-up'>): void {
  endLeaving(ports, fact.call, false);
  endHungUp(ports, fact);
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
