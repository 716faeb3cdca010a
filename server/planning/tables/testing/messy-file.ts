import { rawWorkbook } from '../../../files/workbook/testing/raw-workbook.ts';
import type { WrittenCell } from './messy-cells.ts';

/** What kind of file a table is put into. */
export type FileStyle =
  | {
      readonly kind: 'text';
      readonly encoding: 'utf-8' | 'utf-8-mark' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';
      readonly separator: ',' | ';' | '\t' | '|';
      readonly lineEnd: '\n' | '\r\n';
      /** Between rows, and separators behind them. */
      readonly isUntidy: boolean;
      readonly isQuoted: boolean;
    }
  | {
      readonly kind: 'workbook';
      readonly isShared: boolean;
      /** Equal cells of the first column that follow each other are merged. */
      readonly isMerged: boolean;
      /** A sheet of notes stands before it. */
      readonly hasNotes: boolean;
    };

type Rows = readonly (readonly WrittenCell[])[];

/** The bytes of a file with these rows. */
export function messyFile(rows: Rows, style: FileStyle): Promise<Buffer> | Buffer {
  return style.kind === 'text' ? textFile(rows, style) : workbookFile(rows, style);
}

function textFile(rows: Rows, style: Extract<FileStyle, { kind: 'text' }>): Buffer {
  const { separator, lineEnd, isUntidy, isQuoted, encoding } = style;
  const field = (cell: WrittenCell): string => {
    const text = typeof cell === 'object' ? String(cell.serial) : String(cell);
    const mustQuote = isQuoted || text.includes(separator) || text.includes('"') || text.includes('\n');
    return mustQuote ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((row) => row.map(field).join(separator) + (isUntidy ? separator.repeat(2) : ''));
  const text = `${lines.join(isUntidy ? lineEnd + separator + lineEnd : lineEnd)}${lineEnd}`;
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'utf-8-mark':
      return Buffer.from(`\uFEFF${text}`);
    case 'utf-16le':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
    case 'gb18030':
      return encoded(text, gbk());
    case 'windows-1252':
      return Buffer.from(text, 'latin1');
  }
}

function encoded(text: string, table: ReadonlyMap<string, readonly [number, number]>): Buffer {
  return Buffer.from(
    Array.from(text).flatMap((character) =>
      character < '\u0080' ? [character.charCodeAt(0)] : [...(table.get(character) ?? [0x3f])],
    ),
  );
}

let known: ReadonlyMap<string, readonly [number, number]> | undefined;

/** The pairs of bytes of GBK, by the characters that they are. */
function gbk(): ReadonlyMap<string, readonly [number, number]> {
  if (known !== undefined) return known;
  const decoder = new TextDecoder('gbk', { fatal: true });
  const table = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      try {
        table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
      } catch {
        // Not every pair is a character.
      }
    }
  known = table;
  return table;
}

/** Formats are the styles from 1 on. */
const FORMATS = ['yyyy-mm-dd', 'hh:mm', 'yyyy-mm-dd hh:mm', '[mm]:ss'];
const STYLES = `<numFmts>${FORMATS.map((code, at) => `<numFmt numFmtId="${170 + at}" formatCode="${code}"/>`).join('')}</numFmts><cellXfs><xf numFmtId="0"/>${FORMATS.map((_, at) => `<xf numFmtId="${170 + at}"/>`).join('')}</cellXfs>`;

function workbookFile(
  rows: Rows,
  { isShared, isMerged, hasNotes }: Extract<FileStyle, { kind: 'workbook' }>,
): Promise<Buffer> {
  const shared: string[] = [];
  const cellXml = (cell: WrittenCell, ref: string): string => {
    if (cell === '') return '';
    if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`;
    if (typeof cell === 'object')
      return `<c r="${ref}" s="${1 + FORMATS.indexOf(cell.format)}"><v>${cell.serial}</v></c>`;
    if (!isShared) return `<c r="${ref}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
    shared.push(`<si><t>${escaped(cell)}</t></si>`);
    return `<c r="${ref}" t="s"><v>${shared.length - 1}</v></c>`;
  };
  const areas: string[] = [];
  const xml = rows.map((row, at) => {
    const cells = row.map((cell, column) =>
      isMerged && isCovered(rows, at, column) ? '' : cellXml(cell, `${letters(column)}${at + 1}`),
    );
    return `<row r="${at + 1}">${cells.join('')}</row>`;
  });
  if (isMerged) areas.push(...mergedRefs(rows));
  const merged =
    areas.length === 0
      ? ''
      : `<mergeCells>${areas.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  const table = { name: 'Data', xml: `<sheetData>${xml.join('')}</sheetData>${merged}` };
  const notes = {
    name: 'Notes',
    xml: '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>made by hand</t></is></c></row></sheetData>',
  };
  return rawWorkbook({
    styles: STYLES,
    sharedStrings: shared.join(''),
    sheets: hasNotes ? [notes, table] : [table],
  });
}

/** A name of the first column that is the same as the one above it is covered by it. */
const isCovered = (rows: Rows, at: number, column: number): boolean =>
  column === 0 &&
  at > 0 &&
  typeof rows[at]?.[0] === 'string' &&
  rows[at]?.[0] !== '' &&
  rows[at]?.[0] === rows[at - 1]?.[0];

function mergedRefs(rows: Rows): readonly string[] {
  const refs: string[] = [];
  for (let top = 0; top < rows.length; top += 1) {
    let bottom = top;
    while (isCovered(rows, bottom + 1, 0)) bottom += 1;
    if (bottom > top) refs.push(`A${top + 1}:A${bottom + 1}`);
    top = bottom;
  }
  return refs;
}

const letters = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : letters(Math.floor(column / 26) - 1) + letters(column % 26);

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
