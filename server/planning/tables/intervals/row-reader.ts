import type { TableReading } from '#domain/table-reading.ts';
import { cellText, isEmpty, type GridCell } from '../../../files/grid/cell.ts';
import type { Grid, GridRow } from '../../../files/grid/grid.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import type { DateOrder } from '../../../files/values/date-text.ts';
import type { ColumnRole } from '../headings/column-role.ts';
import { isTotalWord } from '../headings/total-words.ts';
import type { LayoutItem, TableLayout } from '../layout/table-layout.ts';
import type { IntervalQuestion, IntervalRow } from './interval-question.ts';
import { titleOf, titleQueue } from '../layout/title-facts.ts';
import { itemReader, type ItemReader } from './item-reader.ts';
import { keyCells, keyColumns, type KeyCells } from './key-cells.ts';
import { amountReader, type AmountReader, type DecimalFound } from './read-amounts.ts';
import type { RowNotes } from './row-notes.ts';
import type { CellWhen } from './read-when.ts';
import { whenReader, type RowWhenRead, type WhenReader } from './row-when.ts';

/** A table whose layout and signs are known. */
export type Understood = {
  readonly grid: Grid;
  readonly layout: TableLayout;
  readonly roles: readonly ColumnRole[];
  readonly dates: DateOrder | undefined;
  readonly decimal: DecimalFound;
};

/** Reads the rows of a table into intervals. */
export class RowReader {
  readonly #table: Understood;
  readonly #question: IntervalQuestion;
  readonly #amounts: AmountReader;
  readonly #when: WhenReader;
  readonly #items: readonly (readonly [LayoutItem, ItemReader])[];
  readonly #keys: ReadonlySet<number>;
  readonly #measured: ReadonlySet<number>;
  #whole: KeyCells;
  #titleQueue: string | undefined;
  readonly #titleQueues = new Set<string>();

