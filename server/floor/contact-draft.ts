import type { Channel, ContactEvent, Direction, Labels, LeftReason } from '#domain/acd-event.ts';
import type { Engagement, Message, Oddity, OddityKind, Outcome, Visit } from '#domain/contact.ts';
import type { AgentId, QueueId } from '#domain/ids.ts';
import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import type { Stage } from './order-facts.ts';

type Open<T> = { -readonly [Name in keyof T]: T[Name] };
export type DraftVisit = Open<Visit> & { ringing: boolean };
/** An agent whom the source did not name is followed, and no agent's time is counted for the talk. */
export type DraftEngagement = Open<Omit<Engagement, 'agent' | 'visit'>> & {
  agent?: AgentId;
  visit?: DraftVisit;
  heldAt?: EpochMs;
};

/** A contact's life so far, while its facts are read one after the other. At most one visit waits, at most one agent talks. */
export type ContactDraft = {
  visits: DraftVisit[];
  engagements: DraftEngagement[];
  oddities: Oddity[];
  waiting?: DraftVisit | undefined;
  talking?: DraftEngagement | undefined;
  channel?: Channel;
  direction?: Direction;
  customer?: string;
  labels?: Labels;
  priority?: number;
  messages?: Message[];
  startedAt?: EpochMs;
  endedAt?: EpochMs;
  abandonedInSelfServiceAt?: EpochMs;
  ended: boolean;
};

/** Clocks of two parts of a switch may differ: an answer this little before its queue entry is the answer of that entry. */
const CLOCK_SLACK_MS = 5 * SECOND_MS;

/** Nothing known yet. */
export function newDraft(): ContactDraft {
  return { visits: [], engagements: [], oddities: [], ended: false };
}

/** Where the contact stands. */
export function stageOf(draft: ContactDraft): Stage {
  if (draft.waiting !== undefined) return { state: 'waiting', queue: draft.waiting.queue };
  return { state: draft.talking === undefined ? 'idle' : 'talking' };
}

/** Notes what does not fit. */
export function note(draft: ContactDraft, kind: OddityKind, at: EpochMs): void {
  draft.oddities.push({ kind, at });
}

/** It enters a queue: leaving the one it waited in, or the agent it talked to. */
export function enterQueue(
  draft: ContactDraft,
  fact: Extract<ContactEvent, { kind: 'contact-queued' }>,
): void {
  const { at, queue, source } = fact;
  if (draft.waiting?.queue === queue) return note(draft, 'queued-again', at);
  if (draft.waiting !== undefined) leaveQueue(draft, at, 'overflow');
  const priority = fact.priority ?? draft.priority;
  const visit: DraftVisit = {
    queue,
    queuedAt: at,
    source,
    refused: 0,
    ringing: false,
    outcome: { state: 'waiting' },
  };
  if (priority !== undefined) visit.priority = priority;
  draft.visits.push(visit);
  draft.ended = false;
  if (adoptEarlyAnswer(draft, visit)) return;
  if (draft.talking !== undefined) endTalk(draft, at);
  draft.waiting = visit;
}

/** The wait ends with an answer; without a wait, an agent talks to a contact that no queue has told of. */
export function answer(draft: ContactDraft, fact: Extract<ContactEvent, { kind: 'contact-answered' }>): void {
  const { at, agent } = fact;
  const visit = draft.waiting;
  if (visit === undefined && draft.talking !== undefined && isSameAgent(draft.talking.agent, agent)) {
    return note(draft, 'answered-twice', at);
  }
  if (draft.talking !== undefined) endTalk(draft, at);
  if (visit === undefined) note(draft, 'answered-without-queue', at);
  else settle(draft, { state: 'answered', at, ...(agent === undefined ? {} : { agent }) });
  startTalk(draft, { at, agent, queue: visit?.queue ?? fact.queue, visit });
}

