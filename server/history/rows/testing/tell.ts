import type { AcdEvent, ContactEvent } from '#domain/acd-event.ts';
import type { Row } from '#domain/history/column.ts';
import type { RowContext } from '#domain/history/row-context.ts';
import { rowsOf, type ContactRowKind } from '#domain/history/rows.ts';
import { contactId, sourceId } from '#domain/ids.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import { readContact } from '../../../floor/read-contact.ts';

const DAY = Date.UTC(2026, 2, 4);

/** `10:10:15` on the day of the tests, in UTC. */
export function clock(text: string): EpochMs {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  return epochMs(DAY + 1_000 * (3_600 * hours + 60 * minutes + seconds));
}

type Bare<Event> = Event extends unknown ? Omit<Event, 'id' | 'source' | 'at' | 'contact'> : never;

/** What is told of a contact at a time. */
export type Told = readonly [at: string, fact: Bare<ContactEvent>];

const source = sourceId('test');

/** The facts of a contact. */
export function factsOf(contact: string, told: readonly Told[]): ContactEvent[] {
  return told.map(([at, fact], place): ContactEvent => {
    const event = { id: `${contact}-${place}`, source, at: clock(at), contact: contactId(contact), ...fact };
    return event satisfies AcdEvent;
  });
}

/** Nothing is known of anybody else; the last known moment is the end of the day. */
export const ALONE: RowContext = {
  now: clock('24:00:00'),
  siteOf: () => undefined,
  earlierMs: () => undefined,
};

/** The rows of one kind that a contact's life comes to. */
export function rowsTold(
  kind: ContactRowKind,
  told: readonly Told[],
  context: RowContext = ALONE,
): readonly Row[] {
  const record = readContact(factsOf('c1', told), { restarts: [], now: context.now });
  return rowsOf[kind](record, context);
}
