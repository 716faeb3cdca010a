import type { PlannedInterval, QueuePlan } from '#domain/staffing-plan.ts';
import type { Cell, TableHead } from '../../files/table.ts';
import { COLUMN } from './columns.ts';
import { startText } from './forecast-table.ts';

const HEADER = [
  COLUMN.queue,
  COLUMN.start,
  COLUMN.offered,
  COLUMN.handleSeconds,
  COLUMN.required,
  COLUMN.scheduled,
  COLUMN.serviceLevel,
  COLUMN.asaSeconds,
  COLUMN.abandonment,
  COLUMN.occupancy,
  COLUMN.low,
  COLUMN.high,
];

/** What a staffing plan's table is called, and its columns. */
export const PLAN_HEAD: TableHead = { name: 'plan', header: HEADER, stickyColumns: 2 };

/** The rows of a staffing plan. A figure that nobody can know, where nothing is offered, is empty. */
export function* planRows(plans: Iterable<QueuePlan>): Iterable<readonly Cell[]> {
  for (const { intervals } of plans)
    for (const one of intervals) {
      const row = rowOf(one);
      yield row;
      if (one.comesTwice) yield row;
    }
}

function rowOf(planned: PlannedInterval): readonly Cell[] {
  const { queue, day, minuteOfDay, offered, handleSeconds, required, scheduled, figures, low, high } =
    planned;
  return [
    queue,
    startText(day, minuteOfDay),
    rounded(offered, 3),
    rounded(handleSeconds, 3),
    required,
    scheduled,
    decimal(figures?.serviceLevel, 6),
    decimal(figures?.asaSeconds, 3),
    decimal(figures?.abandonment, 6),
    decimal(figures?.occupancy, 6),
    low,
    high,
  ];
}

const decimal = (value: number | undefined, decimals: number): Cell =>
  value === undefined ? undefined : { value, decimals };

/** At most so many decimals, and none that say nothing. */
const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));
