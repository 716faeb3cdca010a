import { FileFailure } from '../file-failure.ts';
import { MOST_CELL_CHARACTERS, MOST_COLUMNS, type GridRow } from '../grid/grid.ts';

export type Splitting = {
  /** Named in what is said about mistakes. */
  readonly name: string;
  readonly separator: string;
};

/** The rows of a text in CSV, portion by portion; quoted fields may have separators, quotes and line breaks in them (RFC 4180). Blank rows are left out. */
export async function* splitRecords(
  pieces: AsyncIterable<string>,
  splitting: Splitting,
): AsyncGenerator<readonly GridRow[]> {
  let line = 1;
  let open: OpenRecord | undefined;
  for await (const piece of pieces) {
    const lines = linesOf(piece);
    const rows: GridRow[] = [];
    for (const [at, text] of lines.entries()) {
      const begun: OpenRecord = open === undefined ? { line: line + at, text } : joined(open, text);
      const cells = fieldsOf(begun.text, splitting.separator);
      open = cells === undefined ? checkedOpen(begun, splitting) : undefined;
      if (cells !== undefined && !isBlank(cells))
        rows.push({ line: begun.line, cells: checked(cells, begun, splitting) });
    }
    line += lines.length;
    if (rows.length > 0) yield rows;
  }
  if (open !== undefined) throw neverClosed(open, splitting);
}

/** A row whose quoted field goes on in the next line. */
type OpenRecord = { readonly line: number; readonly text: string };

const joined = (open: OpenRecord, text: string): OpenRecord => ({
  line: open.line,
  text: `${open.text}\n${text}`,
});

/** Lines without their ends: LF, CRLF, or CR alone as old spreadsheets wrote it. A piece ends where a line ends. */
function linesOf(piece: string): readonly string[] {
  const ended = piece.endsWith('\n') ? piece.slice(0, -1) : piece;
  if (!piece.includes('\r')) return ended.split('\n');
  return (piece.includes('\n') ? ended : ended.replace(/\r$/, ''))
    .split(/\r?\n|\r/)
    .map((line) => line.replace(/\r$/, ''));
}

/** The fields of a line; undefined when a quoted field is not closed in it. */
function fieldsOf(text: string, separator: string): string[] | undefined {
  return text.includes('"') ? quotedFields(text, separator) : text.split(separator);
}

function quotedFields(text: string, separator: string): string[] | undefined {
  const fields: string[] = [];
  for (let at = 0; ;) {
    const field = fieldAt(text, at, separator);
    if (field === undefined) return undefined;
    fields.push(field.text);
    if (field.end >= text.length) return fields;
    at = field.end + separator.length;
  }
}

type Field = { readonly text: string; readonly end: number };

/** One field from `at` on. A quote opens a field only at its beginning; a spreadsheet keeps text as text by `="0012"`. */
function fieldAt(text: string, at: number, separator: string): Field | undefined {
  let begin = at;
  while (text[begin] === ' ') begin += 1;
  const formula = text.startsWith('="', begin) ? 1 : 0;
  if (text[begin + formula] !== '"') return plainField(text, at, separator);
  for (let quote = begin + formula + 1; ; quote += 2) {
    quote = text.indexOf('"', quote);
    if (quote < 0) return undefined;
    if (text[quote + 1] === '"') continue;
    const rest = plainField(text, quote + 1, separator);
    const inside = text.slice(begin + formula + 1, quote).replaceAll('""', '"');
    return { text: inside + rest.text.trimEnd(), end: rest.end };
  }
}

function plainField(text: string, at: number, separator: string): Field {
  const found = text.indexOf(separator, at);
  const end = found < 0 ? text.length : found;
  return { text: text.slice(at, end), end: found < 0 ? text.length : end };
}

const isBlank = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell === '' || cell.trim() === '');

function checked(cells: string[], { line }: OpenRecord, { name }: Splitting): string[] {
  if (cells.length > MOST_COLUMNS)
    throw new FileFailure(
      `${name} line ${line}: has ${cells.length} fields, expected at most ${MOST_COLUMNS}`,
    );
  return cells;
}

function checkedOpen(open: OpenRecord, splitting: Splitting): OpenRecord {
  if (open.text.length > MOST_CELL_CHARACTERS) throw neverClosed(open, splitting);
  return open;
}

const neverClosed = ({ line }: OpenRecord, { name }: Splitting): FileFailure =>
  new FileFailure(
    `${name} line ${line}: a quote is opened and never closed: expected " at the end of the field`,
  );
