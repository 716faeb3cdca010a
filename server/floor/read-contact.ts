import type { ContactEvent } from '#domain/acd-event.ts';
import { assert } from '#domain/assert.ts';
import {
  openLimitMs,
  type ContactRecord,
  type Engagement,
  type UnnamedEngagement,
  type Visit,
} from '#domain/contact.ts';
import { later, type EpochMs } from '#domain/time.ts';
import {
  answer,
  beginHold,
  endHold,
  endTalk,
  endWrapUp,
  enterQueue,
  leaveQueue,
  newDraft,
  note,
  settle,
  stageOf,
  type ContactDraft,
} from './contact-draft.ts';
import { firstFact } from './order-facts.ts';

/** What closes a contact whose end was never told: a restart of its source, or the limit on silence. */
export type Closing = { readonly restarts: readonly EpochMs[]; readonly now: EpochMs };

/**
 * The life of a contact, read from the set of facts about it. `facts` are sorted by time and not empty.
 * Facts that contradict each other become oddities on the record; nothing throws.
 */
export function readContact(facts: readonly ContactEvent[], closing: Closing): ContactRecord {
  const first = facts[0];
  const last = facts.at(-1);
  assert(first !== undefined && last !== undefined, 'a contact has at least one fact');
  const draft = newDraft();
  for (let start = 0; start < facts.length;) {
    const end = endOfInstant(facts, start);
    readInstant(draft, facts, start, end);
    start = end;
  }
  closeWhatStaysOpen(draft, last.at, closing);
  return {
    contact: first.contact,
    firstAt: first.at,
    lastAt: last.at,
    ...descriptionOf(draft),
    visits: draft.visits.map(toVisit),
    ...engagementsOf(draft),
    over: draft.waiting === undefined && draft.talking === undefined && draft.ended,
    oddities: draft.oddities,
  };
}

function endOfInstant(facts: readonly ContactEvent[], start: number): number {
  const at = facts[start]?.at;
  let end = start + 1;
  while (end < facts.length && facts[end]?.at === at) end += 1;
  return end;
}

function readInstant(draft: ContactDraft, facts: readonly ContactEvent[], start: number, end: number): void {
  const only = facts[start];
  if (end === start + 1 && only !== undefined) return readFact(draft, only);
  const together = facts.slice(start, end);
  while (together.length > 0) {
    const [fact] = together.splice(firstFact(together, stageOf(draft)), 1);
    if (fact !== undefined) readFact(draft, fact);
  }
}

function readFact(draft: ContactDraft, fact: ContactEvent): void {
  switch (fact.kind) {
    case 'contact-started':
      return takeStart(draft, fact);
    case 'contact-queued':
      return enterQueue(draft, fact);
    case 'contact-ringing':
      return ring(draft, true, fact.at);
    case 'contact-refused':
      if (draft.waiting !== undefined) draft.waiting.refused += 1;
      return ring(draft, false, fact.at);
    case 'contact-answered':
      return answer(draft, fact);
    case 'contact-transferred':
      if (draft.talking === undefined) note(draft, 'transferred-not-talking', fact.at);
      else draft.talking.transferred = true;
      return endTalk(draft, fact.at);
    case 'contact-left':
      return leave(draft, fact);
    case 'contact-abandoned':
      return abandon(draft, fact);
    case 'contact-ended':
      return takeEnd(draft, fact);
    case 'contact-wrapped':
      return endWrapUp(draft, fact);
    case 'contact-labelled':
      return label(draft, fact);
    case 'contact-held':
      return beginHold(draft, fact);
    case 'contact-resumed':
      return endHold(draft, fact);
    case 'contact-message':
      (draft.messages ??= []).push(fact);
  }
}

type Fact<Kind extends ContactEvent['kind']> = Extract<ContactEvent, { kind: Kind }>;

function label(draft: ContactDraft, { labels, at }: Fact<'contact-labelled'>): void {
  draft.labels = { ...draft.labels, ...labels };
  if (PRESUMED_END in labels) note(draft, 'end-presumed', at);
}

/** A label by which a source says that it has concluded when a talk was over, and was not told. */
const PRESUMED_END = 'talk-end';

function takeStart(draft: ContactDraft, fact: Fact<'contact-started'>): void {
  draft.startedAt ??= fact.at;
  draft.channel = fact.channel;
  draft.direction = fact.direction;
  if (fact.customer !== undefined) draft.customer = fact.customer;
  if (fact.priority !== undefined) draft.priority = fact.priority;
  if (fact.labels !== undefined) draft.labels = { ...draft.labels, ...fact.labels };
}

