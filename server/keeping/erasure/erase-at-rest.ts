import type { WorldStore } from '../../checkpoint/world-store.ts';
import type { JournalKeeping } from '../../journal/journal-keeping.ts';
import type { Erased } from './erase-customer.ts';
import { scrubCustomer } from './scrub-customer.ts';

/** The same in files that no server has open. Days of the history are written anew when one has started. */
export async function eraseAtRest(
  { keeping, store }: { readonly keeping: JournalKeeping; readonly store: WorldStore },
  key: string,
): Promise<Erased> {
  const scrub = scrubCustomer(key);
  const found = { events: 0, identifiers: 0 };
  for (let position = 0, done = false; !done;) {
    const step = keeping.scrub(position, key, scrub);
    found.events += step.changed;
    found.identifiers += step.kept;
    ({ position, done } = step);
  }
  const others = await keeping.scrubBeside(key, scrub);
  const contacts = await store.scrubContacts(0, await store.lastPlace(), { text: key, scrub });
  const checkpoint = await store.load();
  if (checkpoint !== undefined) {
    const world = JSON.stringify(scrub(JSON.parse(checkpoint.world)));
    await store.save({ ...checkpoint, world }, { contacts: [], cells: [] });
  }
  keeping.fold();
  await store.fold();
  return { ...found, contacts: contacts.length, others };
}
