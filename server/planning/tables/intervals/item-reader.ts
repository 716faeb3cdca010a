import { cellText, type GridCell } from '../../../files/grid/cell.ts';
import { DURATION_ROLES, type ColumnRole } from '../headings/column-role.ts';
import type { LayoutItem, MeasureColumn } from '../layout/table-layout.ts';
import type { Amount, AmountReader } from './read-amounts.ts';

/** The values of one item in a row: nothing when its first measure is empty, `wrong` when a cell cannot be read, which is told. */
export type ItemReader = (
  cells: readonly GridCell[],
  onMistake: (expected: string, got: string) => void,
) => readonly (number | undefined)[] | 'empty' | 'wrong';

export type ItemReading = {
  readonly roles: readonly ColumnRole[];
  readonly amounts: AmountReader;
  readonly isWhole: boolean;
};

/** Reads what an item measures, in the order of the roles. */
export function itemReader(item: LayoutItem, { roles, amounts, isWhole }: ItemReading): ItemReader {
  const measures = roles.map((role) => ({
    role,
    columns: item.measures.get(role) ?? [],
    kind: kindOf(role, isWhole),
  }));
  const counted = measures.findIndex(({ role }) => role === 'offered');
  return (cells, onMistake) => {
    const values: (number | undefined)[] = [];
    for (const { columns, kind } of measures) {
      let sum: number | undefined;
      for (const column of columns) {
        const cell = cells[column.column] ?? '';
        const amount = amountOf(cell, { column, kind, amounts });
        if (amount === 'wrong') {
          onMistake(`${nameOf(column)} must be ${EXPECTED[kind]}`, cellText(cell));
          return 'wrong';
        }
        if (amount !== 'empty') sum = (sum ?? 0) + amount;
      }
      values.push(sum);
    }
    return counted >= 0 && values[counted] === undefined ? 'empty' : values;
  };
}

type Kind = 'count' | 'number' | 'duration';

const EXPECTED: Readonly<Record<Kind, string>> = {
  count: 'a whole number from 0',
  number: 'a number of at least 0',
  duration: 'a length of time such as 264, 4:24 or 0:04:24, or nothing',
};

const COUNTED: ReadonlySet<ColumnRole> = new Set(['offered', 'answered', 'abandoned']);

const kindOf = (role: ColumnRole, isWhole: boolean): Kind =>
  DURATION_ROLES.has(role) ? 'duration' : isWhole && COUNTED.has(role) ? 'count' : 'number';

type Reading = { readonly column: MeasureColumn; readonly kind: Kind; readonly amounts: AmountReader };

function amountOf(cell: GridCell, { column, kind, amounts }: Reading): Amount {
  switch (kind) {
    case 'count':
      return amounts.count(cell);
    case 'number':
      return amounts.number(cell);
    case 'duration':
      return amounts.duration(cell, column);
  }
}

const nameOf = ({ heading, column }: MeasureColumn): string => heading || `column ${column + 1}`;
