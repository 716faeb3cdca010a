import { queueId } from '#domain/ids.ts';
import type { AgentTeller } from './agents/agent-teller.ts';
import type { CallBook, CallVisit, OpenCall } from './call-book.ts';
import type { Outbox } from './facts/outbox.ts';
import type { CallFact, FactTime, SwitchFact } from './facts/switch-fact.ts';

/** A fact about a call. */
export type FactOfCall = Extract<SwitchFact, { call: string }>;
/** Those of some kinds. */
export type Fact<Kind extends CallFact['kind']> = Extract<FactOfCall, { kind: Kind }>;

export type CallTellerPorts = {
  readonly outbox: Outbox;
  readonly calls: CallBook;
  readonly agents: AgentTeller;
};

/** When, and of which call. */
export type Named = FactTime & { readonly call: string };

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
  outbox.push({
    ...outbox.envelope(fact, ...nameOf(fact, visit), 'queued'),
    kind: 'contact-queued',
    contact: outbox.contact(fact.call),
    queue: queueId(visit.queue),
  });
}

/** What names the facts of a visit. */
export const nameOf = ({ call }: Named, { queue, nth }: CallVisit): readonly [string, string, number] => [
  call,
  queue,
  nth,
];

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

/** Tells how a visit ended without an answer. One fact, whatever the exit was called: a second word about it has the same id. */
export function tellExit(
  { outbox }: CallTellerPorts,
  visit: CallVisit,
  fact: Fact<'left' | 'turned-away'>,
): void {
  visit.stage = 'done';
  visit.changedAt = fact.at;
  const what = {
    ...outbox.envelope(fact, ...nameOf(fact, visit), 'out'),
    contact: outbox.contact(fact.call),
    queue: queueId(fact.queue),
  };
  if (fact.exit === 'abandoned') {
    const during = visit.isRinging ? 'ringing' : 'queue';
    outbox.push({ ...what, kind: 'contact-abandoned', during });
  } else {
    outbox.push({ ...what, kind: 'contact-left', reason: fact.exit });
  }
  if (fact.kind === 'left' && fact.presumed !== undefined)
    outbox.push({
      ...outbox.envelope(fact, ...nameOf(fact, visit), 'presumed'),
      kind: 'contact-labelled',
      contact: what.contact,
      labels: { [EXIT_LABEL]: fact.presumed },
    });
}

/** Stands on contacts of which the switch did not say how they left the queue. */
const EXIT_LABEL = 'queue-exit';
