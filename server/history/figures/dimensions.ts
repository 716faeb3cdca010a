import type { ColumnType, Columns, Row } from '#domain/history/column.ts';
import { PERIODS, periodIn, type Period } from '#domain/history/period.ts';
import { ROW_COLUMNS } from '#domain/history/rows.ts';
import { nameHint } from '#domain/text/nearest-name.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { QuestionMistake } from './question.ts';

/** What figures are put apart by: a period, a column of the rows, or a label. */
export type Dimension =
  | { readonly kind: 'period'; readonly name: string; readonly period: Period }
  | { readonly kind: 'column'; readonly name: string; readonly column: string; readonly isNumber: boolean }
  | { readonly kind: 'label'; readonly name: string; readonly label: string };

/** Words that centres use for a label of this name. */
const LABEL_WORDS: readonly string[] = ['region', 'device', 'team', 'language', 'skill', 'shop', 'tenant'];

/**
 * Reads the names after `by`. Rows that have no such column stand where it is unknown, so that parts add up. Throws a QuestionMistake
 * for a name that no kind of rows has.
 */
export function readDimensions(by: readonly string[], zone: TimeZone): readonly Dimension[] {
  const dimensions = by.map((name) => dimensionOf(name, zone));
  const periods = dimensions.filter(({ kind }) => kind === 'period');
  if (periods.length > 1)
    throw new QuestionMistake(`one period at most, got ${periods.map(({ name }) => name).join(' and ')}`);
  const twice = by.find((name, place) => by.indexOf(name) !== place);
  if (twice !== undefined) throw new QuestionMistake(`${twice} stands twice`);
  return dimensions;
}

function dimensionOf(name: string, zone: TimeZone): Dimension {
  const period = PERIODS.find((one) => one === name);
  if (period !== undefined) return { kind: 'period', name, period: periodIn(zone, period) };
  if (name.startsWith('label:') && name.length > 'label:'.length)
    return { kind: 'label', name, label: name.slice('label:'.length) };
  const type = GROUP_COLUMNS.get(name);
  if (type !== undefined) return { kind: 'column', name, column: name, isNumber: type === 'number' };
  if (LABEL_WORDS.includes(name)) return { kind: 'label', name, label: name };
  throw new QuestionMistake(unknownDimension(name));
}

/** The columns of all kinds of rows that name a group: instants and lengths do not. */
const GROUP_COLUMNS: ReadonlyMap<string, ColumnType> = new Map(
  Object.values<Columns>(ROW_COLUMNS).flatMap((columns) =>
    Object.entries(columns).flatMap(([name, { type }]) =>
      type === 'text' || type === 'number' || type === 'flag' ? [[name, type] as const] : [],
    ),
  ),
);

function unknownDimension(name: string): string {
  const known = [...new Set([...PERIODS, ...GROUP_COLUMNS.keys(), ...LABEL_WORDS, 'label:NAME'])];
  return `by ${name}: there is no such column; ${nameHint(name, known)}`;
}

/** The value of a dimension that is no period; undefined is unknown. */
export function valueOf(dimension: Dimension, row: Row): string | undefined {
  if (dimension.kind === 'period') return undefined;
  if (dimension.kind === 'label') {
    const { labels } = row;
    return typeof labels === 'object' && !Array.isArray(labels)
      ? new Map(Object.entries(labels)).get(dimension.label)
      : undefined;
  }
  const value = row[dimension.column];
  return value === undefined || value === '' || typeof value === 'object' ? undefined : String(value);
}
