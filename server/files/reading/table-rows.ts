import { FileFailure } from '../file-failure.ts';
import { cellText, isEmpty, type GridCell } from '../grid/cell.ts';
import type { Grid, GridRow } from '../grid/grid.ts';
import type { TableSource } from '../table-source.ts';
import { headingKey, headingParts } from '../values/heading-key.ts';
import { mergedValues } from './merged-values.ts';
import { openGrids, type GridChoices } from './open-grids.ts';

/** One row of a table: where it stands, and its fields by name of column; a field that is not there is empty. */
export type TableRow = {
  readonly line: number;
  readonly field: (column: string) => string;
  readonly cell: (column: string) => GridCell;
};

/** Which columns a table has. */
export type TableShape = {
  readonly needed: readonly string[];
  /** At least one of these has to be there too. */
  readonly oneOf?: readonly string[];
  readonly optional?: readonly string[];
  /** Other headings of the columns, as people write them. */
  readonly aliases?: ReadonlyMap<string, string>;
};

/**
 * The rows below the header of a table with one row a thing, in CSV or a workbook. The header is the
 * first row that has all the columns that are needed. What cannot be read throws a FileFailure that says where.
 */
export async function* tableRows(
  source: TableSource,
  shape: TableShape,
  choices: GridChoices = {},
): AsyncGenerator<TableRow> {
  const grids = await openGrids(source, choices);
  const names = namesOf(shape);
  let firstSaid: string | undefined;
  for (const grid of grids) {
    const header = await findHeader(grid, { shape, names });
    if (header.kind === 'found') return yield* rowsBelow(grid, header);
    firstSaid ??= header.said;
  }
  throw new FileFailure(
    firstSaid ?? `${source.name} is empty, expected a header with ${shape.needed.join(',')}`,
  );
}

function namesOf({
  needed,
  oneOf = [],
  optional = [],
  aliases = new Map(),
}: TableShape): ReadonlyMap<string, string> {
  const all: [string, string][] = [...aliases].map(([alias, name]) => [headingKey(alias), name]);
  for (const name of [...needed, ...oneOf, ...optional]) all.push([headingKey(name), name]);
  return new Map(all);
}

const nameOf = (heading: string, names: ReadonlyMap<string, string>): string | undefined =>
  names.get(headingKey(heading)) ??
  headingParts(heading)
    .slice(0, 1)
    .flatMap((part) => names.get(headingKey(part)) ?? [])[0];

type Known = { readonly shape: TableShape; readonly names: ReadonlyMap<string, string> };
type Header =
  | { readonly kind: 'found'; readonly line: number; readonly columns: ReadonlyMap<string, number> }
  | { readonly kind: 'missing'; readonly said: string };

/** Titles, a logo and a date of print above a header take fewer rows. */
const HEADER_ROWS = 30;

async function findHeader(grid: Grid, { shape, names }: Known): Promise<Header> {
  let best: { readonly row: GridRow; readonly missing: readonly string[] } | undefined;
  let seen = 0;
  for await (const rows of grid.rows()) {
    for (const row of rows.slice(0, HEADER_ROWS - seen)) {
      const columns = columnsOf(row, names);
      const missing = missingOf(shape, columns);
      if (missing.length === 0) return { kind: 'found', line: row.line, columns };
      if (best === undefined || missing.length < best.missing.length) best = { row, missing };
    }
    seen += rows.length;
    if (seen >= HEADER_ROWS) break;
  }
  return { kind: 'missing', said: missingWords(grid.name, shape, best) };
}

function missingOf(
  { needed, oneOf = [] }: TableShape,
  columns: ReadonlyMap<string, number>,
): readonly string[] {
  const missing = needed.filter((name) => !columns.has(name));
  const [first] = oneOf;
  return first === undefined || oneOf.some((name) => columns.has(name)) ? missing : [...missing, first];
}

function columnsOf({ cells }: GridRow, names: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  for (const [at, cell] of cells.entries()) {
    const name = nameOf(cellText(cell), names);
    if (name !== undefined && !columns.has(name)) columns.set(name, at);
  }
  return columns;
}

function missingWords(
  name: string,
  { needed, oneOf = [] }: TableShape,
  best: { readonly row: GridRow; readonly missing: readonly string[] } | undefined,
): string {
  if (best === undefined) return `${name} is empty, expected a header with ${needed.join(',')}`;
  const got = best.row.cells.map(cellText).join(',').slice(0, 200);
  return `${name} line ${best.row.line}: expected a header with ${[...needed, ...oneOf.slice(0, 1)].join(',')}, missing ${best.missing.join(', ')}, got ${got}`;
}

async function* rowsBelow(
  grid: Grid,
  { line: header, columns }: { readonly line: number; readonly columns: ReadonlyMap<string, number> },
): AsyncGenerator<TableRow> {
  const filled = mergedValues(grid.merged);
  for await (const rows of grid.rows())
    for (const row of rows) {
      const cells = filled(row);
      if (row.line <= header || [...columns.values()].every((at) => isEmpty(cells[at]))) continue;
      const cell = (column: string): GridCell => cells[columns.get(column) ?? -1] ?? '';
      yield { line: row.line, cell, field: (column) => cellText(cell(column)) };
    }
}
