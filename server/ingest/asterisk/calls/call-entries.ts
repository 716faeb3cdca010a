import { SECOND_MS, later, type EpochMs } from '#domain/time.ts';
import { isToldTwice } from '../facts/same-time.ts';
import type { FactTime } from '../facts/switch-fact.ts';
import { newVisit, type CallVisit, type OpenCall } from './call-book.ts';
import { endLeaving, endUnlisted } from './call-exits.ts';
import {
  close,
  isNear,
  nameOf,
  notBefore,
  start,
  tellEntry,
  tellTransfer,
  tellUnheardEntry,
  unheardEntry,
  type CallTellerPorts,
  type Fact,
  type Named,
} from './call-words.ts';

/** A caller came into a queue. */
export function enter(ports: CallTellerPorts, fact: Fact<'entered'>): void {
  const call = ports.calls.open(fact.call, fact.at);
  const here = call.visits.filter(({ queue }) => queue === fact.queue);
  if (here.some((visit) => isSameWord(ports, visit, visit.entered, fact))) return;
  // An answer or an exit may have been told before the entry was.
  const early = here.find((visit) => visit.entered === undefined && !isOverBefore(visit, fact.at));
  leaveForQueue(ports, call, fact, early);
  const visit = early ?? newVisit(call, fact.queue);
  call.isPassedOn = false;
  start(ports, call, fact);
  tellEntry(ports, visit, notBefore(fact, ...call.visits.map(({ over, ending }) => over ?? ending)));
}

/**
 * Whether both words are one fact. A log that is read alone says each once, in its own order: after a visit that was over within
 * the second of its beginning the same words are of the next one.
 */
export function isSameWord(
  { mode }: CallTellerPorts,
  visit: CallVisit,
  told: FactTime | undefined,
  fact: Fact<'entered' | 'connected'>,
): boolean {
  if (told === undefined) return false;
  if (mode !== 'queue-log') return isToldTwice(told, fact);
  return told.at === fact.at && visit.over?.at !== fact.at;
}

const isOverBefore = ({ over }: CallVisit, at: EpochMs): boolean =>
  over !== undefined && over.at < at - SECOND_MS;

/**
 * Whoever is in a queue talks to nobody and waits nowhere else: the agent has passed the call on, though the switch may
 * write so only afterwards, and a wait before has not ended by a hang-up.
 */
function leaveForQueue(
  ports: CallTellerPorts,
  call: OpenCall,
  fact: Named,
  early: CallVisit | undefined,
): void {
  if (early === undefined) endLeaving(ports, fact.call, true);
  for (const visit of call.visits) {
    if (visit === early) continue;
    if (visit.stage === 'waiting' && ports.mode === 'ami') endUnlisted(ports, call, visit, fact);
    if (visit.stage !== 'talking' || (visit.answered?.at ?? 0) > fact.at) continue;
    if (visit.member !== undefined) tellTransfer(ports, visit, { ...fact, member: visit.member });
    releaseAgent(ports, visit, fact);
  }
}

/** The talk of the visit is over for its agent. */
export function releaseAgent(
  ports: CallTellerPorts,
  visit: CallVisit,
  fact: Named,
  member = visit.member,
): void {
  close(ports, visit, fact);
  if (member === undefined) return;
  const wrapped = [...nameOf(fact, visit), 'wrapped'];
  ports.agents.released(fact, member, { call: fact.call, queue: visit.queue, wrapped });
}

/** Nobody told that the caller came into the queue who is now answered. */
export function enterUnheard(
  ports: CallTellerPorts,
  call: OpenCall,
  { fact, visit }: { readonly fact: Fact<'connected'>; readonly visit: CallVisit },
): void {
  const waitMs = fact.waitMs ?? fact.ringMs ?? 0;
  leaveForQueue(ports, call, { ...fact, at: later(fact.at, -waitMs) }, visit);
  tellUnheardEntry(ports, call, visit, fact);
}

/** Nobody told that the caller came into the queue who is now said to have left it. */
export function enterBefore(ports: CallTellerPorts, fact: Fact<'left' | 'gone'>): void {
  const { queue } = fact;
  const call = ports.calls.open(fact.call, fact.at);
  const isKnown = ({ stage, entered, answered, over }: CallVisit): boolean =>
    (entered !== undefined && (stage === 'waiting' || stage === 'leaving')) || isNear(over ?? answered, fact);
  if (call.visits.some((visit) => visit.queue === queue && isKnown(visit))) return;
  const entry = unheardEntry(ports, call, fact);
  if (entry !== undefined) enter(ports, { ...entry, kind: 'entered', queue });
}
