import type { Moment } from '../grid/cell.ts';
import { shownBy } from '../workbook/number-formats.ts';
import { biffRecords, RECORD } from './biff-records.ts';
import { compoundStreams } from './compound-file.ts';
import { RecordBytes } from './record-bytes.ts';

/** Reads a text of a record: in Unicode since Excel 97, before in a code page. */
export type TextReader = (bytes: RecordBytes, lengthBytes: 1 | 2) => string;

/** A workbook of before 2007, without the cells of its sheets. */
export type BiffWorkbook = {
  readonly stream: Buffer;
  readonly sheets: readonly BiffSheet[];
  readonly daysFrom1904: boolean;
  readonly sharedTexts: readonly string[];
  /** What numbers show, by the number of a cell's format. */
  readonly formats: readonly (Moment['shows'] | undefined)[];
  readonly textOf: TextReader;
};

/** A sheet and where in the stream it begins. */
export type BiffSheet = { readonly name: string; readonly at: number; readonly isHidden: boolean };

/** Opens a workbook (MS-XLS). What cannot be read throws a RangeError that says why. */
export function biffWorkbook(file: Buffer): BiffWorkbook {
  const streams = compoundStreams(file);
  if (streams.has('EncryptedPackage')) throw new RangeError(PASSWORD);
  const stream = (streams.get('Workbook') ?? streams.get('WORKBOOK') ?? streams.get('Book'))?.();
  if (stream === undefined)
    throw new RangeError(
      `no workbook is in it but ${[...streams.keys()].slice(0, 3).join(', ') || 'nothing'}`,
    );
  const draft = new Draft();
  for (const { kind, parts } of biffRecords(stream, 0)) {
    if (kind === RECORD.end) break;
    draft.take(kind, new RecordBytes(parts));
  }
  return draft.workbook(stream);
}

const PASSWORD = 'it has a password: save it without one';
const BIFF8 = 0x06_00;
/** One sheet has 256 columns and 65,536 rows, each of which may have a text of its own. */
const MOST_TEXTS = 16_777_216;

class Draft {
  readonly #sheets: BiffSheet[] = [];
  readonly #codes = new Map<number, string>();
  readonly #used: number[] = [];
  #texts: readonly string[] = [];
  #daysFrom1904 = false;
  /** Of before Excel 97. */
  #isOld = false;
  #textOf: TextReader = (bytes, lengthBytes) => bytes.text(lengthBytes);

  take(kind: number, bytes: RecordBytes): void {
    switch (kind) {
      case RECORD.begin:
        this.#isOld = bytes.short() < BIFF8;
        if (this.#isOld) this.#textOf = inCodePage(WESTERN);
        break;
      case RECORD.codePage:
        this.#takeCodePage(bytes.short());
        break;
      case RECORD.password:
        throw new RangeError(PASSWORD);
      case RECORD.daysFrom1904:
        this.#daysFrom1904 = bytes.short() === 1;
        break;
      case RECORD.format:
        this.#takeFormat(bytes);
        break;
      case RECORD.cellFormat:
        bytes.short();
        this.#used.push(bytes.short());
        break;
      case RECORD.sheet:
        this.#takeSheet(bytes);
        break;
      case RECORD.texts:
        this.#texts = sharedTexts(bytes);
        break;
    }
  }

  #takeCodePage(page: number): void {
    if (this.#isOld) this.#textOf = inCodePage(page);
  }

  #takeFormat(bytes: RecordBytes): void {
    const id = bytes.short();
    this.#codes.set(id, this.#textOf(bytes, this.#isOld ? 1 : 2));
  }

  #takeSheet(bytes: RecordBytes): void {
    const at = bytes.long();
    const isHidden = (bytes.byte() & 3) !== 0;
    const isOfCells = bytes.byte() === 0;
    const name = this.#textOf(bytes, 1);
    if (isOfCells) this.#sheets.push({ name, at, isHidden });
  }

  workbook(stream: Buffer): BiffWorkbook {
    return {
      stream,
      sheets: this.#sheets,
      daysFrom1904: this.#daysFrom1904,
      sharedTexts: this.#texts,
      formats: this.#used.map((id) => shownBy(id, this.#codes.get(id))),
      textOf: this.#textOf,
    };
  }
}

function sharedTexts(bytes: RecordBytes): readonly string[] {
  bytes.long();
  const count = bytes.long();
  if (count > MOST_TEXTS) throw new RangeError(`it says that it has ${count} texts`);
  const texts: string[] = [];
  while (texts.length < count && !bytes.isAtEnd) texts.push(bytes.text(2));
  return texts;
}

const WESTERN = 1252;
/** Code pages of Windows by their names. */
const CODE_PAGES: ReadonlyMap<number, string> = new Map([
  [874, 'windows-874'],
  [932, 'shift_jis'],
  [936, 'gb18030'],
  [949, 'euc-kr'],
  [950, 'big5'],
  [10_000, 'macintosh'],
  [65_001, 'utf-8'],
  ...[1250, 1251, WESTERN, 1253, 1254, 1255, 1256, 1257, 1258].map(
    (page) => [page, `windows-${page}`] as const,
  ),
]);

function inCodePage(page: number): TextReader {
  const name = CODE_PAGES.get(page) ?? `windows-${WESTERN}`;
  const decoder = new TextDecoder(name, { fatal: true });
  return (bytes, lengthBytes) => decoder.decode(bytes.take(lengthBytes === 1 ? bytes.byte() : bytes.short()));
}
