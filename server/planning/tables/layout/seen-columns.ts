import { cellText, type GridCell } from '../../../files/grid/cell.ts';
import type { Moment } from '../../../files/grid/cell.ts';
import type { GridRow } from '../../../files/grid/grid.ts';
import type { DurationUnit } from '../../../files/values/duration-text.ts';
import { headingKey } from '../../../files/values/heading-key.ts';
import { readWhen, type WhenText } from '../../../files/values/when-text.ts';
import type { ColumnRole } from '../headings/column-role.ts';
import { readHeading, type HeadingRead } from '../headings/read-heading.ts';
import { isTotalWord } from '../headings/total-words.ts';
import type { ColumnMap } from './table-choices.ts';
import { columnContent, type ColumnContent } from './column-content.ts';

/** A column below a row that may be the header: what its heading and its cells say. */
export type SeenColumn = {
  readonly column: number;
  readonly heading: string;
  /** What stands above the heading, where several columns share it. */
  readonly label: string;
  readonly labelWhen: WhenText | Moment | undefined;
  readonly role: ColumnRole | undefined;
  readonly isMapped: boolean;
  readonly isVague: boolean;
  readonly isTotal: boolean;
  readonly unit: DurationUnit | undefined;
  /** The heading is a day or a time. */
  readonly when: WhenText | Moment | undefined;
  readonly content: ColumnContent;
};

export type Header = {
  /** All rows that are looked at, from the top. */
  readonly rows: readonly GridRow[];
  /** The place of the header among them. */
  readonly at: number;
};

/** Rows below a header that show what its columns are. */
const ROWS_SEEN = 300;

/** The columns of a table, if this row is its header. */
export function seenColumns({ rows, at }: Header, map: ColumnMap | undefined): readonly SeenColumn[] {
  const header = rows[at]?.cells ?? [];
  const below = rows.slice(at + 1, at + 1 + ROWS_SEEN).map(({ cells }) => cells);
  const width = below.reduce((most, { length }) => Math.max(most, length), header.length);
  const labels = labelsAbove(rows[at - 1]?.cells ?? [], width);
  const mapped = mappedRoles(header, map);
  const tellsAbandoned = header.some((cell) => headingKey(cellText(cell)) === 'abandoned');
  return Array.from({ length: width }, (_, column): SeenColumn => {
    const heading = cellText(header[column] ?? '');
    const label = labels[column] ?? '';
    const own = mapped.get(column);
    const read = tellsAbandoned && headingKey(heading) === 'lost' ? OTHER_LOSS : readHeading(heading);
    return {
      column,
      heading,
      label: cellText(label),
      labelWhen: whenOf(label),
      role: own ?? (isTaken(read.role, map) ? undefined : read.role),
      isMapped: own !== undefined,
      isVague: read.isVague === true,
      isTotal: isTotalWord(heading),
      unit: read.unit,
      when: whenOf(header[column] ?? ''),
      content: columnContent(below.map((cells) => cells[column])),
    };
  });
}

/** Lost is a word for abandoned; beside a column of that name it is what a switch lost sight of, as in our own report. */
const OTHER_LOSS: HeadingRead = { role: 'other' };

/** A role that the user has given to a column is not looked for in others; many columns are nothing that is read. */
const isTaken = (role: ColumnRole | undefined, map: ColumnMap | undefined): boolean =>
  role !== undefined && role !== 'other' && map?.has(role) === true;

function whenOf(cell: GridCell): WhenText | Moment | undefined {
  if (typeof cell === 'number') return undefined;
  return typeof cell === 'string' ? readWhen(cell) : cell;
}

/** What stands above each column: an empty cell stands for the one to its left. A title above all of them is none. */
function labelsAbove(cells: readonly GridCell[], width: number): readonly GridCell[] {
  if (new Set(cells.map(cellText).filter((text) => text !== '')).size < 2) return [];
  let last: GridCell = '';
  return Array.from({ length: width }, (_, at) => {
    const cell = cells[at] ?? '';
    if (cellText(cell) !== '') last = cell;
    return last;
  });
}

/** The columns that the user has named, by place. */
function mappedRoles(
  header: readonly GridCell[],
  map: ColumnMap | undefined,
): ReadonlyMap<number, ColumnRole> {
  const roles = new Map<number, ColumnRole>();
  for (const [role, headings] of map ?? [])
    for (const heading of headings) {
      const column = columnNamed(header, heading);
      if (column !== undefined) roles.set(column, role);
    }
  return roles;
}

/** The column with this heading, or `#3` for the third; undefined when there is none. */
export function columnNamed(header: readonly GridCell[], name: string): number | undefined {
  const number = /^#(\d+)$/.exec(name)?.[1];
  if (number !== undefined) return Number(number) - 1;
  const exact = header.findIndex((cell) => cellText(cell) === name.trim());
  const column =
    exact >= 0 ? exact : header.findIndex((cell) => headingKey(cellText(cell)) === headingKey(name));
  return column < 0 ? undefined : column;
}
