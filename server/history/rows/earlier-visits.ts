import type { ContactRecord } from '#domain/contact.ts';
import { customerKey } from '#domain/history/customer-key.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';

/** When customers came. Some hundred bytes for each customer and eight for each visit: a million visits are some 100 MB. */
export type EarlierVisits = {
  /** Takes in the visits of a contact. All are to be taken in before the first question. */
  learn(record: ContactRecord): void;
  /**
   * How long before `at` the contact's customer had last entered a queue with another contact. Undefined: never, or nobody knows who it is.
   * Who is passed on to the next queue has not come again.
   */
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
      const last = lastOfOthers(known, at, record);
      return last === undefined ? undefined : at - last;
    },
  };
}

/** The latest of the sorted instants before `at` at which another contact than this one came. */
function lastOfOthers(
  sorted: readonly EpochMs[],
  at: EpochMs,
  { visits }: ContactRecord,
): EpochMs | undefined {
  let place = countBefore(sorted, at);
  for (;;) {
    const last = sorted[place - 1];
    if (last === undefined) return undefined;
    const before = countBefore(sorted, last);
    const own = visits.filter(({ queuedAt }) => queuedAt === last).length;
    if (place - before > own) return last;
    place = before;
  }
}

/** How many of the sorted instants are before `at`. */
function countBefore(sorted: readonly EpochMs[], at: EpochMs): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = sorted[middle];
    if (one !== undefined && one < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
