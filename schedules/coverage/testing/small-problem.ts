import { queueId } from '#domain/ids.ts';
import type { CoverageProblem, ShiftKind, CoverageGroup } from '../model/coverage-problem.ts';

const SALES = queueId('sales');

/** One queue, one group, and shifts of four hours with a break in the second or third. */
export function smallProblem(change: {
  readonly required: readonly number[];
  readonly days?: number;
  readonly people?: number;
  readonly kind?: Partial<ShiftKind>;
  readonly group?: Partial<CoverageGroup>;
}): CoverageProblem {
  const { required, days = 1, people = 2 } = change;
  return {
    intervalMinutes: 60,
    days: Array.from({ length: days }, (_, day) => ({
      name: `day ${day}`,
      intervals: required.length / days,
    })),
    queues: [{ queue: SALES, required, underCost: required.map(() => 3), overCost: required.map(() => 1) }],
    shiftKinds: [
      {
        name: 'four',
        length: 4,
        starts: [0, 1, 2, 3, 4],
        breaks: [{ name: 'break', length: 1, earliest: 1, latest: 2, isPaid: true }],
        ...change.kind,
      },
    ],
    groups: [
      {
        name: 'all',
        people,
        skills: [{ queue: SALES, efficiency: 1 }],
        shiftKinds: ['four'],
        daysOn: { least: days, most: days },
        mostDaysInRow: days,
        paidIntervals: { least: 0, most: 4 * days },
        leastRest: 0,
        ...change.group,
      },
    ],
    activities: [],
  };
}
