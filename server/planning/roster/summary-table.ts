import type { AssessedPlan } from '../../../schedules/plan/assess/assess-plan.ts';
import { gapOf } from '../../../schedules/plan/gap-of.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import type { Cell, Table } from '../../files/table.ts';

/** Agent-hours missing and too many by queue and what they cost; in the last row all of them, with what no roster costs less than and how far that is. */
export function summaryTable(
  _problem: ShiftPlanProblem,
  { totals, coverageCost, lowerBound }: AssessedPlan,
): Table {
  const sum = (figure: 'requiredHours' | 'scheduledHours' | 'underHours' | 'overHours'): Cell =>
    hundredths(totals.reduce((all, one) => all + one[figure], 0));
  const proof: readonly Cell[] =
    lowerBound === undefined
      ? []
      : [hundredths(lowerBound), { value: gapOf(coverageCost, lowerBound), decimals: 4 }];
  return {
    name: 'summary',
    header: [
      'queue',
      'required_hours',
      'scheduled_hours',
      'under_hours',
      'over_hours',
      'cost',
      'bound',
      'gap',
    ],
    rows: [
      ...totals.map(
        ({ queue, requiredHours, scheduledHours, underHours, overHours, cost }): readonly Cell[] => [
          queue,
          ...[requiredHours, scheduledHours, underHours, overHours, cost].map(hundredths),
          undefined,
          undefined,
        ],
      ),
      [
        'all 合计',
        sum('requiredHours'),
        sum('scheduledHours'),
        sum('underHours'),
        sum('overHours'),
        hundredths(coverageCost),
        ...(proof.length > 0 ? proof : [undefined, undefined]),
      ],
    ],
  };
}

const hundredths = (value: number): Cell => ({ value, decimals: 2 });
