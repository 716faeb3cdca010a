import { Parser } from 'htmlparser2';
import { DAY_MS } from '#domain/time.ts';
import { isEmpty, type GridCell, type Moment } from '../grid/cell.ts';
import { shownBy, shownNumber } from '../workbook/number-formats.ts';
import type { MarkupListener, MarkupReader } from './markup-reader.ts';
import { RowCells } from './row-cells.ts';

/** The cell that is being read. */
type OpenCell = { readonly attributes: Attributes; type: string; text: string };
type Attributes = Readonly<Record<string, string>>;

/** Reads the sheets of a workbook in the XML of Excel 2003. */
export function xmlSheets(listener: MarkupListener): MarkupReader {
  const reader = new SheetReader(listener);
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => reader.open(localName(tag), attributes),
      ontext: (text) => reader.text(text),
      onclosetag: (tag) => reader.close(localName(tag)),
    },
    { xmlMode: true },
  );
  return { write: (piece) => parser.write(piece), end: () => parser.end() };
}

class SheetReader {
  readonly #listener: MarkupListener;
  /** What numbers show, by their style. */
  readonly #formats = new Map<string, Moment['shows'] | undefined>();
  #style = '';
  #sheet = 0;
  #line = 0;
  #cells = new RowCells(() => undefined);
  #open: OpenCell | undefined;
  #isInData = false;

  constructor(listener: MarkupListener) {
    this.#listener = listener;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'Style') this.#style = attributeOf(attributes, 'ID') ?? '';
    else if (name === 'NumberFormat')
      this.#formats.set(this.#style, shownAs(attributeOf(attributes, 'Format')));
    else if (name === 'Worksheet') this.#beginSheet(attributeOf(attributes, 'Name'));
    else if (name === 'Row') {
      this.#line = indexOf(attributes) ?? this.#line + 1;
      this.#cells.beginRow(this.#line);
    } else if (name === 'Cell') this.#open = { attributes, type: 'String', text: '' };
    else if (name === 'Data' && this.#open !== undefined) {
      this.#isInData = true;
      this.#open.type = attributeOf(attributes, 'Type') ?? 'String';
    }
  }

  #beginSheet(name: string | undefined): void {
    this.#sheet += 1;
    this.#line = 0;
    const sheet = this.#sheet;
    this.#cells = new RowCells((area) => this.#listener.onArea(sheet, area));
    this.#listener.onTable(sheet, name);
  }

  text(text: string): void {
    if (this.#isInData && this.#open !== undefined) this.#open.text += text;
  }

  close(name: string): void {
    if (name === 'Data') this.#isInData = false;
    else if (name === 'Cell' && this.#open !== undefined) {
      addCell(this.#cells, this.#open, this.#formats);
      this.#open = undefined;
    } else if (name === 'Row') {
      const cells = this.#cells.take();
      if (!cells.every(isEmpty)) this.#listener.onRow(this.#sheet, { line: this.#line, cells });
    }
  }
}

/** A prefix is of the writer's choice. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function attributeOf(attributes: Attributes, name: string): string | undefined {
  return attributes[`ss:${name}`] ?? Object.entries(attributes).find(([key]) => localName(key) === name)?.[1];
}

/** Rows and cells that are left out are skipped by the number of the next one. */
function indexOf(attributes: Attributes): number | undefined {
  const index = Number(attributeOf(attributes, 'Index') ?? Number.NaN);
  return Number.isInteger(index) && index > 0 ? index : undefined;
}

/** Excel calls the formats of a country by name. */
function shownAs(format: string | undefined): Moment['shows'] | undefined {
  if (format === undefined) return undefined;
  if (/^general date$/i.test(format)) return 'day-time';
  if (/ date$/i.test(format)) return 'day';
  return / time$/i.test(format) ? 'time' : shownBy(0, format);
}

type Formats = ReadonlyMap<string, Moment['shows'] | undefined>;

function addCell(cells: RowCells, { attributes, type, text }: OpenCell, formats: Formats): void {
  const index = indexOf(attributes);
  const more = (name: string): number => Math.max(0, Number(attributeOf(attributes, name) ?? 0) || 0);
  const span = { wide: 1 + more('MergeAcross'), high: 1 + more('MergeDown') };
  cells.add(
    valueOf(type, text, formats.get(attributeOf(attributes, 'StyleID') ?? '')),
    span,
    index === undefined ? undefined : index - 1,
  );
}

function valueOf(type: string, text: string, shows: Moment['shows'] | undefined): GridCell {
  if (type === 'Number' && text.trim() !== '' && Number.isFinite(Number(text)))
    return shownNumber(Number(text), shows, false);
  return (type === 'DateTime' ? momentOf(text.trim()) : undefined) ?? text;
}

/** The days before the first of 1900 and before the last one, from which days of a sheet count before March 1900 and after it. */
const [FIRST_DAY_MS, DAY_BEFORE_MS] = [Date.UTC(1899, 11, 31), Date.UTC(1899, 11, 30)];
const MARCH_1900_MS = Date.UTC(1900, 2, 1);

/** `2026-03-04T08:30:00.000`. What is of 1899 is a time alone, and what is of the first days of 1900 a length of time: sheets count both from there. */
function momentOf(text: string): Moment | undefined {
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z?)?$/.test(text)) return undefined;
  const at = Date.parse(text.length > 10 && !text.endsWith('Z') ? `${text}Z` : text);
  if (Number.isNaN(at)) return undefined;
  if (at < MARCH_1900_MS) {
    const days = (at - FIRST_DAY_MS) / DAY_MS;
    return days < 1 ? { serial: ((days % 1) + 1) % 1, shows: 'time' } : { serial: days, shows: 'duration' };
  }
  const serial = (at - DAY_BEFORE_MS) / DAY_MS;
  return { serial, shows: Number.isInteger(serial) ? 'day' : 'day-time' };
}
