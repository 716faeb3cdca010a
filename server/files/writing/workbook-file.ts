import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { ZipFile } from 'yazl';
import { FileFailure } from '../file-failure.ts';
import type { Cell, TableHead } from '../table.ts';
import { writeEventFile, type EventFileWriter } from '../write-file.ts';
import { headingInBoth } from './heading-in-both.ts';
import { columnLetters, sheetBegin, sheetEnd, sheetRow } from './sheet-xml.ts';
import { sheetStyles } from './sheet-styles.ts';
import type { TableFile } from './table-file.ts';
import { workbookParts, type WrittenSheet } from './workbook-parts.ts';

/** A sheet has no more, the header included: what is left goes on in the next one. */
const MOST_ROWS = 1_048_576;
/** Rows from which the widths of columns are taken: a sheet says them before its first row. */
const ROWS_MEASURED = 500;
const ROWS_A_WRITE = 500;

/** A workbook that is written row by row, so that a large one is never held as a whole. */
export const workbookFile = (path: string): TableFile => new WorkbookFile(path);

/** The sheet that is being written. */
type OpenSheet = {
  readonly head: TableHead;
  readonly name: string;
  readonly stream: PassThrough;
  rows: number;
  /** Rows that wait until the widths are known; undefined afterwards. */
  waiting: (readonly Cell[])[] | undefined;
};

class WorkbookFile implements TableFile {
  readonly #path: string;
  readonly #file: EventFileWriter;
  readonly #zip = new ZipFile();
  readonly #styles = sheetStyles();
  readonly #sheets: WrittenSheet[] = [];
  readonly #names = new Set<string>();
  readonly #pumped: Promise<void>;
  #failure: unknown;
  #open: OpenSheet | undefined;

  constructor(path: string) {
    this.#path = path;
    this.#file = writeEventFile(path);
    this.#pumped = this.#pump();
    // A failure between two writes is told to the next one; unheard it would stop the program.
    this.#pumped.catch((cause: unknown) => (this.#failure = cause));
  }

  async #pump(): Promise<void> {
    const zipped: AsyncIterable<Buffer> = this.#zip.outputStream as NodeJS.ReadableStream &
      AsyncIterable<Buffer>;
    for await (const chunk of zipped) await this.#file.write(chunk);
  }

  async begin(head: TableHead): Promise<void> {
    await this.#end();
    const stream = new PassThrough();
    const name = sheetName(headingInBoth(head.name), this.#names);
    this.#names.add(name.toLowerCase());
    this.#zip.addReadStream(stream, `xl/worksheets/sheet${this.#sheets.length + 1}.xml`);
    this.#open = { head, name, stream, rows: 1, waiting: [] };
  }

  async add(rows: Iterable<readonly Cell[]>): Promise<void> {
    let lines: string[] = [];
    for (const row of rows) {
      const sheet = await this.#sheetWithRoom();
      sheet.rows += 1;
      if (sheet.waiting !== undefined) {
        sheet.waiting.push(row);
        if (sheet.waiting.length >= ROWS_MEASURED) await this.#start(sheet);
        continue;
      }
      lines.push(this.#rowOf(sheet, row, sheet.rows));
      if (lines.length < ROWS_A_WRITE && sheet.rows < MOST_ROWS) continue;
      await this.#write(sheet, lines.join(''));
      lines = [];
    }
    if (this.#open !== undefined && lines.length > 0) await this.#write(this.#open, lines.join(''));
  }

  #rowOf({ head }: OpenSheet, row: readonly Cell[], number: number): string {
    return sheetRow(number, row, { styles: this.#styles, shades: head.shades });
  }

  async #sheetWithRoom(): Promise<OpenSheet> {
    if (this.#open !== undefined && this.#open.rows >= MOST_ROWS) await this.begin(this.#open.head);
    if (this.#open === undefined) throw new FileFailure(`cannot write ${this.#path}: no table was begun`);
    return this.#open;
  }

  /** Writes what comes before the rows, and those that waited for it. */
  async #start(sheet: OpenSheet): Promise<void> {
    const waiting = sheet.waiting ?? [];
    sheet.waiting = undefined;
    const first = sheet.rows - waiting.length + 1;
    const rows = waiting.map((row, at) => this.#rowOf(sheet, row, first + at));
    await this.#write(sheet, sheetBegin(sheet.head, waiting, this.#styles) + rows.join(''));
  }

  async #write({ stream }: OpenSheet, text: string): Promise<void> {
    if (this.#failure === undefined && !stream.write(text))
      await Promise.race([once(stream, 'drain'), this.#pumped]);
    if (this.#failure !== undefined) throw FileFailure.of('write', this.#path, this.#failure);
  }

  async #end(): Promise<void> {
    const sheet = this.#open;
    if (sheet === undefined) return;
    this.#open = undefined;
    if (sheet.waiting !== undefined) await this.#start(sheet);
    await this.#write(sheet, sheetEnd(sheet.head, sheet.rows));
    sheet.stream.end();
    const lastCell = `${columnLetters(Math.max(0, sheet.head.header.length - 1))}${sheet.rows}`;
    this.#sheets.push({ name: sheet.name, lastCell });
  }

  async commit(): Promise<void> {
    await this.#end();
    for (const [name, text] of workbookParts(this.#sheets)) this.#zip.addBuffer(Buffer.from(text), name);
    this.#zip.addBuffer(Buffer.from(this.#styles.xml()), 'xl/styles.xml');
    this.#zip.end();
    await this.#pumped;
    await this.#file.commit();
  }

  async discard(): Promise<void> {
    this.#open?.stream.destroy();
    await this.#file.discard();
  }
}

/** Names of sheets have at most 31 characters, none of these, and no two are the same. */
const MOST_NAME = 31;

function sheetName(title: string, taken: ReadonlySet<string>): string {
  const plain =
    title
      .replaceAll(/[\\/?*[\]:]/g, ' ')
      .replaceAll(/^'|'$/g, '')
      .trim() || 'Sheet';
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : ` ${number}`;
    const name = plain.slice(0, MOST_NAME - end.length) + end;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
