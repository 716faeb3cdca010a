import type { PlannedInterval, QueuePlan } from '#domain/staffing-plan.ts';
import { csvText } from '../../files/csv-text.ts';
import { COLUMN } from './columns.ts';
import { startText } from './forecast-lines.ts';

const COLUMNS = [
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

/** A staffing plan as lines of CSV. A figure that nobody can know, where nothing is offered, is empty. */
export function* planLines(plans: Iterable<QueuePlan>): Iterable<string> {
  yield COLUMNS.join(',');
  for (const { intervals } of plans)
    for (const one of intervals) {
      const line = lineOf(one);
      yield line;
      if (one.comesTwice) yield line;
    }
}

function lineOf(planned: PlannedInterval): string {
  const { queue, day, minuteOfDay, offered, handleSeconds, required, scheduled, figures, low, high } =
    planned;
  return [
    csvText(queue),
    startText(day, minuteOfDay),
    rounded(offered, 3),
    rounded(handleSeconds, 3),
    required,
    scheduled,
    figures?.serviceLevel.toFixed(6),
    figures?.asaSeconds.toFixed(3),
    figures?.abandonment.toFixed(6),
    figures?.occupancy.toFixed(6),
    low,
    high,
  ].join(',');
}

/** At most so many decimals, and none that say nothing. */
const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));
