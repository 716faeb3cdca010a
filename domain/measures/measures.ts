import type { AgentTime } from '../agent.ts';
import type { Counts } from './counts.ts';
import { SECOND_MS } from '../time.ts';

/** A share that is not settled: at least `low`, at most `high`. */
export type Bracket = { readonly low: number; readonly high: number };

/** What a service level needs to know. `undecided`: still waiting, and could still be answered in time. */
export type ServiceCounts = Pick<Counts, 'offered' | 'answeredWithin' | 'shortAbandoned' | 'leftClosed'> & {
  readonly undecided?: number;
};

/** Offered contacts that the service level is about: short abandons and contacts outside opening hours are not. */
export function serviceBase(counts: ServiceCounts): number {
  return counts.offered - counts.shortAbandoned - counts.leftClosed;
}

/**
 * Answered within the target time / offered (less short abandons and closed hours), by interval of arrival.
 * A bracket while some are undecided: all of them missed, all of them met. Unknown when nothing counts.
 */
export function serviceLevel(counts: ServiceCounts): Bracket | undefined {
  const base = serviceBase(counts);
  if (base <= 0) return undefined;
  const low = counts.answeredWithin / base;
  return { low, high: (counts.answeredWithin + (counts.undecided ?? 0)) / base };
}

/** 接通率: answered / offered. Unknown when nothing was offered. */
export function answerRate(counts: Pick<Counts, 'answered' | 'offered'>): number | undefined {
  return ratio(counts.answered, counts.offered);
}

/** Abandoned / offered, short abandons included. Unknown when nothing was offered. */
export function abandonRate(counts: Pick<Counts, 'abandoned' | 'offered'>): number | undefined {
  return ratio(counts.abandoned, counts.offered);
}

/** Mean wait of answered contacts in seconds. Unknown when nobody was answered. */
export function speedOfAnswer(counts: Pick<Counts, 'waitAnsweredMs' | 'answered'>): number | undefined {
  return ratio(counts.waitAnsweredMs / SECOND_MS, counts.answered);
}

/** Mean wait of abandoned contacts in seconds. Unknown when nobody abandoned. */
export function abandonWait(counts: Pick<Counts, 'waitAbandonedMs' | 'abandoned'>): number | undefined {
  return ratio(counts.waitAbandonedMs / SECOND_MS, counts.abandoned);
}

/** Talk, hold and wrap-up of contacts whose handling is over, mean in seconds. Unknown when there is none. */
export function handleTime(counts: Pick<Counts, 'handleMs' | 'handled'>): number | undefined {
  return ratio(counts.handleMs / SECOND_MS, counts.handled);
}

/** (busy + wrap-up) / (busy + wrap-up + available) of signed-in time. Unknown when nobody was signed in. */
export function occupancy(time: Pick<AgentTime, 'busyMs' | 'wrapUpMs' | 'availableMs'>): number | undefined {
  const loaded = time.busyMs + time.wrapUpMs;
  return ratio(loaded, loaded + time.availableMs);
}

const ratio = (part: number, whole: number): number | undefined => (whole > 0 ? part / whole : undefined);
