import type { DeferredSummary, StaffingPlan } from '#domain/staffing-plan.ts';
import type { SkillsLived } from '../../../../forecasting/staffing/live/live-skills.ts';
import type { Lived } from '../../../../forecasting/staffing/live/live-through.ts';
import type { PlanSummary } from '../../../../forecasting/staffing/plan-summary.ts';
import type { WaysCompared } from '../../../../forecasting/staffing/live/compare-ways.ts';
import { percentText } from '../../percent-text.ts';
import { summariseSkillQueue } from './staff-summary.ts';

const COLUMN = 12;
const NAME = 26;

/** What was promised and what the days brought, side by side, as lines of a table. */
export function livedTable(
  queue: string,
  { plan, naive }: WaysCompared,
  deferred: readonly DeferredSummary[] = [],
): readonly string[] {
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
    ...deferredLine(plan.lived.deferredInTime, deferred),
    row('people-hours', (from) => ('hoursRequired' in from ? from.hoursRequired.toFixed(1) : '')),
  ];
}

/** Work that can wait: what is due when nobody is there was promised to nobody. */
function deferredLine(lived: number | undefined, deferred: readonly DeferredSummary[]): readonly string[] {
  if (lived === undefined) return [];
  const hours = deferred.reduce((sum, one) => sum + one.hours - one.beyondHours, 0);
  const late = deferred.reduce((sum, one) => sum + one.lateHours, 0);
  return [
    line('work that can wait in time', [
      percentText(hours > 0 ? 1 - late / hours : undefined),
      percentText(lived),
    ]),
  ];
}

/** What each queue was promised that people of several skills answer, and what the days brought. */
export function skillsLivedTable(
  { skillQueues }: StaffingPlan,
  { queues, occupancy }: SkillsLived,
): readonly string[] {
  const promised = new Map(
    skillQueues.map(({ queue, intervals }) => [queue, summariseSkillQueue(intervals)]),
  );
  return [
    `people of several skills: ${queues[0]?.days ?? 0} random days, busy ${percentText(occupancy)}`,
    line('', ['promised', 'lived', 'promised', 'lived']),
    ...queues.map(({ queue, serviceLevel, abandonment }) => {
      const said = promised.get(queue);
      return line(queue, [
        percentText(said?.serviceLevel),
        percentText(serviceLevel),
        percentText(said?.abandonment),
        percentText(abandonment),
      ]);
    }),
    line('', ['service', 'level', 'abandoned', '']),
  ];
}

const line = (name: string, cells: readonly string[]): string =>
  `${name.padEnd(NAME)}${cells.map((cell) => cell.padStart(COLUMN)).join('')}`.trimEnd();
