import type { Column, ColumnType, Columns, Row } from '#domain/history/column.ts';
import { ROW_COLUMNS, type RowKind } from '#domain/history/rows.ts';
import type { EngineValue } from '../engine/engine-words.ts';
import { quoted } from '../conditions/sql-words.ts';

/** Rows as they are kept and asked for: the columns of their kind, and up to which position of the journal they had been read. */
export const POSITION = 'position';

const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'VARCHAR',
  number: 'DOUBLE',
  time: 'BIGINT',
  ms: 'BIGINT',
  flag: 'BOOLEAN',
  labels: 'MAP(VARCHAR, VARCHAR)',
  texts: 'VARCHAR[]',
};

/** The columns of a kind, in their order. */
export const columnsOf = (kind: RowKind): readonly (readonly [string, Column])[] =>
  Object.entries<Column>(ROW_COLUMNS[kind]);

/** The table of rows of a kind that are in no file yet. */
export const freshTable = (kind: RowKind): string => `fresh_${kind}`;

/** The columns of a table of this kind, as they are declared. */
export function tableColumns(kind: RowKind): string {
  const columns = columnsOf(kind).map(([name, { type }]) => `${quoted(name)} ${SQL_TYPES[type]}`);
  return [...columns, `${POSITION} BIGINT`].join(', ');
}

/** What conditions may name and this kind does not have: unknown of every row. */
export function foreignColumns(kind: RowKind): readonly string[] {
  const own: Columns = ROW_COLUMNS[kind];
  const all: Columns = Object.assign({}, ...Object.values<Columns>(ROW_COLUMNS));
  return Object.entries(all)
    .filter(([name]) => !Object.hasOwn(own, name))
    .map(([name, { type }]) => `CAST(NULL AS ${SQL_TYPES[type]}) AS ${quoted(name)}`);
}

/** The order in which rows of a kind are written and listed: no two rows stand at one place. */
export function orderOf(kind: RowKind): readonly string[] {
  const order = kind === 'span' ? ['arrived_at', 'agent'] : ['arrived_at', 'contact', 'place'];
  return order.filter((name) => Object.hasOwn(ROW_COLUMNS[kind], name));
}

/** Rows column by column, as the engine takes them. */
export function asColumns(
  kind: RowKind,
  rows: readonly Row[],
  positions: readonly number[],
): EngineValue[][] {
  const columns = columnsOf(kind).map(([name, { type }]) => rows.map((row) => engineValue(row[name], type)));
  return [...columns, [...positions]];
}

function engineValue(value: Row[string], type: ColumnType): EngineValue {
  if (value === undefined) return null;
  return (type === 'time' || type === 'ms') && typeof value === 'number' ? Math.round(value) : value;
}

/** A row of an answer whose columns have these names. */
export function rowOfAnswer(names: readonly string[], values: readonly EngineValue[]): Row {
  return Object.fromEntries(names.map((name, place) => [name, values[place] ?? undefined]));
}
