import { FileFailure } from '../file-failure.ts';
import { MOST_ROWS, type Grid, type GridRow } from '../grid/grid.ts';
import { bytesOfTable, type TableSource } from '../table-source.ts';
import { decodedText } from './decode-text.ts';
import { findEncoding, type EncodedText } from './find-encoding.ts';
import { findSeparator } from './find-separator.ts';
import { splitRecords } from './split-records.ts';

/** What a user knows better than what the bytes show. */
export type TextChoices = { readonly encoding?: string; readonly separator?: string };

/** The rows of a text file, once its encoding and separator are found. */
export async function textGrid(source: TableSource, choices: TextChoices): Promise<Grid> {
  const { name } = source;
  const text: EncodedText = { name, open: () => bytesOfTable(source) };
  const encoding = await findEncoding(text, choices.encoding);
  const head = await headOf(decodedText(text, encoding.name));
  const told = /^sep=(.)\r?$/.exec(head[0] ?? '')?.[1];
  const separator = choices.separator ?? told ?? (await foundSeparator(head));
  return {
    name,
    found: { kind: 'text', encoding, separator },
    merged: [],
    rows: () =>
      bounded(name, splitRecords(withoutTold(decodedText(text, encoding.name), told), { name, separator })),
  };
}

/** Lines that show what separates fields. */
const HEAD_LINES = 200;

async function headOf(pieces: AsyncIterable<string>): Promise<readonly string[]> {
  for await (const piece of pieces) return piece.split('\n', HEAD_LINES);
  return [];
}

async function foundSeparator(head: readonly string[]): Promise<string> {
  const trials = new Map<string, readonly (readonly string[])[]>();
  for (const separator of [',', ';', '\t', '|']) trials.set(separator, await trialRows(head, separator));
  return findSeparator((separator) => trials.get(separator) ?? []);
}

async function trialRows(
  head: readonly string[],
  separator: string,
): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  try {
    for await (const portion of splitRecords(once(`${head.join('\n')}\n`), { name: '', separator }))
      rows.push(...portion.map(({ cells }) => cells.map(String)));
  } catch (cause) {
    // The head may end within a quoted field: what is known until there is enough.
    if (!(cause instanceof FileFailure)) throw cause;
  }
  return rows;
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** The line `sep=;` is for spreadsheets and no row; an empty line in its place keeps the numbers of lines. */
async function* withoutTold(pieces: AsyncIterable<string>, told: string | undefined): AsyncGenerator<string> {
  let isFirst = told !== undefined;
  for await (const piece of pieces) {
    yield isFirst ? piece.slice(piece.indexOf('\n')) : piece;
    isFirst = false;
  }
}

async function* bounded(
  name: string,
  rows: AsyncIterable<readonly GridRow[]>,
): AsyncGenerator<readonly GridRow[]> {
  let count = 0;
  for await (const portion of rows) {
    count += portion.length;
    if (count > MOST_ROWS)
      throw new FileFailure(`${name} has more than ${MOST_ROWS} rows, which is as many as are read`);
    yield portion;
  }
}
