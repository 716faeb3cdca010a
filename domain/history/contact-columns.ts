import { streamOf, type ContactRecord } from '../contact.ts';
import type { Columns, RowOf } from './column.ts';
import { customerKey } from './customer-key.ts';

/** What every row of a contact carries of the contact itself. */
export const CONTACT_COLUMNS = {
  contact: { type: 'text', says: 'the contact' },
  channel: { type: 'text', says: 'voice, chat, wechat, email, …' },
  direction: { type: 'text', says: 'inbound or outbound' },
  stream: {
    type: 'text',
    says: 'inbound (customers who came to us), deferred (work nobody holds the line for) or outbound',
  },
  customer: {
    type: 'text',
    says: 'the customer key; unknown where none was told or a spreadsheet has mangled it',
  },
  customer_mangled: {
    type: 'flag',
    says: 'the customer key was a number that a spreadsheet has rounded, as 6.02701E+11',
  },
  labels: { type: 'labels', says: 'the labels at the contact’s end, as labels.product' },
} as const satisfies Columns;

/** The columns that all rows of a contact share. */
export function contactColumns(record: ContactRecord): RowOf<typeof CONTACT_COLUMNS> {
  const key = customerKey(record.customer);
  return {
    contact: record.contact,
    channel: record.channel,
    direction: record.direction,
    stream: streamOf(record),
    customer: key.customer,
    customer_mangled: key.isMangled,
    labels: record.labels,
  };
}
