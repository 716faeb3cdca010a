import { csvText } from '../../files/csv-text.ts';
import type { PlannedInterval } from '../../../forecasting/staffing/queue-question.ts';

const HEADER =
  'queue,start,offered,handle_seconds,required,scheduled,service_level,asa_seconds,abandonment,occupancy,low,high';

/** An interval of a plan, with its start as it was written in the forecast. */
export type PlanRow = { readonly start: string; readonly planned: PlannedInterval };

/** A plan as lines of CSV. A figure that nobody can know, where nothing is offered, is empty. */
export function* writePlan(rows: Iterable<PlanRow>): Iterable<string> {
  yield HEADER;
  for (const { start, planned } of rows) {
    const { queue, offered, handleSeconds, required, scheduled, figures, low, high } = planned;
    yield [
      csvText(queue),
      csvText(start),
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
}

/** At most so many decimals, and none that say nothing. */
const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));
