import type { TableReading } from '#domain/table-reading.ts';
import type { ColumnRole } from '../headings/column-role.ts';
import type { IntervalTable } from './interval-question.ts';

/** One sheet of a workbook that is read with others of its kind. */
export type SheetTable = { readonly sheet: string; readonly table: IntervalTable };

/** Sheets of one kind as one table. Where no column names the queue, the sheets do, unless they are called by days, weeks or months. */
export function allSheets(sheets: readonly SheetTable[]): IntervalTable {
  const roles = [...new Set(sheets.flatMap(({ table }) => table.roles))];
  const areQueues = sheets.every(({ sheet }) => !IS_PERIOD.test(sheet));
  return {
    roles,
    async read(notes, onRow) {
      for (const { sheet, table } of sheets) {
        const places = placesOf(table.roles, roles);
        const isOne = areQueues && table.reading(notes, 0).oneQueue?.from === 'file';
        notes.beginPart(`, sheet ${sheet},`);
        await table.read(notes, (row) =>
          onRow({
            ...row,
            queue: isOne ? sheet : row.queue,
            values: places.map((place) => (place < 0 ? undefined : row.values[place])),
          }),
        );
      }
    },
    reading: (notes, intervals) =>
      together(
        sheets.map(({ sheet, table }) => ({ sheet, own: table.reading(notes, intervals) })),
        areQueues,
      ),
  };
}

/** A number, or a month. */
const IS_PERIOD =
  /\d|^sheet|^tabelle|^工作表|月|周|jan|feb|m[aä]r|apr|ma[yi]|jun|jul|aug|sep|o[ck]t|nov|de[cz]/i;

const placesOf = (own: readonly ColumnRole[], all: readonly ColumnRole[]): readonly number[] =>
  all.map((role) => own.indexOf(role));

function together(
  sheets: readonly { readonly sheet: string; readonly own: TableReading }[],
  areQueues: boolean,
): TableReading {
  const [first] = sheets;
  if (first === undefined) throw new RangeError('expected at least one sheet');
  const { oneQueue, ...reading } = first.own;
  const names = sheets.map(({ sheet }) => sheet);
  const { format } = reading;
  if (format.kind === 'text') return first.own;
  const otherSheets = format.otherSheets.filter((name) => !names.includes(name));
  return {
    ...reading,
    ...(oneQueue === undefined || (areQueues && oneQueue.from === 'file') ? {} : { oneQueue }),
    format: { kind: 'workbook', sheet: names.join(', '), otherSheets },
  };
}
