import type { Envelope } from '#domain/acd-event.ts';
import { agentId, queueId } from '#domain/ids.ts';
import { SECOND_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { AgentTeller } from '../agents/agent-teller.ts';
import type { CallBook, CallVisit, OpenCall } from './call-book.ts';
import type { Outbox } from '../facts/outbox.ts';
import type { CallFact, Exit, FactTime, SwitchFact } from '../facts/switch-fact.ts';

/** A fact about a call. */
export type FactOfCall = Extract<SwitchFact, { call: string }>;
/** Those of some kinds. */
export type Fact<Kind extends CallFact['kind']> = Extract<FactOfCall, { kind: Kind }>;

export type CallTellerPorts = {
  readonly outbox: Outbox;
  readonly calls: CallBook;
  readonly agents: AgentTeller;
  /** What tells of calls: where both do, one fact may come twice, and the log has the last word about ends. */
  readonly mode: 'queue-log' | 'ami' | 'pair';
  /** Whether AMI tells hang-ups (`read=call`): without them an abandon cannot be told from a timeout. */
  readonly tellsHangUps: () => boolean;
  /** Our clock. */
  readonly now: () => EpochMs;
};

/** When, and of which call. */
export type Named = FactTime & { readonly call: string };

/** Only when: what a visit keeps of a fact. */
export const timeOf = ({ at, precisionMs, clock, isListed }: FactTime): FactTime => ({
  at,
  ...(precisionMs === undefined ? {} : { precisionMs }),
  ...(clock === undefined ? {} : { clock }),
  ...(isListed === undefined ? {} : { isListed }),
});

/** A line's second may begin before the instant, told by AMI, of what it follows. */
export function notBefore<Told extends FactTime>(
  fact: Told,
  ...others: readonly (FactTime | undefined)[]
): Told {
  const { at, precisionMs = 1 } = fact;
  const before = others.flatMap((other) =>
    other !== undefined && other.at < at + precisionMs ? other.at : [],
  );
  return { ...fact, at: epochMs(Math.max(at, ...before)) };
}

/** Tells that the contact began; nothing when that was told. */
export function start(
  { outbox }: CallTellerPorts,
  call: OpenCall,
  fact: Named & { readonly customer?: string },
): void {
  if (call.isStarted) return;
  call.isStarted = true;
  outbox.push({
    ...outbox.envelope(fact, fact.call, 'started'),
    kind: 'contact-started',
    contact: outbox.contact(fact.call),
    channel: 'voice',
    direction: 'inbound',
    ...(fact.customer === undefined ? {} : { customer: short(fact.customer) }),
    ...(Object.keys(call.labels).length === 0 ? {} : { labels: call.labels }),
  });
}

/** Texts of events have at most 500 characters. */
export const short = (text: string): string => text.slice(0, 500);

/** Tells that the contact entered a queue. */
export function tellEntry({ outbox }: CallTellerPorts, visit: CallVisit, fact: Named): void {
  visit.entered = timeOf(fact);
  outbox.push({
    ...outbox.envelope(fact, ...nameOf(fact, visit), 'queued'),
    kind: 'contact-queued',
    contact: outbox.contact(fact.call),
    queue: queueId(visit.queue),
  });
}

/**
 * When the caller entered of whom nobody told that: what is told of the visit may say how long the wait was. Undefined where it
 * does not, where the caller was elsewhere all that time, and beside AMI where a log will tell it.
 */
export function unheardEntry(
  { mode }: CallTellerPorts,
  call: OpenCall,
  fact: Named & { readonly waitMs?: DurationMs },
): Named | undefined {
  if (fact.waitMs === undefined || mode === 'pair') return undefined;
  // A log that has told of the call before leaves nothing out.
  if (mode === 'queue-log' && call.visits.some(({ entered }) => entered !== undefined)) return undefined;
  const enteredAt = later(fact.at, -fact.waitMs);
  const overs = call.visits.flatMap(({ over }) => over ?? []);
  if (overs.some(({ at, precisionMs = 0 }) => later(at, -precisionMs) > enteredAt + ROUNDED_MS))
    return undefined;
  return {
    ...timeOf(fact),
    call: fact.call,
    at: epochMs(Math.min(fact.at, Math.max(enteredAt, ...overs.map(({ at }) => at)))),
    precisionMs: Math.max(SECOND_MS, fact.precisionMs ?? 0),
  };
}

/** Tells the entry that nobody told, where it can be known. */
export function tellUnheardEntry(
  ports: CallTellerPorts,
  call: OpenCall,
  visit: CallVisit,
  fact: Named & { readonly waitMs?: DurationMs },
): void {
  const entry = unheardEntry(ports, call, fact);
  if (entry === undefined) return;
  start(ports, call, entry);
  tellEntry(ports, visit, entry);
}

/** Durations are differences of one clock, in whole seconds. */
export const ROUNDED_MS: DurationMs = 2 * SECOND_MS;

/** What names the facts of a visit. */
export const nameOf = ({ call }: Named, { queue, nth }: CallVisit): readonly [string, string, number] => [
  call,
  queue,
  nth,
];

/** Tells that an agent has answered. */
export function tellAnswer(
  { outbox, agents }: CallTellerPorts,
  visit: CallVisit,
  said: Named & { readonly member: string },
): void {
  const fact = notBefore(said, visit.entered);
  visit.stage = 'talking';
  visit.answered = timeOf(fact);
  visit.member = fact.member;
  if (visit.ending?.said !== 'unlisted') delete visit.ending;
  const agent = agents.engaged(fact, fact.member, { call: fact.call, queue: visit.queue });
  outbox.push({
    ...outbox.envelope(fact, ...nameOf(fact, visit), 'answered'),
    kind: 'contact-answered',
    contact: outbox.contact(fact.call),
    queue: queueId(visit.queue),
    agent: agentId(agent),
  });
}

/** Tells that the talk was passed on to somebody else. */
export function tellTransfer(
  ports: CallTellerPorts,
  visit: CallVisit,
  fact: Named & { readonly member: string; readonly to?: string },
): void {
  const { outbox, agents } = ports;
  outbox.push({
    ...endEnvelope(ports, visit, fact, 'transferred'),
    kind: 'contact-transferred',
    contact: outbox.contact(fact.call),
    agent: agentId(agents.nameOf(fact.member)),
    ...(fact.to === undefined ? {} : { to: short(fact.to) }),
  });
}

/** Tells that the contact is over, as far as the switch's queues know. */
export function tellEnd(
  { outbox }: CallTellerPorts,
  fact: Named & { readonly how: Fact<'released'>['how'] },
  name: readonly (string | number)[],
): void {
  const by = fact.how === 'customer' || fact.how === 'agent' ? { by: fact.how } : {};
  outbox.push({
    ...outbox.envelope(fact, ...name, 'ended'),
    kind: 'contact-ended',
    contact: outbox.contact(fact.call),
    ...by,
  });
}

/** How a wait ended without an answer; `presumed`: in these words, because it is not certain. */
export type ToldExit = Named & { readonly exit: Exit; readonly presumed?: string };

/** Tells how a visit ended without an answer. One fact, whatever the exit was called: a second word about it has the same id. */
export function tellExit(ports: CallTellerPorts, visit: CallVisit, said: ToldExit): void {
  const { outbox } = ports;
  const fact = notBefore(said, visit.entered);
  close(ports, visit, fact);
  const what = {
    ...endEnvelope(ports, visit, fact, 'out'),
    contact: outbox.contact(fact.call),
    queue: queueId(visit.queue),
  };
  if (fact.exit === 'abandoned') {
    const during = visit.isRinging ? 'ringing' : 'queue';
    outbox.push({ ...what, kind: 'contact-abandoned', during });
  } else {
    outbox.push({ ...what, kind: 'contact-left', reason: fact.exit });
  }
  if (fact.presumed !== undefined)
    tellPresumed(ports, visit, { ...fact, labels: { [EXIT_LABEL]: fact.presumed } });
}

/** What an event about the end of a visit has. After what follows the visit was told, the order of telling is not that of what happened. */
function endEnvelope(
  { outbox, calls }: CallTellerPorts,
  visit: CallVisit,
  fact: Named,
  what: string,
): Envelope {
  const { seq, ...envelope } = outbox.envelope(fact, ...nameOf(fact, visit), what);
  const isLate = calls.get(fact.call)?.visits.at(-1) !== visit;
  return { ...envelope, ...(seq === undefined || isLate ? {} : { seq }) };
}

/** Stands on contacts of which the switch did not say how they left the queue. */
const EXIT_LABEL = 'queue-exit';

/** Labels the contact with what was presumed about a visit. */
export function tellPresumed(
  { outbox }: CallTellerPorts,
  visit: CallVisit,
  fact: Named & { readonly labels: Readonly<Record<string, string>> },
): void {
  outbox.push({
    ...outbox.envelope(fact, ...nameOf(fact, visit), 'presumed'),
    kind: 'contact-labelled',
    contact: outbox.contact(fact.call),
    labels: fact.labels,
  });
}

/** The visit is over: nothing rings for it any more. */
export function close(ports: CallTellerPorts, visit: CallVisit, fact: Named): void {
  visit.stage = 'done';
  visit.over = timeOf(fact);
  delete visit.ending;
  endRings(ports, visit, fact);
}

/** It rings nowhere any more. */
export function endRings({ agents }: CallTellerPorts, visit: CallVisit, fact: Named): void {
  for (const member of visit.rings) agents.ringOver(fact, member, fact.call);
  visit.rings = [];
}

/** Two words about one moment, of the log, of an event and of the dialplan, are within this time of each other. */
export const NEAR_MS: DurationMs = 5 * SECOND_MS;

/** Whether both may be about one moment. */
export const isNear = (one: FactTime | undefined, other: FactTime): boolean =>
  one !== undefined && Math.abs(one.at - other.at) <= NEAR_MS;
