import type { ContactId, SourceId } from '#domain/ids.ts';
import type { Floor } from './floor.ts';

/** Contacts of the source that are not over, as far as the journal tells. */
export function openContacts(floor: Floor, source: SourceId): readonly ContactId[] {
  const open: ContactId[] = [];
  for (const [contact, { facts, record }] of floor.contacts)
    if (!record.over && facts.at(-1)?.source === source) open.push(contact);
  return open;
}
