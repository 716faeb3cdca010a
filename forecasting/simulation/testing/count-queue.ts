import { HOUR_MS, SECOND_MS } from '#domain/time.ts';
import { CUSTOMER_PURPOSES, CUSTOMER_PURPOSE_COUNT } from '../model/purposes.ts';
import type { PlainQueue } from './plain-queue.ts';
import { randomStreams, unitAt, type RandomStreams } from '../random/random-streams.ts';

export type QueueCounts = {
  readonly offered: number;
  readonly answered: number;
  readonly answeredWithin: number;
  readonly abandoned: number;
  readonly waited: number;
  readonly waitAnsweredMs: number;
  readonly waitAbandonedMs: number;
};

/**
 * The counts of one textbook queue over so many contacts, and nothing else: no agents, no events. The same customers as in a
 * simulation of `plainQueue` with this seed, and the same waits (first come, first served: a contact waits until the first
 * agent is free of all who came before it; Kiefer and Wolfowitz 1955), several times as fast.
 */
export function countQueue(queue: PlainQueue, seed: number, contacts: number): QueueCounts {
  const { perHour, handleSeconds, patienceSeconds = Infinity, withinSeconds = 20 } = queue;
  const streams = randomStreams(seed, 0, CUSTOMER_PURPOSE_COUNT);
  const meanGapMs = HOUR_MS / perHour;
  const withinMs = withinSeconds * SECOND_MS;
  const freeAt = new Float64Array(queue.agents);
  const counts = {
    answered: 0,
    answeredWithin: 0,
    abandoned: 0,
    waited: 0,
    waitAnsweredMs: 0,
    waitAbandonedMs: 0,
  };
  let arrivesAt = 0;
  for (let contact = 0; contact < contacts; contact += 1) {
    arrivesAt += meanGapMs * exponential(streams, CUSTOMER_PURPOSES.arrival, contact);
    const at = Math.floor(arrivesAt);
    const waitMs = Math.max(0, (freeAt[0] ?? 0) - at);
    if (waitMs > 0) {
      counts.waited += 1;
      const patienceMs = patienceOf(streams, patienceSeconds, contact);
      if (patienceMs < waitMs) {
        counts.abandoned += 1;
        counts.waitAbandonedMs += patienceMs;
        continue;
      }
    }
    counts.answered += 1;
    counts.waitAnsweredMs += waitMs;
    if (waitMs <= withinMs) counts.answeredWithin += 1;
    const serviceMs = Math.round(
      handleSeconds * SECOND_MS * exponential(streams, CUSTOMER_PURPOSES.service, contact),
    );
    occupyFirst(freeAt, at + waitMs + Math.max(1, serviceMs));
  }
  return { offered: contacts, ...counts };
}

const exponential = (streams: RandomStreams, purpose: number, place: number): number =>
  -Math.log(unitAt(streams, purpose, place));

function patienceOf(streams: RandomStreams, patienceSeconds: number, contact: number): number {
  if (patienceSeconds === Infinity) return Infinity;
  return Math.round(patienceSeconds * SECOND_MS * exponential(streams, CUSTOMER_PURPOSES.patience, contact));
}

/** The agent who is free first is so again at `time`: the top of a heap sinks to its place. */
function occupyFirst(freeAt: Float64Array, time: number): void {
  const { length } = freeAt;
  let place = 0;
  for (let child = 1; child < length; child = 2 * place + 1) {
    const first = freeAt[child] ?? 0;
    const second = child + 1 < length ? (freeAt[child + 1] ?? 0) : Infinity;
    const least = second < first ? child + 1 : child;
    const leastTime = second < first ? second : first;
    if (time <= leastTime) break;
    freeAt[place] = leastTime;
    place = least;
  }
  freeAt[place] = time;
}
