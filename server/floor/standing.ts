import type { AgentEvent } from '#domain/acd-event.ts';
import { unreachableFrom, type AgentState, type AgentTime } from '#domain/agent.ts';
import type { ContactId, QueueId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';

/** One change in an agent's day: a fact about the agent, a contact that begins or ends, a restart of the source. */
export type Mark =
  | { readonly at: EpochMs; readonly kind: 'fact'; readonly fact: AgentEvent }
  | { readonly at: EpochMs; readonly kind: 'restart'; readonly source: string }
  | {
      readonly at: EpochMs;
      readonly kind: 'engaged' | 'released' | 'wrap-began' | 'wrap-ended';
      readonly contact: ContactId;
      readonly queue?: QueueId;
    };

/** Contacts of one queue that an agent talks to: one, and `more`. */
export type InHand = { readonly queue?: QueueId; readonly more?: number };

/** What is known of an agent at one instant. */
export type Standing = {
  readonly signedIn: boolean;
  /** As the switch said; contacts in hand speak louder. */
  readonly stated: 'available' | 'busy' | 'wrap-up' | 'away';
  /** Why, where the switch said so. */
  readonly reason?: string;
  /** Where signed in. */
  readonly site?: string;
  readonly queues: readonly QueueId[];
  /** The contacts in hand, by their queue where that is known. */
  readonly inHand: readonly InHand[];
  readonly wrapping: number;
  /** The last heartbeat; absent for agents who send none. */
  readonly heardAt?: EpochMs;
};

/** An agent of whom nothing is known. */
export const UNKNOWN_STANDING: Standing = {
  signedIn: false,
  stated: 'available',
  queues: [],
  inHand: [],
  wrapping: 0,
};

/** What the agent is doing at `at`; undefined when not signed in. */
export function stateOf(standing: Standing, at: EpochMs): AgentState | undefined {
  if (!standing.signedIn) return undefined;
  if (standing.inHand.length > 0) return 'busy';
  if (standing.heardAt !== undefined && at >= unreachableFrom(standing.heardAt)) return 'unreachable';
  return standing.wrapping > 0 ? 'wrap-up' : standing.stated;
}

/** The standing after a mark. */
export function passMark(standing: Standing, mark: Mark): Standing {
  switch (mark.kind) {
    case 'fact':
      return passFact(standing, mark.fact);
    case 'restart':
      return { ...standing, signedIn: false, wrapping: 0 };
    case 'engaged':
      return { ...standing, inHand: withOne(standing.inHand, mark) };
    case 'released':
      return { ...standing, inHand: without(standing.inHand, mark.queue) };
    case 'wrap-began':
      return { ...standing, wrapping: standing.wrapping + 1 };
    case 'wrap-ended':
      return { ...standing, wrapping: Math.max(0, standing.wrapping - 1) };
  }
}

/** Adds the time between two instants with no mark between them to the state the agent was in. */
export function addStay(time: AgentTime, standing: Standing, from: EpochMs, to: EpochMs): void {
  if (!standing.signedIn || to <= from) return;
  const border =
    standing.heardAt === undefined ? to : Math.min(to, Math.max(from, unreachableFrom(standing.heardAt)));
  addState(time, stateOf(standing, from), border - from);
  if (border < to) addState(time, stateOf(standing, to), to - border);
}

/** Marks of one instant: who signs in takes contacts, who lets go of a contact may take the next, who signs out is last. */
export function compareMarks(one: Mark, other: Mark): number {
  return one.at - other.at || rank(one) - rank(other) || compareText(name(one), name(other));
}

/** No time in any state. */
export function noStay(time: AgentTime): boolean {
  return time.availableMs + time.busyMs + time.wrapUpMs + time.awayMs + time.unreachableMs === 0;
}

function passFact(standing: Standing, fact: AgentEvent): Standing {
  switch (fact.kind) {
    case 'agent-signed-in':
      return {
        ...withoutReason(standing),
        signedIn: true,
        stated: 'available',
        queues: fact.queues ?? standing.queues,
        ...(fact.site === undefined ? {} : { site: fact.site }),
      };
    case 'agent-signed-out':
      return { ...withoutHeartbeat(standing), signedIn: false, wrapping: 0 };
    case 'agent-state':
      // Whoever has a state is there, also when the sign-in was before our time.
      return {
        ...heard(withoutReason(standing), fact.at),
        signedIn: true,
        stated: fact.state,
        ...(fact.reason === undefined ? {} : { reason: fact.reason }),
      };
    case 'agent-queues':
      return { ...standing, queues: fact.queues };
    case 'agent-heartbeat':
      return { ...standing, heardAt: fact.at };
  }
}

const heard = (standing: Standing, at: EpochMs): Standing =>
  standing.heardAt === undefined ? standing : { ...standing, heardAt: at };

function withoutReason(standing: Standing): Standing {
  if (standing.reason === undefined) return standing;
  const { reason, ...rest } = standing;
  return rest;
}

function withoutHeartbeat(standing: Standing): Standing {
  const { heardAt, ...rest } = standing;
  return rest;
}

function addState(time: AgentTime, state: AgentState | undefined, ms: number): void {
  switch (state) {
    case 'available':
      time.availableMs += ms;
      return;
    case 'busy':
      time.busyMs += ms;
      return;
    case 'wrap-up':
      time.wrapUpMs += ms;
      return;
    case 'away':
      time.awayMs += ms;
      return;
    case 'unreachable':
      time.unreachableMs += ms;
      return;
    case undefined:
  }
}

function withOne(inHand: Standing['inHand'], { queue }: InHand): Standing['inHand'] {
  const place = inHand.findIndex((one) => one.queue === queue);
  const found = inHand[place];
  if (found === undefined) return [...inHand, queue === undefined ? {} : { queue }];
  return inHand.with(place, { ...found, more: (found.more ?? 0) + 1 });
}

function without(inHand: Standing['inHand'], queue: QueueId | undefined): Standing['inHand'] {
  const place = inHand.findIndex((one) => one.queue === queue);
  const found = inHand[place];
  if (found === undefined) return inHand;
  const { more = 0, ...one } = found;
  if (more === 0) return inHand.toSpliced(place, 1);
  return inHand.with(place, more === 1 ? one : { ...one, more: more - 1 });
}

function rank(mark: Mark): number {
  switch (mark.kind) {
    case 'restart':
      return 0;
    case 'fact':
      return FACT_RANK[mark.fact.kind];
    case 'released':
      return 5;
    case 'wrap-ended':
      return 6;
    case 'wrap-began':
      return 7;
    case 'engaged':
      return 8;
  }
}

const FACT_RANK: Readonly<Record<AgentEvent['kind'], number>> = {
  'agent-signed-in': 1,
  'agent-queues': 2,
  'agent-state': 3,
  'agent-heartbeat': 4,
  'agent-signed-out': 9,
};

function name(mark: Mark): string {
  switch (mark.kind) {
    case 'fact':
      return `${String(mark.fact.seq ?? 0).padStart(16, '0')} ${mark.fact.source} ${mark.fact.id}`;
    case 'restart':
      return mark.source;
    case 'engaged':
    case 'released':
    case 'wrap-began':
    case 'wrap-ended':
      return mark.contact;
  }
}

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
