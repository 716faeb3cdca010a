import { contactId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import type { WorldStore } from '../checkpoint/world-store.ts';
import { readOnFloor } from '../floor/advance-floor.ts';
import type { KnownContact } from '../history/doors/contact-answer.ts';
import type { FloorView } from '../history/store/history.ts';
import type { Journal } from '../journal/journal.ts';
import type { World } from '../pipeline/world.ts';

type Knowing = {
  readonly world: World;
  readonly store: Pick<WorldStore, 'recall'>;
  readonly journal: Pick<Journal, 'entryOf'>;
  readonly view: () => FloorView;
};

/** A contact on the floor, or stored, with the receipts of its facts. Undefined where nobody knows it. Nothing may change meanwhile. */
export async function knowContact(
  { world, store, journal, view }: Knowing,
  id: string,
): Promise<KnownContact | undefined> {
  const contact = contactId(id);
  const onFloor = world.floor.contacts.get(contact);
  const [stored] = onFloor === undefined ? await store.recall([contact]) : [];
  const facts = onFloor?.facts ?? stored?.facts;
  if (facts === undefined) return undefined;
  const record = onFloor?.record ?? readOnFloor(world.floor, facts, END_OF_TIME);
  const received: KnownContact['facts'][number][] = [];
  for (const fact of facts) received.push({ fact, receipt: await journal.entryOf(fact) });
  return { record, facts: received, context: view().context };
}

/** What has left the floor is over, however the clock has moved since. */
const END_OF_TIME = epochMs(8.64e15);
