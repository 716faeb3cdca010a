import type { AcdEvent } from '#domain/acd-event.ts';
import { contactId, queueId, sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';

/** A contact that gives up after a second. */
export const givenUp = (at: number, id: string): AcdEvent[] => [
  {
    id: `${id}-1`,
    source: sourceId('pbx'),
    at: epochMs(at),
    kind: 'contact-queued',
    contact: contactId(id),
    queue: queueId('sales'),
  },
  {
    id: `${id}-2`,
    source: sourceId('pbx'),
    at: epochMs(at + 1_000),
    kind: 'contact-abandoned',
    contact: contactId(id),
    during: 'queue',
  },
];
