import type { ContactEvent } from '#domain/acd-event.ts';
import type { QueueId } from '#domain/ids.ts';

/** Where a contact stands while its life is read: what may sensibly come next depends on it. */
export type Stage =
  | { readonly state: 'idle' | 'talking' }
  | { readonly state: 'waiting'; readonly queue: QueueId };

/** Inserts a fact by time; facts of one instant lie side by side, in an order that does not depend on arrival. */
export function insertFact(facts: ContactEvent[], fact: ContactEvent): void {
  let at = facts.length;
  while (at > 0 && comesBefore(fact, facts[at - 1])) at -= 1;
  facts.splice(at, 0, fact);
}

/**
 * Which of the facts of one instant happened first, as its place in `facts`. The source's own order decides where it is
 * told; else the stage does: a clock of whole seconds gives one instant to "queued, answered, ended" and to "transferred, queued".
 */
export function firstFact(facts: readonly ContactEvent[], stage: Stage): number {
  let first = 0;
  for (let i = 1; i < facts.length; i += 1) if (precedes(facts[i], facts[first], stage)) first = i;
  return first;
}

function comesBefore(fact: ContactEvent, other: ContactEvent | undefined): boolean {
  if (other === undefined || fact.at !== other.at) return other !== undefined && fact.at < other.at;
  return fact.source === other.source ? fact.id < other.id : fact.source < other.source;
}

function precedes(fact: ContactEvent | undefined, other: ContactEvent | undefined, stage: Stage): boolean {
  if (fact === undefined || other === undefined) return false;
  if (fact.source === other.source && fact.seq !== undefined && other.seq !== undefined) {
    return fact.seq < other.seq;
  }
  return rank(fact, stage) < rank(other, stage);
}

function rank(fact: ContactEvent, stage: Stage): number {
  if (stage.state !== 'waiting') return (stage.state === 'talking' ? TALKING : IDLE)[fact.kind];
  // A fact about another queue than the one it waits in comes after it has entered that one.
  const elsewhere = 'queue' in fact && fact.queue !== undefined && fact.queue !== stage.queue;
  return IDLE[fact.kind] + (elsewhere ? LATER : 0) + (fact.kind === 'contact-queued' ? LATER - 1 : 0);
}

type Ranks = Readonly<Record<ContactEvent['kind'], number>>;
const LATER = 20;

const IDLE: Ranks = {
  'contact-started': 0,
  'contact-labelled': 1,
  'contact-queued': 2,
  'contact-ringing': 3,
  'contact-refused': 4,
  'contact-answered': 5,
  'contact-left': 6,
  'contact-abandoned': 7,
  'contact-held': 8,
  'contact-resumed': 9,
  'contact-message': 10,
  'contact-transferred': 11,
  'contact-ended': 12,
  'contact-wrapped': 13,
};

const TALKING: Ranks = {
  ...IDLE,
  'contact-labelled': 1,
  'contact-held': 2,
  'contact-resumed': 3,
  'contact-message': 4,
  'contact-transferred': 5,
  'contact-ended': 6,
  'contact-wrapped': 7,
  'contact-queued': 14,
  'contact-ringing': 15,
  'contact-refused': 16,
  'contact-answered': 17,
};
