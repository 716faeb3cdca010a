import type { SkillQueuePlan } from '#domain/staffing-plan.ts';
import type { Table } from '../../files/table.ts';
import type { HoursTotal, PlanTotals } from '../staffing/plan-totals.ts';
import { COLUMN } from './columns.ts';
import { startText } from './forecast-table.ts';

/** Hours by day and by week, a row each. */
export function totalsTable({ days, weeks }: PlanTotals): Table {
  return {
    name: 'totals',
    header: [
      'span',
      'from',
      'days',
      COLUMN.offered,
      'required_hours',
      'paid_hours',
      'scheduled_hours',
      'full_time',
    ],
    rows: [...rowsOf('week', weeks), ...rowsOf('day', days)],
  };
}

function rowsOf(span: string, totals: readonly HoursTotal[]): Table['rows'] {
  return totals.map((one) => [
    span,
    one.from,
    one.days,
    rounded(one.offered, 1),
    rounded(one.required, 2),
    rounded(one.paid, 2),
    rounded(one.scheduled, 2),
    rounded(one.fullTime, 2),
  ]);
}

/** What queues meet with that people of several skills answer. */
export function skillTable(queues: readonly SkillQueuePlan[]): Table {
  return {
    name: 'queues',
    header: [
      COLUMN.queue,
      COLUMN.start,
      COLUMN.offered,
      COLUMN.handleSeconds,
      COLUMN.serviceLevel,
      COLUMN.asaSeconds,
      COLUMN.abandonment,
    ],
    rows: queues.flatMap(({ queue, intervals }) =>
      intervals.map(({ day, minuteOfDay, offered, handleSeconds, figures }) => [
        queue,
        startText(day, minuteOfDay),
        rounded(offered, 3),
        rounded(handleSeconds, 3),
        figures && rounded(figures.serviceLevel, 4),
        figures && rounded(figures.asaSeconds, 2),
        figures && rounded(figures.abandonment, 4),
      ]),
    ),
  };
}

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));