  constructor(table: Understood, question: IntervalQuestion) {
    const { grid, layout, roles, dates, decimal } = table;
    this.#table = table;
    this.#question = question;
    this.#amounts = amountReader(decimal);
    this.#when = whenReader(layout, { order: dates, zone: question.zone });
    this.#items = layout.items.map((item) => [
      item,
      itemReader(item, { roles, amounts: this.#amounts, isWhole: question.isWhole }),
    ]);
    this.#keys = keyColumns(layout);
    this.#measured = new Set(
      layout.items.flatMap(({ measures }) => [...measures.values()].flat().map(({ column }) => column)),
    );
    this.#whole = keyCells(grid, layout);
  }

  /** A number that could be two, and how it was read; undefined when there was none. */
  get assumedNumber(): TableReading['assumedNumber'] {
    const assumed = this.#amounts.assumed();
    if (assumed === undefined) return undefined;
    const otherwise = this.#table.decimal.sign === 'comma' ? 'point' : 'comma';
    return { text: assumed.text, value: assumed.value, otherwise };
  }

  async read(notes: RowNotes, onRow: (row: IntervalRow) => void): Promise<void> {
    const { grid, layout } = this.#table;
    let rows = 0;
    this.#noteMerged(notes);
    for await (const portion of grid.rows()) {
      for (const row of portion) {
        const cells = this.#whole(row);
        if (row.line <= layout.headerLine) {
          if (row.line < layout.headerLine) notes.passOver('title', row.line);
        } else this.#readRow(row, cells, { notes, onRow });
      }
      rows += portion.length;
      this.#question.onRows?.(rows);
    }
    const assumed = this.#amounts.assumed();
    if (assumed?.against !== undefined)
      throw new FileFailure(
        `${grid.name}: ${assumed.text} could be more than a thousand, or one and a part, and ${assumed.against} shows the other sign: say --decimal comma or --decimal point`,
      );
  }

  #readRow({ line, cells: own }: GridRow, cells: readonly GridCell[], heard: Heard): void {
    const { notes } = heard;
    const read = this.#when.ofRow(cells);
    if (read.kind !== 'read') return this.#readOther(line, { own, cells, read }, notes);
    const queue = this.#queueOf(cells);
    if (queue === '') return notes.mistake(line, 'queue must have a name', 'nothing');
    const { stream: at } = this.#table.layout;
    const stream = at === undefined ? '' : cellText(cells[at] ?? '');
    let isTold = false;
    for (const [item, values] of this.#items) {
      const amounts = values(cells, (expected, got) => notes.mistake(line, expected, got));
      if (amounts === 'wrong') return undefined;
      if (amounts === 'empty') continue;
      const when = this.#when.ofItem(read.when, item);
      if (when === undefined) {
        const isWithoutYear = hasNoYear(read.when) || hasNoYear(item.when ?? {});
        const expected = isWithoutYear ? NO_YEAR : this.#startExpected();
        return notes.mistake(line, expected, isWithoutYear ? '' : this.#whenText(cells));
      }
      heard.onRow({ line, queue: item.queue ?? queue, ...when, values: amounts, stream });
      isTold = true;
    }
    if (!isTold) notes.passOver('no-count', line);
    return undefined;
  }

  /** A row that does not say when: a sum, the heading again, a note, or a mistake. */
  #readOther(line: number, { own, cells, read }: OtherRow, notes: RowNotes): void {
    if (this.#isHeading(own)) return notes.passOver('heading-again', line);
    const first = own.find((cell) => !isEmpty(cell)) ?? '';
    const names = [first, ...[...this.#keys].map((column) => cells[column] ?? '')];
    if (names.some((cell) => isTotalWord(cellText(cell)))) return notes.passOver('total', line);
    const isWithoutCounts = [...this.#measured].every((column) => !isNumber(own[column] ?? ''));
    if (isWithoutCounts) {
      this.#takeTitle(titleOf(own));
      return notes.passOver('note', line);
    }
    return notes.mistake(line, this.#startExpected(), read.text);
  }

  /** Reports put one table below the other, each with its queue or its day above it. */
  #takeTitle(title: string): void {
    const { queue } = this.#table.layout;
    const named = queue.kind === 'named' && queue.from === 'title' ? titleQueue([title]) : undefined;
    if (named !== undefined) {
      this.#titleQueue = named;
      this.#titleQueues.add(named);
    }
    this.#when.takeTitle(title);
  }

  /** Queues that titles between the rows name. */
  get titleQueues(): readonly string[] {
    return [...this.#titleQueues];
  }

  #isHeading(cells: readonly GridCell[]): boolean {
    const { header } = this.#table.layout;
    return header.length > 0 && header.every((heading, at) => heading === cellText(cells[at] ?? ''));
  }

  #queueOf(cells: readonly GridCell[]): string {
    const { queue } = this.#table.layout;
    switch (queue.kind) {
      case 'named':
        return this.#titleQueue ?? queue.name;
      case 'across':
        return 'across';
      case 'column': {
        const [only = -1] = queue.columns;
        if (queue.columns.length === 1) return cellText(cells[only] ?? '');
        return queue.columns
          .map((column) => cellText(cells[column] ?? ''))
          .filter((text) => text !== '')
          .join(' / ');
      }
    }
  }

  #whenText(cells: readonly GridCell[]): string {
    const { day, time, start } = this.#table.layout;
    const columns = new Set([start, day, time].flatMap((key) => key?.column ?? []));
    return [...columns].map((column) => cellText(cells[column] ?? '')).join(' ');
  }

  #startExpected(): string {
    const { layout } = this.#table;
    const columns = new Set([layout.start, layout.day, layout.time].flatMap((key) => key?.column ?? []));
    const keys = [...columns].map((column) => layout.header[column] || `column ${column + 1}`);
    const zone = this.#question.zone;
    const offset =
      zone === undefined ? 'without an offset' : `without an offset or with that of ${zone.name}`;
    return `${keys.join(' and ')} must be a local time such as 2026-03-04T09:00, ${offset}`;
  }

  /** A count that is shown for several intervals together belongs to none of them. */
  #noteMerged(notes: RowNotes): void {
    const { grid, layout } = this.#table;
    for (const { top, bottom, left, right } of grid.merged) {
      const isCounted = [...this.#measured].some(
        (column) => left <= column && column <= right && !this.#keys.has(left),
      );
      if (isCounted && bottom > top && top > layout.headerLine)
        notes.mistake(top, 'a count must stand in a cell of its own', `cells merged down to row ${bottom}`);
    }
  }
}

const hasNoYear = (when: CellWhen | NonNullable<LayoutItem['when']>): boolean =>
  'date' in when && when.date?.kind === 'no-year';

const NO_YEAR = 'dates must have a year: write it into them, such as 2026-03-04 or 2026年3月4日';

type Heard = { readonly notes: RowNotes; readonly onRow: (row: IntervalRow) => void };

type OtherRow = {
  /** As they were written. */
  readonly own: readonly GridCell[];
  readonly cells: readonly GridCell[];
  readonly read: Exclude<RowWhenRead, { kind: 'read' }>;
};

const isNumber = (cell: GridCell): boolean => typeof cell !== 'string' || /\d/.test(cell);
