import type { Behaviour, PatienceSource } from '#domain/staffing-plan.ts';
import type { Patience } from '../../../forecasting/staffing/patience/estimate-patience.ts';
import { EVERYONE } from '../tables/read-patience.ts';

/** What is known of customers' patience: given for all queues, learnt from counted waits, or that nobody shall be taken to give up. */
export type PatienceKnowledge =
  | { readonly kind: 'endless'; readonly why: 'asked' | 'unknown' }
  | { readonly kind: 'given'; readonly seconds: number }
  | { readonly kind: 'learnt'; readonly byQueue: ReadonlyMap<string, Patience> };

/** Where the patience of one queue is known from. Undefined when it was to be learnt and nobody abandoned. */
export function queuePatience(known: PatienceKnowledge, queue: string): PatienceSource | undefined {
  if (known.kind !== 'learnt') return known;
  const own = known.byQueue.get(queue);
  const found = own ?? known.byQueue.get(EVERYONE);
  if (found === undefined) return undefined;
  const { meanSeconds: seconds, low, high, abandons } = found;
  return { kind: 'learnt', seconds, low, high, abandons, of: own === undefined ? 'all queues' : 'queue' };
}

/** How customers of that patience behave: model A, or C where nobody gives up. */
export const behaviourOf = (patience: PatienceSource): Behaviour =>
  patience.kind === 'endless'
    ? { kind: 'patient' }
    : { kind: 'impatient', patienceSeconds: patience.seconds };
