import type { ListReading, PassedOverReason } from '#domain/table-reading.ts';
import { FileFailure } from '../file-failure.ts';
import { cellText, type GridCell } from '../grid/cell.ts';
import type { Grid, GridRow } from '../grid/grid.ts';
import type { TableSource } from '../table-source.ts';
import { headingKey } from '../values/heading-key.ts';
import { mergedValues } from './merged-values.ts';
import { openGrids, type GridChoices } from './open-grids.ts';
import { SeenRows, type FoundHeader } from './seen-rows.ts';
import { columnNamed, type KnownHeading, type KnownHeadings } from './unread-columns.ts';

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

/** Takes a row, or answers why it is passed over. */
export type OnTableRow = (row: TableRow) => PassedOverReason | undefined;

/** Reads a table with one row a thing, in CSV or a workbook, and answers what was understood of it. What cannot be read rejects with a FileFailure that says where. */
export async function readRows(
  source: TableSource,
  shape: TableShape,
  { choices = {}, onRow }: { readonly choices?: GridChoices; readonly onRow: OnTableRow },
): Promise<ListReading> {
  const { header, known, grid } = await openTable(source, { shape, choices });
  const seen = new SeenRows(header);
  for await (const row of rowsBelow(grid, header, seen)) {
    const reason = onRow(row);
    if (reason !== undefined) seen.passOver(reason, row.line);
  }
  return seen.reading(grid, known);
}

/** The rows of a table one by one, where nobody has to be told how it was understood, such as of a table that Callboard wrote. */
export async function* tableRows(source: TableSource, shape: TableShape): AsyncGenerator<TableRow> {
  const { header, grid } = await openTable(source, { shape, choices: {} });
  yield* rowsBelow(grid, header, new SeenRows(header));
}

type Opened = { readonly grid: Grid; readonly header: FoundHeader; readonly known: KnownHeadings };

/** The first sheet that has a header, which is the first row that has all the columns that are needed. */
async function openTable(
  source: TableSource,
  { shape, choices }: { readonly shape: TableShape; readonly choices: GridChoices },
): Promise<Opened> {
  const known = knownHeadings(shape);
  let firstSaid: string | undefined;
  for (const grid of await openGrids(source, choices)) {
    const header = await findHeader(grid, { shape, known });
    if (header.kind === 'found') return { grid, header, known };
    firstSaid ??= header.said;
  }
  throw new FileFailure(
    firstSaid ?? `${source.name} is empty, expected a header with ${shape.needed.join(',')}`,
  );
}

function knownHeadings({
  needed,
  oneOf = [],
  optional = [],
  aliases = new Map(),
}: TableShape): KnownHeadings {
  const all: [string, KnownHeading][] = [];
  for (const [heading, column] of aliases) all.push([headingKey(heading), { column, heading }]);
  for (const column of [...needed, ...oneOf, ...optional])
    all.push([headingKey(column), { column, heading: column }]);
  return new Map(all);
}

type Known = { readonly shape: TableShape; readonly known: KnownHeadings };
type Header =
  | ({ readonly kind: 'found' } & FoundHeader)
  | { readonly kind: 'missing'; readonly said: string };

/** Titles, a logo and a date of print above a header take fewer rows. */
const HEADER_ROWS = 30;

async function findHeader(grid: Grid, { shape, known }: Known): Promise<Header> {
  let best: { readonly row: GridRow; readonly missing: readonly string[] } | undefined;
  let seen = 0;
  for await (const rows of grid.rows()) {
    for (const row of rows.slice(0, HEADER_ROWS - seen)) {
      const headings = row.cells.map(cellText);
      const columns = columnsOf(headings, known);
      const missing = missingOf(shape, columns);
      if (missing.length === 0) return { kind: 'found', line: row.line, headings, columns };
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

function columnsOf(headings: readonly string[], known: KnownHeadings): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  for (const [at, heading] of headings.entries()) {
    const name = columnNamed(heading, known);
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

async function* rowsBelow(grid: Grid, { columns }: FoundHeader, seen: SeenRows): AsyncGenerator<TableRow> {
  const filled = mergedValues(grid.merged);
  for await (const rows of grid.rows())
    for (const row of rows) {
      const cells = filled(row);
      if (!seen.take(row.line, cells)) continue;
      const cell = (column: string): GridCell => cells[columns.get(column) ?? -1] ?? '';
      yield { line: row.line, cell, field: (column) => cellText(cell(column)) };
    }
}
