import type { RowKind } from '#domain/history/rows.ts';
import type { Row } from '#domain/history/column.ts';
import type { EngineValue } from '../engine/engine-words.ts';
import { quoted, sqlText } from '../conditions/sql-words.ts';
import type { Match } from '../figures/match-row.ts';
import type { PreparedQuestion } from '../figures/prepare-question.ts';
import { countedSum } from '../figures/list-rows.ts';
import { placeOf } from '../figures/count-figures.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import { conditionSql, atSql, dimensionColumns, whereSql } from './figures-sql.ts';
import type { Reading } from './reading.ts';
import { columnsOf, orderOf, rowOfAnswer } from './row-tables.ts';
import { sourceSql } from './source-sql.ts';

/** A row behind a number: where it stands in each dimension, what it is, and from where to go on after it. */
export type FoundRow = {
  readonly by: readonly (string | undefined)[];
  readonly row: Row;
  readonly cursor: readonly EngineValue[];
};

export type RowsAnswer = {
  readonly kind: RowKind;
  readonly rows: readonly FoundRow[];
  /** There are more after the last one. */
  readonly isMore: boolean;
  readonly isWhole: boolean;
};

export type Page = {
  /** The cursor of the last row of the page before. */
  readonly after?: readonly EngineValue[];
  readonly most: number;
};

/** The rows behind the only measure of a question, in order of arrival: as many as it counts. Throws a QuestionMistake for one that counts none. */
export async function askRows(prepared: PreparedQuestion, page: Page, reading: Reading): Promise<RowsAnswer> {
  const sum = countedSum(prepared);
  const kind = sum.of;
  const group = { kind, isTime: false, places: [0], at: atSql(prepared, sum) };
  const order = orderOf(kind);
  const names = columnsOf(kind).map(([name]) => name);
  const { rows, isWhole } = await reading.ask({
    mostRows: page.most + 1,
    steps: (locate) => {
      const source = sourceSql(prepared, group, locate);
      const counted = `SELECT * FROM (${source}) WHERE ${whereSql(prepared)} AND ${conditionSql(prepared, sum)}`;
      const chosen = sum.how === 'distinct' ? distinctSql(prepared, counted, sum.column, order) : counted;
      const after = page.after === undefined ? '' : ` WHERE ${afterSql(order, page.after)}`;
      const columns = [...names.map(quoted), `${group.at} AS instant`].join(', ');
      const sql = `SELECT ${columns} FROM (${chosen})${after} ORDER BY ${order.join(', ')} LIMIT ${page.most + 1}`;
      return [{ kind: 'run', sql }];
    },
  });
  const found = rows.slice(0, page.most).map((values) => foundRow(prepared, names, order, values));
  return { kind, rows: found, isMore: rows.length > page.most, isWhole };
}

/** Of what is counted once the first row stands for all. */
function distinctSql(
  prepared: PreparedQuestion,
  counted: string,
  column: string,
  order: readonly string[],
): string {
  const places = dimensionColumns(prepared.dimensions).map((one) => one.replace(/ AS d\d+$/, ''));
  const parts = [...places, quoted(column)].join(', ');
  return `SELECT * FROM (${counted}) WHERE ${quoted(column)} IS NOT NULL QUALIFY row_number() OVER (PARTITION BY ${parts} ORDER BY ${order.join(', ')}) = 1`;
}

/** The rows that come later in the order. */
function afterSql(order: readonly string[], after: readonly EngineValue[]): string {
  const values = order.map((_, place) => literal(after[place] ?? null));
  return `(${order.join(', ')}) > (${values.join(', ')})`;
}

function literal(value: EngineValue): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' ? sqlText(value) : 'NULL';
}

function foundRow(
  prepared: PreparedQuestion,
  names: readonly string[],
  order: readonly string[],
  values: readonly EngineValue[],
): FoundRow {
  const row = rowOfAnswer(names, values);
  const at = instantIn(values[names.length]);
  const match: Match = { place: 0, row, amount: 1, at };
  return {
    by: placeOf(prepared.dimensions, match),
    row,
    cursor: order.map((name) => values[names.indexOf(name)] ?? null),
  };
}

/** A row that counts has one. */
const instantIn = (value: EngineValue | undefined): EpochMs => epochMs(typeof value === 'number' ? value : 0);
