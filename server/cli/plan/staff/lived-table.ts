import type { Lived } from '../../../../forecasting/staffing/live/live-through.ts';
import type { PlanSummary } from '../../../../forecasting/staffing/plan-summary.ts';
import type { WaysCompared } from '../../../../forecasting/staffing/live/compare-ways.ts';
import { percentText } from '../../percent-text.ts';

const COLUMN = 12;
const NAME = 26;

/** What was promised and what the days brought, side by side, as lines of a table. */
export function livedTable(queue: string, { plan, naive }: WaysCompared): readonly string[] {
  const cells = [plan, naive].flatMap(({ promised, lived }) => [promised, lived]);
  const row = (name: string, of: (from: PlanSummary | Lived) => string): string =>
    `${name.padEnd(NAME)}${cells.map((cell) => of(cell).padStart(COLUMN)).join('')}`.trimEnd();
  return [
    `${queue}: ${plan.lived.days} random days`,
    `${''.padEnd(NAME)}${'this plan'.padStart(2 * COLUMN)}${'Erlang C, mean'.padStart(2 * COLUMN)}`,
    `${''.padEnd(NAME)}${['promised', 'lived', 'promised', 'lived'].map((one) => one.padStart(COLUMN)).join('')}`,
    row('service level', ({ serviceLevel }) => percentText(serviceLevel)),
    row('abandoned', ({ abandonment }) => percentText(abandonment)),
    row('occupancy', ({ occupancy }) => percentText(occupancy)),
    row('days that met the target', (from) => percentText('daysMet' in from ? from.daysMet : undefined)),
    row('people-hours', (from) => ('hoursRequired' in from ? from.hoursRequired.toFixed(1) : '')),
  ];
}