/** The talk is over: the agent is free or wraps up, and the visit's handling is known. */
export function endTalk(draft: ContactDraft, at: EpochMs): void {
  const talk = draft.talking;
  if (talk === undefined) return;
  endHold(draft, { at });
  talk.endedAt = at;
  draft.talking = undefined;
  const outcome = talk.visit?.outcome;
  if (talk.visit !== undefined && outcome?.state === 'answered') {
    talk.visit.outcome = { ...outcome, handled: { endedAt: at } };
  }
}

/** The agent who talks puts the contact on hold. */
export function beginHold(draft: ContactDraft, { at, agent }: { at: EpochMs; agent?: AgentId }): void {
  const talk = draft.talking;
  if (talk === undefined || talk.heldAt !== undefined || !isSameAgent(talk.agent, agent)) return;
  talk.heldAt = at;
  talk.holds = (talk.holds ?? 0) + 1;
}

/** Whoever was on hold is so no longer. */
export function endHold(draft: ContactDraft, { at, agent }: { at: EpochMs; agent?: AgentId }): void {
  const talk = draft.talking;
  if (talk?.heldAt === undefined || !isSameAgent(talk.agent, agent)) return;
  talk.holdMs = (talk.holdMs ?? 0) + at - talk.heldAt;
  delete talk.heldAt;
}

/** The contact flows out of the queue. */
export function leaveQueue(draft: ContactDraft, at: EpochMs, reason: LeftReason): void {
  settle(draft, { state: 'left', at, reason });
}

/** The visit that waits ends so. */
export function settle(draft: ContactDraft, outcome: Outcome): void {
  if (draft.waiting !== undefined) draft.waiting.outcome = outcome;
  draft.waiting = undefined;
}

/** Wrap-up ends: that of the agent named, or of the last talk. Somebody else may be talking to the contact meanwhile. */
export function endWrapUp(draft: ContactDraft, { at, agent }: { at: EpochMs; agent?: AgentId }): void {
  if (draft.talking !== undefined && isSameAgent(draft.talking.agent, agent)) {
    note(draft, 'wrapped-before-end', at);
    endTalk(draft, at);
    draft.ended = true;
  }
  const talk = draft.engagements.findLast(
    (one) => one.endedAt !== undefined && isSameAgent(one.agent, agent),
  );
  if (talk?.endedAt === undefined) return;
  talk.wrappedAt = at;
  const outcome = talk.visit?.outcome;
  if (talk.visit !== undefined && outcome?.state === 'answered') {
    talk.visit.outcome = { ...outcome, handled: { endedAt: talk.endedAt, wrappedAt: at } };
  }
}

function adoptEarlyAnswer(draft: ContactDraft, visit: DraftVisit): boolean {
  const talk = draft.talking;
  if (talk === undefined || talk.visit !== undefined) return false;
  if (talk.queue !== undefined && talk.queue !== visit.queue) return false;
  if (visit.queuedAt - talk.answeredAt > CLOCK_SLACK_MS) return false;
  talk.visit = visit;
  talk.queue = visit.queue;
  const agent = talk.agent === undefined ? {} : { agent: talk.agent };
  visit.outcome = { state: 'answered', at: visit.queuedAt, ...agent };
  draft.oddities = draft.oddities.filter(
    (one) => one.kind !== 'answered-without-queue' || one.at !== talk.answeredAt,
  );
  note(draft, 'answered-before-queued', visit.queuedAt);
  return true;
}

type Talk = {
  readonly at: EpochMs;
  readonly agent: AgentId | undefined;
  readonly queue: QueueId | undefined;
  readonly visit: DraftVisit | undefined;
};

function startTalk(draft: ContactDraft, talk: Talk): void {
  const engagement: DraftEngagement = { answeredAt: talk.at };
  if (talk.agent !== undefined) engagement.agent = talk.agent;
  if (talk.queue !== undefined) engagement.queue = talk.queue;
  if (talk.visit !== undefined) engagement.visit = talk.visit;
  draft.engagements.push(engagement);
  draft.talking = engagement;
  draft.ended = false;
}

/** An agent who is not named may be any. */
const isSameAgent = (one: AgentId | undefined, other: AgentId | undefined): boolean =>
  one === undefined || other === undefined || one === other;
