import type { CoverageTotals } from '../../../../schedules/plan/model/coverage-report.ts';
import type { AssessedPlan } from '../../../../schedules/plan/assess/assess-plan.ts';
import { gapOf } from '../../../../schedules/plan/gap-of.ts';
import type { ShiftPlanProblem } from '../../../../schedules/plan/model/shift-plan-problem.ts';
import type { Cell, Table } from '../../../files/table.ts';

const FIGURES = ['requiredHours', 'scheduledHours', 'underHours', 'overHours', 'cost'] as const;

/** Agent-hours missing and too many by queue and what they cost; in the last row all of them, with what no roster costs less than and how far that is. */
export function summaryTable(
  _problem: ShiftPlanProblem,
  { totals, coverageCost, lowerBound }: AssessedPlan,
): Table {
  const proof: readonly Cell[] =
    lowerBound === undefined
      ? [undefined, undefined]
      : [hundredths(lowerBound), { value: gapOf(coverageCost, lowerBound), decimals: 4 }];
  const all = FIGURES.map((figure) => sumOf(totals, figure));
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
      ...totals.map((one): readonly Cell[] => [
        one.queue,
        ...FIGURES.map((figure) => hundredths(one[figure])),
        undefined,
        undefined,
      ]),
      ['all 合计', ...all.map(hundredths), ...proof],
    ],
  };
}

const sumOf = (totals: readonly CoverageTotals[], figure: (typeof FIGURES)[number]): number =>
  totals.reduce((sum, one) => sum + one[figure], 0);

const hundredths = (value: number): Cell => ({ value, decimals: 2 });
