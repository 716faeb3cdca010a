import { Type, type Static } from 'typebox';
import type { Row } from '#domain/history/column.ts';
import type { RowKind } from '#domain/history/rows.ts';
import { epochMs } from '#domain/time.ts';
import { isoInZone, type TimeZone } from '#domain/time-zone.ts';
import type { EngineValue } from '../engine/engine-words.ts';
import { QuestionMistake } from '../figures/question.ts';
import type { RowsAnswer } from '../sql/ask-rows.ts';
import { columnsOf } from '../sql/row-tables.ts';
import { maskCustomer } from './personal.ts';

const value = Type.Union([
  Type.String(),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.String()),
  Type.Record(Type.String(), Type.String()),
  Type.Null(),
]);

/** The rows behind a number, as they are answered. */
export const contactsPage = Type.Object({
  of: Type.String({ description: 'the count whose rows these are' }),
  kind: Type.String({ description: 'visit, handling, round, pass or span' }),
  zone: Type.String(),
  rows: Type.Array(
    Type.Object({
      by: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
      row: Type.Record(Type.String(), value, {
        description:
          'its columns, as conditions name them: …_at is ISO 8601, …_ms is milliseconds, null is unknown',
      }),
    }),
  ),
  next: Type.Optional(
    Type.String({ description: 'give it as `after` for the rows that follow; absent: these were the last' }),
  ),
  whole: Type.Boolean(),
});

export type ContactsPage = Static<typeof contactsPage>;

export type ContactsAsked = {
  readonly of: string;
  readonly by: readonly string[];
  readonly zone: TimeZone;
  /** Customers are shown whole. */
  readonly showsCustomers: boolean;
};

/** Listed rows as a page. */
export function contactsAnswer(
  { kind, rows, isMore, isWhole }: RowsAnswer,
  asked: ContactsAsked,
): ContactsPage {
  const last = rows.at(-1);
  return {
    of: asked.of,
    kind,
    zone: asked.zone.name,
    rows: rows.map(({ by, row }) => ({
      by: Object.fromEntries(asked.by.map((name, place) => [name, by[place] ?? null])),
      row: shownRow(kind, row, asked),
    })),
    ...(isMore && last !== undefined && { next: writeCursor(last.cursor) }),
    whole: isWhole,
  };
}

type Shown = ContactsPage['rows'][number]['row'];

/** A row as it is shown: times in the zone, customers as far as they may be seen. */
export function shownRow(
  kind: RowKind,
  row: Row,
  { zone, showsCustomers }: Pick<ContactsAsked, 'zone' | 'showsCustomers'>,
): Shown {
  const cells = columnsOf(kind).map(([name, { type }]): [string, Shown[string]] => {
    const found = row[name];
    if (type === 'time' && typeof found === 'number') return [name, isoInZone(zone, epochMs(found))];
    if (name === 'customer' && typeof found === 'string' && !showsCustomers)
      return [name, maskCustomer(found)];
    return [name, cellOf(found)];
  });
  return Object.fromEntries(cells);
}

function cellOf(found: Row[string]): Shown[string] {
  if (found === undefined) return null;
  if (typeof found !== 'object') return found;
  return isTexts(found) ? [...found] : { ...found };
}

const isTexts = (found: object): found is readonly string[] => Array.isArray(found);

/** Where to go on, as one word. */
const writeCursor = (cursor: readonly EngineValue[]): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** The place that `writeCursor` wrote. Throws a QuestionMistake for anything else. */
export function readCursor(told: string): readonly (string | number)[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(told, 'base64url').toString());
    if (Array.isArray(read) && read.length <= 3 && read.every(isPlace)) return read;
  } catch (cause) {
    throw new QuestionMistake(`after: expected the \`next\` of the page before, got ${told}`, { cause });
  }
  throw new QuestionMistake(`after: expected the \`next\` of the page before, got ${told}`);
}

const isPlace = (one: unknown): one is string | number =>
  typeof one === 'string' || (typeof one === 'number' && Number.isFinite(one));
