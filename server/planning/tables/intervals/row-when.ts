import { localTime, type TimeZone } from '#domain/time-zone.ts';
import { DAY_MINUTES, epochMs, MINUTE_MS } from '#domain/time.ts';
import { cellText, isEmpty, type GridCell } from '../../../files/grid/cell.ts';
import type { DateOrder } from '../../../files/values/date-text.ts';
import type { LayoutItem, TableLayout, WhenColumn } from '../layout/table-layout.ts';
import { titleDay } from '../layout/title-facts.ts';
import { memo } from './memo.ts';
import { cellWhen, dayOf, headingWhen, type CellWhen } from './read-when.ts';

/** The day and the minute at which an interval begins, on the local clock. */
export type RowWhen = { readonly dayNumber: number; readonly minute: number };

/** What a row's own cells say about when; `isEmpty` where they are all empty. */
export type RowWhenRead =
  | { readonly kind: 'read'; readonly when: CellWhen }
  | { readonly kind: 'empty' | 'wrong'; readonly text: string };

export type WhenReader = {
  readonly ofRow: (cells: readonly GridCell[]) => RowWhenRead;
  /** With what stands above the item's columns; undefined when that does not make a day and a time. */
  readonly ofItem: (row: CellWhen, item: LayoutItem) => RowWhen | undefined;
  /** Rows from here on are of the day that a title tells. */
  readonly takeTitle: (title: string) => void;
};

/** Reads when the intervals of a table's rows begin. */
export function whenReader(
  layout: TableLayout,
  { order, zone }: { readonly order: DateOrder | undefined; readonly zone: TimeZone | undefined },
): WhenReader {
  const columns = [layout.start, layout.day, layout.time].flatMap((key) => key ?? []);
  const readers = columns.map((column) => ({ column, read: cellReader(column) }));
  const above = new Map(
    layout.items.map((item) => [item, item.when === undefined ? {} : (headingWhen(item.when) ?? {})]),
  );
  let titled = layout.titleDay;
  return {
    ofRow(cells) {
      let when: CellWhen = titled === undefined ? {} : { date: titled.date };
      for (const { column, read } of readers) {
        const cell = cells[column.column] ?? '';
        const own = read(cell);
        if (own === undefined)
          return {
            kind: isEmpty(cell) && isAllEmpty(columns, cells) ? 'empty' : 'wrong',
            text: textOf(columns, cells),
          };
        when = merged(when, own, column === layout.day);
      }
      return { kind: 'read', when };
    },
    ofItem: (row, item) =>
      begin(item.when === undefined ? row : { ...row, ...above.get(item) }, { order, zone }),
    takeTitle(title) {
      if (titled !== undefined) titled = titleDay([title]) ?? titled;
    },
  };
}

function cellReader(column: WhenColumn): (cell: GridCell) => CellWhen | undefined {
  const ofText = memo((text: string) => cellWhen(text, column.scheme) ?? 'none');
  return (cell) => {
    const read = typeof cell === 'string' ? ofText(cell) : (cellWhen(cell, column.scheme) ?? 'none');
    return read === 'none' ? undefined : read;
  };
}

/** A day's own time says nothing where another column tells the time. */
const merged = (before: CellWhen, { date, minute, ...rest }: CellWhen, isDay: boolean): CellWhen => ({
  ...before,
  ...rest,
  ...(date === undefined || before.date !== undefined ? {} : { date }),
  ...(minute === undefined || isDay ? {} : { minute }),
});

const isAllEmpty = (columns: readonly WhenColumn[], cells: readonly GridCell[]): boolean =>
  columns.every(({ column }) => isEmpty(cells[column]));

const textOf = (columns: readonly WhenColumn[], cells: readonly GridCell[]): string =>
  columns
    .map(({ column }) => cellText(cells[column] ?? ''))
    .join(' ')
    .trim() || 'nothing';

type Clock = { readonly order: DateOrder | undefined; readonly zone: TimeZone | undefined };

function begin({ date, minute, offsetMinutes }: CellWhen, { order, zone }: Clock): RowWhen | undefined {
  const dayNumber = date === undefined ? undefined : dayOf(date, order);
  if (dayNumber === undefined || minute === undefined || !Number.isInteger(minute) || minute >= DAY_MINUTES)
    return undefined;
  return offsetMinutes === undefined
    ? { dayNumber, minute }
    : ofInstant({ dayNumber, minute }, offsetMinutes, zone);
}

/** An instant, if its digits are those of the zone's own clocks, or of UTC, which every zone is told from. */
function ofInstant(
  { dayNumber, minute }: RowWhen,
  offsetMinutes: number,
  zone: TimeZone | undefined,
): RowWhen | undefined {
  if (zone === undefined) return undefined;
  const at = epochMs((dayNumber * DAY_MINUTES + minute - offsetMinutes) * MINUTE_MS);
  const isOwn = zone.offsetMs(at) === offsetMinutes * MINUTE_MS;
  if (isOwn) return { dayNumber, minute };
  if (offsetMinutes !== 0) return undefined;
  const { day, msOfDay } = localTime(zone, at);
  return { dayNumber: Date.parse(`${day}T00:00Z`) / (DAY_MINUTES * MINUTE_MS), minute: msOfDay / MINUTE_MS };
}
