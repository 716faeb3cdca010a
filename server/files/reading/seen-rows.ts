import type { ListReading, PassedOverReason } from '#domain/table-reading.ts';
import { isEmpty, type GridCell } from '../grid/cell.ts';
import type { Grid } from '../grid/grid.ts';
import { PassedOverRows } from './passed-over-rows.ts';
import { unreadColumn, type KnownHeadings } from './unread-columns.ts';

/** Where the header stands, what it says, and which of its columns is which. */
export type FoundHeader = {
  readonly line: number;
  readonly headings: readonly string[];
  readonly columns: ReadonlyMap<string, number>;
};

/** Keeps in mind what of a table was read and what was not. */
export class SeenRows {
  readonly #header: FoundHeader;
  readonly #read: ReadonlySet<number>;
  readonly #passedOver = new PassedOverRows();
  /** Columns without a heading that have something in them. */
  readonly #nameless = new Set<number>();
  #rows = 0;

  constructor(header: FoundHeader) {
    this.#header = header;
    this.#read = new Set(header.columns.values());
  }

  /** False for rows that say nothing: those above the header, and those with something in columns that are not read only. */
  take(line: number, cells: readonly GridCell[]): boolean {
    if (line === this.#header.line) return false;
    if (line < this.#header.line) return this.#note('title', line);
    for (const [at, cell] of cells.entries())
      if (!isEmpty(cell) && (this.#header.headings[at] ?? '') === '') this.#nameless.add(at);
    if ([...this.#read].every((at) => isEmpty(cells[at]))) return this.#note('note', line);
    this.#rows += 1;
    return true;
  }

  /** A row that was taken is none. */
  passOver(reason: PassedOverReason, line: number): void {
    this.#rows -= 1;
    this.#note(reason, line);
  }

  #note(reason: PassedOverReason, line: number): false {
    this.#passedOver.add(reason, line);
    return false;
  }

  reading(grid: Grid, known: KnownHeadings): ListReading {
    const { line, headings, columns } = this.#header;
    const found = new Set(columns.keys());
    const unread = headings.filter((heading, at) => heading !== '' && !this.#read.has(at));
    return {
      name: grid.name,
      format: grid.found,
      headerLine: line,
      columns: [...columns].map(([role, at]) => ({ role, headings: [headings[at] ?? role] })),
      unread: [
        ...unread.map((heading) => unreadColumn(heading, { known, found })),
        ...[...this.#nameless].map((at) => ({ heading: `column ${at + 1}` })),
      ],
      rows: this.#rows,
      passedOver: this.#passedOver.all(),
      assumed: [],
    };
  }
}
