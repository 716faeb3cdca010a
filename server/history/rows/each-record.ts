import type { ContactRecord } from '#domain/contact.ts';
import { epochMs } from '#domain/time.ts';
import type { WorldStore } from '../../checkpoint/world-store.ts';
import { readOnFloor } from '../../floor/advance-floor.ts';
import type { Floor } from '../../floor/floor.ts';

/** Contacts read from the store at once: some 4 MB of facts. */
const CONTACTS_PER_READ = 2_000;

/** Only what is over is stored: it reads the same however late it is. */
const END_OF_TIME = epochMs(8.64e15);

/** The life of every contact, in parts: those on the floor, and those that have left it for the store. None comes twice. */
export async function* eachRecord(
  floor: Floor,
  store: Pick<WorldStore, 'contactsAfter'> | undefined,
): AsyncGenerator<readonly ContactRecord[]> {
  yield [...floor.contacts.values()].map(({ record }) => record);
  if (store === undefined) return;
  for (let place = 0; ;) {
    const stored = await store.contactsAfter(place, CONTACTS_PER_READ);
    // Whoever was spoken of again is on the floor, with all the facts.
    yield stored
      .filter(({ contact }) => !floor.contacts.has(contact))
      .map(({ facts }) => readOnFloor(floor, facts, END_OF_TIME));
    if (stored.length < CONTACTS_PER_READ) return;
    place = stored.at(-1)?.place ?? place;
  }
}
