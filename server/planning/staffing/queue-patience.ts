import type { PatienceSource } from '#domain/staffing-plan.ts';
import type { Patience } from '../../../forecasting/staffing/patience/estimate-patience.ts';

/** How a report names all queues together. */
export const EVERYONE = '*';

/** What was counted of a queue's waits: how many were answered, and the patience that can be learnt; undefined where nobody abandoned. */
export type LearntWaits = { readonly answered: number; readonly patience: Patience | undefined };

/** What is known of customers' patience: given for all queues, learnt from counted waits, or that nobody shall be taken to give up. */
export type PatienceKnowledge =
  | { readonly kind: 'endless'; readonly why: 'asked' | 'unknown' }
  | { readonly kind: 'given'; readonly seconds: number }
  | { readonly kind: 'learnt'; readonly byQueue: ReadonlyMap<string, LearntWaits> };

/**
 * Where the patience of one queue is known from. A queue whose waits were counted is taken at its own word, also when nobody gave up;
 * one that was not counted has the patience of all queues together.
 */
export function queuePatience(known: PatienceKnowledge, queue: string): PatienceSource {
  if (known.kind !== 'learnt') return known;
  const own = known.byQueue.get(queue);
  const waits = own ?? known.byQueue.get(EVERYONE);
  if (waits === undefined) return { kind: 'endless', why: 'unknown' };
  const { patience, answered } = waits;
  if (patience === undefined) return { kind: 'endless', why: 'nobody abandoned', answered };
  const { meanSeconds: seconds, low, high, abandons } = patience;
  return { kind: 'learnt', seconds, low, high, abandons, of: own === undefined ? 'all queues' : 'queue' };
}
