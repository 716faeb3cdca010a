import type { ContactEvent } from '#domain/acd-event.ts';
import type { Row } from '#domain/history/column.ts';
import type { ContactRecord } from '#domain/contact.ts';
import type { RowContext } from '#domain/history/row-context.ts';
import { rowsOf, type ContactRowKind } from '#domain/history/rows.ts';
import type { LocalDay } from '#domain/local-day.ts';
import { utcDay } from './parts.ts';

/** The kinds of rows that are read from contacts. */
export const CONTACT_KINDS = Object.keys(rowsOf) as readonly ContactRowKind[];

/** The rows of a contact by kind, and up to which position of the journal it was read. */
export type ContactRows = {
  readonly rows: ReadonlyMap<ContactRowKind, readonly Row[]>;
  readonly position: number;
  /** The days of its facts. Its rows begin on some of them, and so did all rows that it ever had: facts only ever join. */
  readonly days: ReadonlySet<LocalDay>;
};

/** Reads a contact into rows. */
export function contactRows(
  { record, facts }: { readonly record: ContactRecord; readonly facts: readonly ContactEvent[] },
  position: number,
  context: RowContext,
): ContactRows {
  const rows = new Map<ContactRowKind, readonly Row[]>();
  for (const kind of CONTACT_KINDS) {
    const some = rowsOf[kind](record, context);
    if (some.length > 0) rows.set(kind, some);
  }
  return { rows, position, days: new Set(facts.map(({ at }) => utcDay(at))) };
}
