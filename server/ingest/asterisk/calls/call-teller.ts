import type { Labels } from '#domain/acd-event.ts';
import { agentId } from '#domain/ids.ts';
import { epochMs, later, type EpochMs } from '#domain/time.ts';
import { hasOpenVisit, newVisit, visitIn, waitOf } from './call-book.ts';
import {
  endHungUp,
  endLeaving,
  resumeEndings,
  settleEndings,
  suspendEndings,
  takeGone,
  takeHint,
  takeLeft,
  takeUnlisted,
} from './call-exits.ts';
import { enter, enterBefore, enterUnheard, isSameWord } from './call-entries.ts';
import { release } from './call-releases.ts';
import { cancelRing, refuse, ring } from './call-rings.ts';
import {
  close,
  endRings,
  isNear,
  nameOf,
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
