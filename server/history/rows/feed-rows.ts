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

export type RowFeed = {
  readonly kinds: readonly RowKind[];
  /** Whether it matters when a customer came before: then all contacts are gone through twice. */
  readonly needsEarlier: boolean;
  readonly take: (kind: RowKind, row: Row) => void;
  /** Called now and then, when there is time to write. */
  readonly rest?: () => Promise<void>;
};

/** Reads every contact as rows of these kinds, a part at a time, and answers how many customer keys a spreadsheet had spoilt. */
export async function feedRows(counted: CountedFloor, feed: RowFeed): Promise<{ readonly mangled: number }> {
  const { floor, store, sites, now } = counted;
  const earlier = earlierVisits();
  if (feed.needsEarlier)
    for await (const records of eachRecord(floor, store)) for (const record of records) earlier.learn(record);
  const context: RowContext = {
    now,
    siteOf: (agent, at) => sites.siteOf(agent, at),
    earlierMs: (record, at) => earlier.earlierMs(record, at),
  };
  const kinds = feed.kinds.filter((kind): kind is ContactRowKind => kind !== 'span');
  let mangled = 0;
  for await (const records of eachRecord(floor, store)) {
    for (const record of records) {
      if (customerKey(record.customer).isMangled) mangled += 1;
      feedRecord(record, { kinds, context, take: feed.take });
    }
    await feed.rest?.();
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
