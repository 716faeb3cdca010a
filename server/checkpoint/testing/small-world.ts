import { contactId, sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import type { Checkpoint, StoredContact } from '../world-store.ts';

/** A checkpoint of a small world. */
export function checkpointAt(position: number): Checkpoint {
  return { position, definitions: 'd1', world: JSON.stringify({ 世界: 'w', position }) };
}

/** A contact with one fact, which carries `note`. */
export function storedContact(id: string, note = 'first'): StoredContact {
  const contact = contactId(id);
  const lastAt = epochMs(1_700_000_000_000);
  const fact = {
    id: `${id}-1`,
    source: sourceId('pbx'),
    at: lastAt,
    contact,
    kind: 'contact-labelled',
  } as const;
  return { contact, lastAt, facts: [{ ...fact, labels: { note } }] };
}
