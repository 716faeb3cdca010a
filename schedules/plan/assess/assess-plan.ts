import type { AgentId } from '#domain/ids.ts';
import { HOUR_MS } from '#domain/time.ts';
import { burdenCount } from '../../rules/days/fair-shares.ts';
import { softCost, type Judged } from '../../rules/judge-rules.ts';
import type { PersonTime } from '../../rules/base/rule.ts';
import { planned } from '../../rules/base/spans.ts';
import { judgePlan } from './judge-plan.ts';
import {
  coverageRows,
  coverageTotals,
  type CoverageRow,
  type CoverageTotals,
} from '../model/coverage-report.ts';
import { personTimes, type NamedShift } from '../model/person-times.ts';
import { planDays } from '../model/plan-days.ts';
import { presenceOf } from '../model/presence.ts';
import { carriedIn } from '../model/rigid-shifts.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** A roster with everything a planner asks of it. */
export type AssessedPlan = {
  readonly shifts: readonly NamedShift[];
  readonly coverage: readonly CoverageRow[];
  readonly totals: readonly CoverageTotals[];
  /** What is missing and too many costs in all queues. */
  readonly coverageCost: number;
  /** No roster that holds the least presence, whoever works it, costs less than this. Absent where none was proved. */
  readonly lowerBound?: number;
  /** Rules that do not hold, hard ones first. */
  readonly breaches: readonly Judged[];
  readonly softCost: number;
  readonly fairness: readonly FairnessRow[];
  /** Who takes part in an activity and has no shift with room for it. */
  readonly unheld: readonly { readonly activity: string; readonly person: AgentId }[];
};

/** What one person has to bear, of the plan and of what was lived before it. */
export type FairnessRow = {
  readonly person: AgentId;
  readonly plannedHours: number;
  readonly plannedShifts: number;
  readonly nights: number;
  readonly weekends: number;
  readonly earlyStarts: number;
  readonly wishes: { readonly asked: number; readonly met: number };
};

/** A plan's coverage, service, rules and fairness; nothing is proved of it here. */
export function assessPlan(problem: ShiftPlanProblem, shifts: readonly NamedShift[]): AssessedPlan {
  const days = planDays(problem.zone, problem.from, problem.until, problem.intervalMinutes);
  const presence = presenceOf(problem, days, [...carriedIn(problem), ...shifts]);
  const totals = coverageTotals(problem, presence);
  const times = personTimes(problem, shifts);
  const breaches = judgePlan(problem, shifts);
  return {
    shifts,
    coverage: coverageRows(problem, presence),
    totals,
    coverageCost: totals.reduce((sum, { cost }) => sum + cost, 0),
    breaches,
    softCost: softCost(breaches),
    fairness: times.map((time) => fairnessOf(time, breaches)),
    unheld: unheldIn(problem, shifts),
  };
}

function unheldIn({ activities }: ShiftPlanProblem, shifts: readonly NamedShift[]): AssessedPlan['unheld'] {
  const held = new Set(
    shifts.flatMap((shift) => (shift.activities ?? []).map(({ name }) => `${shift.person} ${name}`)),
  );
  return activities.flatMap(({ name, people }) =>
    people.flatMap((person) => (held.has(`${person} ${name}`) ? [] : [{ activity: name, person }])),
  );
}

function fairnessOf(time: PersonTime, breaches: readonly Judged[]): FairnessRow {
  const { id, wishes } = time.person;
  const own = planned(time);
  const asked = wishes.filter(({ day }) => day >= time.from && day < time.until).length;
  const unmet = breaches.filter(({ rule, person }) => rule === 'wishes' && person === id).length;
  return {
    person: id,
    plannedHours: own.reduce((sum, { paidMs }) => sum + paidMs, 0) / HOUR_MS,
    plannedShifts: own.length,
    nights: burdenCount(time, 'nights'),
    weekends: burdenCount(time, 'weekends'),
    earlyStarts: burdenCount(time, 'early-starts'),
    wishes: { asked, met: asked - unmet },
  };
}
