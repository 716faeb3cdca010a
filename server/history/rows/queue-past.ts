import type { ContactRecord, Visit } from '#domain/contact.ts';
import type { QueueMoment } from '#domain/history/row-context.ts';
import type { QueueId } from '#domain/ids.ts';
import { HOUR_MS, type DurationMs, type EpochMs } from '#domain/time.ts';

/** How far back handle times are looked at: long enough for a small queue to have some, short enough to follow the day. */
export const LOOKED_BACK_MS: DurationMs = HOUR_MS;

/** What each queue had lived through at any moment. Some forty bytes for each visit: a million are 40 MB. */
export type QueuePast = {
  /** Takes in the visits of a contact. All are to be taken in before the first question. */
  learn(record: ContactRecord): void;
  /** What a queue looked like to a visit that arrived then. */
  at(queue: QueueId, at: EpochMs): QueueMoment;
};

/** The instants of a queue, each list sorted when it is first asked. */
type Past = {
  readonly arrived: number[];
  readonly decided: number[];
  readonly answered: number[];
  readonly over: number[];
  /** Handlings by their end, and the sum of their lengths up to each of them. */
  readonly handlings: { readonly at: number; readonly ms: number }[];
  sums: number[] | undefined;
};

/** No queue has lived through anything. */
export function queuePast(): QueuePast {
  const queues = new Map<QueueId, Past>();
  return {
    learn(record) {
      for (const visit of record.visits) learnVisit(pastOf(queues, visit.queue), visit);
    },
    at(queue, at) {
      const past = queues.get(queue);
      return past === undefined ? { position: 1, expectedMs: undefined } : momentOf(sorted(past), at);
    },
  };
}

function pastOf(queues: Map<QueueId, Past>, queue: QueueId): Past {
  let past = queues.get(queue);
  if (past === undefined) {
    past = { arrived: [], decided: [], answered: [], over: [], handlings: [], sums: undefined };
    queues.set(queue, past);
  }
  return past;
}

function learnVisit(past: Past, { queuedAt, outcome }: Visit): void {
  // Whoever waits for no time stands in nobody's way, and so does a talk of no length.
  if (outcome.state === 'waiting' || outcome.at > queuedAt) past.arrived.push(queuedAt);
  if (outcome.state === 'waiting') return;
  if (outcome.at > queuedAt) past.decided.push(outcome.at);
  if (outcome.state !== 'answered') return;
  const { handled } = outcome;
  const overAt = handled === undefined ? Infinity : Math.max(handled.endedAt, handled.wrappedAt ?? 0);
  if (overAt > outcome.at) past.answered.push(outcome.at);
  if (handled === undefined) return;
  if (overAt > outcome.at) past.over.push(overAt);
  past.handlings.push({ at: overAt, ms: Math.max(0, overAt - outcome.at) });
}

function sorted(past: Past): Past & { readonly sums: readonly number[] } {
  if (past.sums === undefined) {
    for (const list of [past.arrived, past.decided, past.answered, past.over])
      list.sort((one, other) => one - other);
    past.handlings.sort((one, other) => one.at - other.at);
    let sum = 0;
    past.sums = [0, ...past.handlings.map(({ ms }) => (sum += ms))];
  }
  return { ...past, sums: past.sums };
}

/**
 * Who waited before, and by that how long it will take: place in the queue × mean handle time of the last hour / contacts in hand. Every
 * agent who has one is as likely as the others to be free next. Unknown while nobody is at work or nothing was handled in that hour.
 */
function momentOf(past: Past & { readonly sums: readonly number[] }, at: EpochMs): QueueMoment {
  const waiting = countBefore(past.arrived, at) - countUntil(past.decided, at);
  const position = Math.max(0, waiting) + 1;
  const inHand = countBefore(past.answered, at) - countUntil(past.over, at);
  const [first, last] = [at - LOOKED_BACK_MS, at].map((border) => countHandled(past.handlings, border));
  const handled = (last ?? 0) - (first ?? 0);
  if (inHand <= 0 || handled === 0) return { position, expectedMs: undefined };
  const handleMs = ((past.sums[last ?? 0] ?? 0) - (past.sums[first ?? 0] ?? 0)) / handled;
  return { position, expectedMs: (position * handleMs) / inHand };
}

const countBefore = (instants: readonly number[], at: number): number =>
  firstPlace(instants.length, (place) => (instants[place] ?? Infinity) >= at);

const countUntil = (instants: readonly number[], at: number): number =>
  firstPlace(instants.length, (place) => (instants[place] ?? Infinity) > at);

const countHandled = (handlings: Past['handlings'], at: number): number =>
  firstPlace(handlings.length, (place) => (handlings[place]?.at ?? Infinity) > at);

/** The first place at which something holds that holds at all later ones; `length` where it never does. */
function firstPlace(length: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
