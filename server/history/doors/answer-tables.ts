import type { RowKind } from '#domain/history/rows.ts';
import type { Unit } from '#domain/measures/definitions/measure.ts';
import type { Cell } from '../../files/table.ts';
import type { Figures } from '../figures/count-figures.ts';
import type { ComparedFigures } from '../figures/figures-beside.ts';
import type { PreparedQuestion } from '../figures/prepare-question.ts';
import { columnsOf } from '../sql/row-tables.ts';
import type { ContactsPage } from './contacts-answer.ts';
import type { LostPage } from './lost-customers.ts';

/** An answer as a table: what a spreadsheet or another tool takes. Unknown is empty. */
export type AnswerTable = {
  readonly columns: readonly { readonly name: string; readonly holds: 'text' | 'number' }[];
  readonly rows: readonly (readonly Cell[])[];
};

/** Decimals of a value as it is written: shares to a millionth, times to the millisecond. */
const DECIMALS: Readonly<Record<Unit, number>> = { count: 0, seconds: 3, share: 6, number: 6 };

/** One column for each `by`, then one for each measure. */
export function figuresTable(
  { dimensions, measures }: PreparedQuestion,
  figures: readonly Figures[],
): AnswerTable {
  return {
    columns: [
      ...dimensions.map(({ name }) => ({ name, holds: 'text' as const })),
      ...measures.map(({ id }) => ({ name: id, holds: 'number' as const })),
    ],
    rows: figures.map(({ by, values }) => [
      ...by,
      ...values.map((value, place) => cellOf(value, DECIMALS[measures[place]?.unit ?? 'number'])),
    ]),
  };
}

/** One column for each `by`, then three for each measure: what it is, what it was, and its change. */
export function comparedTable(
  { dimensions, measures }: PreparedQuestion,
  figures: readonly ComparedFigures[],
): AnswerTable {
  return {
    columns: [
      ...dimensions.map(({ name }) => ({ name, holds: 'text' as const })),
      ...measures.flatMap(({ id }) =>
        [id, `${id}_beside`, `${id}_change`].map((name) => ({ name, holds: 'number' as const })),
      ),
    ],
    rows: figures.map(({ by, values, earlier, changes }) => [
      ...by,
      ...measures.flatMap(({ unit }, place) => [
        cellOf(values[place], DECIMALS[unit]),
        cellOf(earlier[place], DECIMALS[unit]),
        changeCell(changes[place]),
      ]),
    ]),
  };
}

/** To a millionth; what rounds to nothing has no sign. */
function changeCell(change: number | undefined): Cell {
  return change === undefined ? undefined : { value: Math.round(change * 1e6) / 1e6 + 0, decimals: 6 };
}

function cellOf(value: number | undefined, decimals: number): Cell {
  return value === undefined || decimals === 0 ? value : { value, decimals };
}

/** One column for each `by`, then those of the kind of row: the same for every list of it, with rows or without. */
export function contactsTable(
  { rows }: ContactsPage,
  { kind, by }: { readonly kind: RowKind; readonly by: readonly string[] },
): AnswerTable {
  const own = columnsOf(kind).filter(([name]) => !by.includes(name));
  return {
    columns: [
      ...by.map((name) => ({ name, holds: 'text' as const })),
      ...own.map(([name, { type }]) => ({
        name,
        holds: type === 'number' || type === 'ms' ? ('number' as const) : ('text' as const),
      })),
    ],
    rows: rows.map((one) => [
      ...by.map((name) => one.by[name] ?? undefined),
      ...own.map(([name]) => told(one.row[name])),
    ]),
  };
}

function told(value: ContactsPage['rows'][number]['row'][string] | undefined): Cell {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value);
}

/** Whom to call back. */
export function lostTable({ rows }: LostPage): AnswerTable {
  const names = [
    'customer',
    'state',
    'queue',
    'abandoned_at',
    'waited_seconds',
    'times',
    'back_at',
    'answered_at',
    'contact',
  ] as const;
  return {
    columns: names.map((name) => ({
      name,
      holds: name === 'waited_seconds' || name === 'times' ? 'number' : 'text',
    })),
    rows: rows.map((row) => names.map((name) => row[name] ?? undefined)),
  };
}