function ring({ waiting }: ContactDraft, ringing: boolean, at: EpochMs): void {
  if (waiting === undefined) return;
  waiting.ringing = ringing;
  if (ringing) waiting.rangAt ??= at;
}

function leave(draft: ContactDraft, fact: Fact<'contact-left'>): void {
  const { waiting } = draft;
  if (waiting === undefined || (fact.queue !== undefined && fact.queue !== waiting.queue)) {
    return note(draft, 'left-not-waiting', fact.at);
  }
  leaveQueue(draft, fact.at, fact.reason);
  // Whoever leaves a message, is called back or finds us closed is through; the others go on somewhere, or end.
  draft.ended = true;
}

function abandon(draft: ContactDraft, fact: Fact<'contact-abandoned'>): void {
  const { at } = fact;
  if (draft.waiting !== undefined) {
    const during = fact.during === 'ringing' || draft.waiting.ringing ? 'ringing' : 'queue';
    settle(draft, { state: 'abandoned', at, during });
  } else if (draft.visits.length === 0 && draft.talking === undefined) {
    draft.abandonedInSelfServiceAt = at;
  } else {
    note(draft, 'abandoned-not-waiting', at);
    return;
  }
  draft.ended = true;
}

function takeEnd(draft: ContactDraft, fact: Fact<'contact-ended'>): void {
  const { at } = fact;
  if (draft.waiting !== undefined) {
    note(draft, 'ended-while-waiting', at);
    if (fact.by === 'system' || fact.by === 'agent') leaveQueue(draft, at, 'error');
    else settle(draft, { state: 'abandoned', at, during: draft.waiting.ringing ? 'ringing' : 'queue' });
  } else if (
    draft.talking === undefined &&
    draft.visits.length > 0 &&
    !draft.ended &&
    draft.engagements.length === 0
  ) {
    note(draft, 'ended-without-answer', at);
  }
  endTalk(draft, at);
  draft.endedAt = at;
  draft.ended = true;
}

/** An open contact ends at the first restart of its source after its last fact, or when nothing was heard for too long. */
function closeWhatStaysOpen(draft: ContactDraft, lastAt: EpochMs, { restarts, now }: Closing): void {
  if (draft.ended && draft.waiting === undefined && draft.talking === undefined) return;
  const limit = later(lastAt, openLimitMs(draft.channel));
  const restart = restarts.find((at) => at > lastAt);
  const byRestart = restart !== undefined && restart <= limit;
  if (!byRestart && now < limit) return;
  const at = byRestart ? restart : limit;
  note(draft, byRestart ? 'closed-by-restart' : 'end-never-told', at);
  settle(draft, { state: 'lost', at });
  // A restart cuts the talk at its time. When the end was simply never told, the last word is the last we know of it.
  endTalk(draft, byRestart ? at : lastAt);
  draft.ended = true;
}

function descriptionOf(draft: ContactDraft): Partial<ContactRecord> {
  const {
    channel,
    direction,
    customer,
    priority,
    labels,
    messages,
    startedAt,
    endedAt,
    abandonedInSelfServiceAt,
  } = draft;
  return {
    ...(messages === undefined ? {} : { messages }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(channel === undefined ? {} : { channel }),
    ...(direction === undefined ? {} : { direction }),
    ...(customer === undefined ? {} : { customer }),
    ...(priority === undefined ? {} : { priority }),
    ...(labels === undefined ? {} : { labels }),
    ...(abandonedInSelfServiceAt === undefined ? {} : { abandonedInSelfServiceAt }),
  };
}

const toVisit = ({ ringing, ...visit }: ContactDraft['visits'][number]): Visit => visit;

function engagementsOf({
  engagements,
  visits,
}: ContactDraft): Pick<ContactRecord, 'engagements' | 'unnamedEngagements'> {
  const named: Engagement[] = [];
  const unnamed: UnnamedEngagement[] = [];
  for (const { visit, agent, heldAt, ...rest } of engagements) {
    const engagement = visit === undefined ? rest : { ...rest, visit: visits.indexOf(visit) };
    if (agent === undefined) unnamed.push(engagement);
    else named.push({ agent, ...engagement });
  }
  return { engagements: named, ...(unnamed.length > 0 && { unnamedEngagements: unnamed }) };
}
