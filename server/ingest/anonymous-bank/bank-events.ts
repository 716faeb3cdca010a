import type { AcdEvent, ContactEvent } from '#domain/acd-event.ts';
import { agentId, contactId, queueId, type SourceId } from '#domain/ids.ts';
import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import type { BankRow } from './bank-row.ts';
import type { RowInstants } from './row-instants.ts';

/** The records are of whole seconds. */
const PRECISION_MS = SECOND_MS;

/** A row has at most four events; eight leaves room, so that rows keep their order in `seq`. */
const SEQ_PER_ROW = 8;

/** What the switch would have reported of the row's contact, in order. `name` is the contact's, unique in the file. */
export function bankEvents(row: BankRow, when: RowInstants, name: string, source: SourceId): AcdEvent[] {
  const events: AcdEvent[] = [];
  const contact = contactId(name);
  const queue = queueId(row.type);
  const tell = (event: Bare): void => {
    const seq = row.line * SEQ_PER_ROW + events.length;
    const id = `${name}:${event.kind.slice('contact-'.length)}`;
    events.push({ id, source, precisionMs: PRECISION_MS, seq, contact, ...event });
  };
  const priority = row.priority === undefined ? {} : { priority: row.priority };
  const customer = row.customer === undefined ? {} : { customer: row.customer };
  tell({
    kind: 'contact-started',
    at: when.started,
    channel: 'voice',
    direction: 'inbound',
    ...customer,
    ...priority,
  });
  const answered = row.outcome === 'AGENT';
  // An answer without a queue found an agent free: it waited for nothing, and is offered like the others.
  const visit = when.queue ?? (answered ? { joined: when.vruLeft, left: when.vruLeft } : undefined);
  if (visit === undefined) {
    tell({ kind: 'contact-abandoned', at: when.vruLeft, during: 'self-service' });
    return events;
  }
  tell({ kind: 'contact-queued', at: visit.joined, queue, ...priority });
  if (answered) {
    const agent = row.server === undefined ? {} : { agent: agentId(row.server) };
    tell({ kind: 'contact-answered', at: visit.left, queue, ...agent });
    tell({ kind: 'contact-ended', at: when.ended });
  } else {
    tell({ kind: 'contact-abandoned', at: visit.left, queue, during: 'queue' });
  }
  return events;
}

/** A contact's event without what all events of a row share. */
type Bare = Without<ContactEvent, 'id' | 'source' | 'contact' | 'precisionMs' | 'seq'> & {
  readonly at: EpochMs;
};
type Without<Event, Key extends PropertyKey> = Event extends unknown ? Omit<Event, Key> : never;
