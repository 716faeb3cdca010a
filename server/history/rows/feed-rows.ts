import type { ContactRecord } from '#domain/contact.ts';
import type { Row } from '#domain/history/column.ts';
import { customerKey } from '#domain/history/customer-key.ts';
import type { RowContext } from '#domain/history/row-context.ts';
import { rowsOf, type ContactRowKind, type RowKind } from '#domain/history/rows.ts';
import type { EpochMs } from '#domain/time.ts';
import type { WorldStore } from '../../checkpoint/world-store.ts';
import type { Floor } from '../../floor/floor.ts';
import { eachRecord } from './each-record.ts';
import { earlierVisits } from './earlier-visits.ts';
import { queuePast } from './queue-past.ts';
import type { SiteBook } from './site-book.ts';

/** What contacts are read from when all events are counted. */
export type CountedFloor = {
  readonly floor: Floor;
  /** Where contacts are that have left the floor; undefined: none has. */
  readonly store: Pick<WorldStore, 'contactsAfter'> | undefined;
  readonly sites: Pick<SiteBook, 'siteOf'>;
  /** The last moment that is known. */
  readonly now: EpochMs;
};

/** What rows need to know of other contacts: when a customer came before, and how queues looked at each arrival. */
export type PastNeeds = { readonly earlier: boolean; readonly queues: boolean };

export type RowFeed = {
  readonly kinds: readonly RowKind[];
  /** What is asked of other contacts, if anything: then all contacts are gone through twice. */
  readonly needs: PastNeeds;
  readonly take: (kind: RowKind, row: Row) => void;
};

/** Reads every contact as rows of these kinds, a part at a time, and answers how many customer keys a spreadsheet had spoilt. */
export async function feedRows(counted: CountedFloor, feed: RowFeed): Promise<{ readonly mangled: number }> {
  const { floor, store, sites, now } = counted;
  const earlier = earlierVisits();
  const past = queuePast();
  if (feed.needs.earlier || feed.needs.queues)
    for await (const records of eachRecord(floor, store))
      for (const record of records) {
        if (feed.needs.earlier) earlier.learn(record);
        if (feed.needs.queues) past.learn(record);
      }
  const context: RowContext = {
    now,
    siteOf: (agent, at) => sites.siteOf(agent, at),
    earlierMs: (record, at) => earlier.earlierMs(record, at),
    ...(feed.needs.queues && { queueAt: (queue, at) => past.at(queue, at) }),
  };
  const kinds = feed.kinds.filter((kind): kind is ContactRowKind => kind !== 'span');
  let mangled = 0;
  for await (const records of eachRecord(floor, store)) {
    for (const record of records) {
      if (customerKey(record.customer).isMangled) mangled += 1;
      feedRecord(record, { kinds, context, take: feed.take });
    }
  }
  return { mangled };
}

type RecordFeed = Pick<RowFeed, 'take'> & {
  readonly kinds: readonly ContactRowKind[];
  readonly context: RowContext;
};

function feedRecord(record: ContactRecord, { kinds, context, take }: RecordFeed): void {
  for (const kind of kinds) for (const row of rowsOf[kind](record, context)) take(kind, row);
}
