import type { PlacedShift } from '../../coverage/market/placed-shift.ts';
import type { RosterProblem } from '../../roster/problem/roster-problem.ts';
import { solveRoster } from '../../roster/solve-roster.ts';
import { assessPlan, type AssessedPlan } from '../assess/assess-plan.ts';
import { mendBreaches } from '../improve/mend-breaches.ts';
import { placeBreaks } from '../improve/place-breaks.ts';
import { openShiftFloor, shiftsOn } from '../improve/shift-floor.ts';
import type { NamedShift } from '../model/person-times.ts';
import type { PlanTools } from '../model/plan-tools.ts';
import { nameByWeeks } from '../pose/name-by-weeks.ts';
import { rosterProblemOf } from '../pose/roster-problem-of.ts';
import { shiftsOf } from '../pose/shifts-of.ts';
import { wantedDemands } from '../pose/wanted-demands.ts';
import type { SettledPlan } from './settle.ts';

export type NamedPlan = {
  readonly shifts: readonly NamedShift[];
  /** The rules in the engine's terms. */
  readonly roster: RosterProblem;
};

/** Shares of the time: names by all rules, names by whole weeks. */
const NAMES_SHARE = 0.2;
const WEEKS_SHARE = 0.05;

/** Who works which of the wanted shifts: named by all rules and by whole weeks, whichever comes out better. */
export function name(settled: SettledPlan, wanted: readonly PlacedShift[], tools: PlanTools): NamedPlan {
  const { problem, rigid } = settled;
  const roster = rosterProblemOf(problem, wantedDemands({ ...settled, wanted }));
  const weeks = nameByWeeks({ ...settled, wanted }, { ...tools, seconds: tools.seconds * WEEKS_SHARE });
  const taken = new Set(rigid.map(({ person, day }) => `${person} ${day}`));
  const others = weeks.filter(({ person, day }) => !taken.has(`${person} ${day}`));
  const byRules = nameByRules(settled, roster, tools);
  const byWeeks = finished(settled, [...rigid, ...others]);
  const { shifts } = byRules === undefined ? byWeeks : better(finished(settled, byRules), byWeeks);
  return { shifts, roster };
}

/** Nothing where no roster was found in time, or where a share that is only to be fair stood in the way. */
function nameByRules(
  { problem, days }: SettledPlan,
  roster: RosterProblem,
  tools: PlanTools,
): readonly NamedShift[] | undefined {
  const answer = solveRoster(roster, {
    solver: tools.solver,
    clock: () => tools.clock() / 1_000,
    seconds: tools.seconds * NAMES_SHARE,
    seed: tools.seed,
    onProgress: ({ seconds, cost }) => tools.onProgress?.({ stage: 'names', seconds, cost }),
    ...(tools.isCancelled === undefined ? {} : { isCancelled: tools.isCancelled }),
  });
  return answer.kind === 'roster' ? shiftsOf(problem, days, answer.roster) : undefined;
}

/** Breaks are placed, and rules that naming could not see are mended. */
function finished({ problem, days }: SettledPlan, shifts: readonly NamedShift[]): AssessedPlan {
  const floor = openShiftFloor({ problem, days, shifts: placeBreaks(problem, days, shifts) });
  mendBreaches(floor);
  return assessPlan(problem, shiftsOn(floor));
}

/** The plan that breaks fewer hard rules; of equals the one that costs less. */
function better(one: AssessedPlan, other: AssessedPlan): AssessedPlan {
  const [first, second] = [one, other].map(
    ({ breaches }) => breaches.filter(({ strength }) => strength.kind === 'hard').length,
  );
  const fewer = (first ?? 0) - (second ?? 0);
  const cheaper = one.coverageCost + one.softCost - other.coverageCost - other.softCost;
  return (fewer || cheaper) <= 0 ? one : other;
}
