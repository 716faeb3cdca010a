import type { EncodingFound } from '#domain/table-reading.ts';
import { FileFailure } from '../file-failure.ts';
import { MOST_ROWS, type Grid, type GridRow, type MergedArea } from '../grid/grid.ts';
import { askedSheets, isAsked } from '../grid/named-sheet.ts';
import { bytesOfTable, type TableSource } from '../table-source.ts';
import { decodedPieces } from '../text/decode-text.ts';
import { htmlTables } from './html-tables.ts';
import { markupEncoding } from './markup-encoding.ts';
import type { MarkupListener } from './markup-reader.ts';
import { xmlSheets } from './xml-sheets.ts';

/** What a file in markup is: a page, or a workbook of Excel 2003 in XML; `beginning` are its first bytes as characters. */
export type Markup = { readonly kind: 'page' | 'sheets'; readonly beginning: string };

/** What a user says of it: its encoding, and the sheet or the number of the table. */
type MarkupChoices = { readonly encoding?: string; readonly sheet?: string };

/** The tables of a page, or the sheets of a workbook in XML, that have something in them. A page without any is a FileFailure. */
export async function markupGrids(
  source: TableSource,
  markup: Markup,
  choices: MarkupChoices,
): Promise<readonly Grid[]> {
  const { name } = source;
  const encoding = await markupEncoding(
    { name, open: () => bytesOfTable(source) },
    { named: choices.encoding, beginning: markup.beginning },
  );
  const file = { source, markup, encoding };
  const filled = (await tablesOf(file)).filter(({ rows }) => rows > 0);
  if (filled.length === 0) throw new FileFailure(nothingIn(file));
  const asked = filled.filter((table) => isAsked({ name: table.name, isHidden: false }, choices.sheet));
  return askedSheets(
    asked.map((table) => gridOf(file, table, filled)),
    {
      file: name,
      noun: markup.kind === 'page' ? 'table' : 'sheet',
      named: choices.sheet,
      names: filled.map((table) => table.name),
    },
  );
}

type MarkupFile = {
  readonly source: TableSource;
  readonly markup: Markup;
  readonly encoding: EncodingFound;
};

type FoundTable = {
  readonly table: number;
  readonly name: string;
  rows: number;
  readonly merged: MergedArea[];
};

/** More tables are a page of something else, and more merged cells no table that people keep. */
const [MOST_TABLES, MOST_AREAS] = [10_000, 200_000];

async function tablesOf(file: MarkupFile): Promise<readonly FoundTable[]> {
  const tables = new Map<number, FoundTable>();
  let areas = 0;
  const listener: MarkupListener = {
    onTable(table, name = String(table)) {
      tables.set(table, { table, name, rows: 0, merged: [] });
    },
    onRow(table) {
      const found = tables.get(table);
      if (found !== undefined) atMost((found.rows += 1), MOST_ROWS, 'rows');
    },
    onArea(table, area) {
      tables.get(table)?.merged.push(area);
      atMost((areas += 1), MOST_AREAS, 'merged cells');
    },
  };
  for await (const count of reading(file, listener, () => tables.size)) atMost(count, MOST_TABLES, 'tables');
  return [...tables.values()];
}

function atMost(count: number, most: number, what: string): void {
  if (count > most) throw new RangeError(`it has more than ${most} ${what}`);
}

function gridOf(file: MarkupFile, { table, name, merged }: FoundTable, all: readonly FoundTable[]): Grid {
  const others = all.filter((one) => one.table !== table).map((one) => one.name);
  return {
    name: file.source.name,
    found:
      file.markup.kind === 'page'
        ? { kind: 'web-page', encoding: file.encoding, table: name, otherTables: others }
        : { kind: 'workbook', form: 'xml', sheet: name, otherSheets: others },
    merged,
    rows: () => rowsOf(file, table),
  };
}

async function* rowsOf(file: MarkupFile, table: number): AsyncGenerator<readonly GridRow[]> {
  const rows: GridRow[] = [];
  const listener: MarkupListener = {
    onTable: () => undefined,
    onArea: () => undefined,
    onRow: (of, row) => void (of === table && rows.push(row)),
  };
  for await (const taken of reading(file, listener, () => rows.splice(0))) if (taken.length > 0) yield taken;
}

/** Reads a file to its end, and answers what there is to take after each piece of which the listener has heard. */
async function* reading<Taken>(
  { source, markup, encoding }: MarkupFile,
  listener: MarkupListener,
  take: () => Taken,
): AsyncGenerator<Taken> {
  const reader = markup.kind === 'page' ? htmlTables(listener) : xmlSheets(listener);
  const text = { name: source.name, open: () => bytesOfTable(source) };
  try {
    for await (const piece of decodedPieces(text, encoding.name)) {
      reader.write(piece);
      yield take();
    }
    reader.end();
    yield take();
  } catch (cause) {
    throw cause instanceof RangeError
      ? new FileFailure(`cannot read ${source.name}: ${cause.message}`, { cause })
      : FileFailure.of('read', source.name, cause);
  }
}

function nothingIn({ source: { name }, markup, encoding }: MarkupFile): string {
  if (markup.kind === 'sheets')
    return `${name} is a workbook in XML without a sheet that has something in it`;
  const text = new TextDecoder(encoding.name).decode(Buffer.from(markup.beginning, 'latin1'));
  const title = /<title[^>]*>\s*([^<]{1,60})/i.exec(text)?.[1]?.trim();
  return `${name} is a web page without a table in it${title === undefined ? '' : `, called ${title}`}: is it a page to sign in? Export the table again`;
}
