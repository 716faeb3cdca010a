import type { ContactRecord } from '#domain/contact.ts';
import { customerKey } from '#domain/history/customer-key.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';

/** When customers came. Some hundred bytes for each customer and eight for each visit: a million visits are some 100 MB. */
export type EarlierVisits = {
  /** Takes in the visits of a contact. All are to be taken in before the first question. */
  learn(record: ContactRecord): void;
  /** How long before `at` the contact's customer had last entered a queue. Undefined: never, or nobody knows who it is. */
  earlierMs(record: ContactRecord, at: EpochMs): DurationMs | undefined;
};

/** Nobody has come. */
export function earlierVisits(): EarlierVisits {
  const visits = new Map<string, EpochMs[]>();
  const unsorted = new Set<string>();
  return {
    learn(record) {
      const { customer } = customerKey(record.customer);
      if (customer === undefined || record.visits.length === 0) return;
      const known = visits.get(customer) ?? [];
      for (const { queuedAt } of record.visits) known.push(queuedAt);
      visits.set(customer, known);
      if (known.length > 1) unsorted.add(customer);
    },
    earlierMs(record, at) {
      const { customer } = customerKey(record.customer);
      const known = customer === undefined ? undefined : visits.get(customer);
      if (customer === undefined || known === undefined) return undefined;
      if (unsorted.delete(customer)) known.sort((one, other) => one - other);
      const last = lastBefore(known, at);
      return last === undefined ? undefined : at - last;
    },
  };
}

/** The latest of the sorted instants that is before `at`. */
function lastBefore(sorted: readonly EpochMs[], at: EpochMs): EpochMs | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = sorted[middle];
    if (one !== undefined && one < at) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}
