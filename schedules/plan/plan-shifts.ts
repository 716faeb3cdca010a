import { chance } from '../coverage/chance.ts';
import type { CoverageProblem } from '../coverage/model/coverage-problem.ts';
import { planCoverage } from '../coverage/plan-coverage.ts';
import type { PlacedShift } from '../coverage/market/placed-shift.ts';
import type { RosterProblem } from '../roster/problem/roster-problem.ts';
import { solveRoster } from '../roster/solve-roster.ts';
import { assessPlan, type AssessedPlan } from './assess-plan.ts';
import { contradictions } from './contradictions/contradictions.ts';
import { coverageProblemOf } from './pose/coverage-problem-of.ts';
import { demandsOf } from './pose/demands-of.ts';
import { improveRoster } from './improve/improve-roster.ts';
import { nameByWeeks } from './pose/name-by-weeks.ts';
import { mendBreaches } from './improve/mend-breaches.ts';
import { openShiftFloor, shiftsOn } from './improve/shift-floor.ts';
import type { NamedShift } from './model/person-times.ts';
import type { PlanTools } from './model/plan-tools.ts';
import { shiftsOf } from './pose/shifts-of.ts';
import { placeActivities } from './improve/place-activities.ts';
import { placeDeferredWork } from './improve/place-deferred-work.ts';
import { placeBreaks } from './improve/place-breaks.ts';
import { planDays, type PlanDay } from './model/plan-days.ts';
import { presenceOf } from './model/presence.ts';
import { isSeatedBefore, provedBound } from './proved-bound.ts';
import { carriedIn, rigidShifts } from './model/rigid-shifts.ts';
import { rosterProblemOf } from './pose/roster-problem-of.ts';
import type { ShiftPlanProblem } from './model/shift-plan-problem.ts';
import { staffGroups, type StaffGroup } from './model/staff-groups.ts';

export type ShiftPlanAnswer =
  | { readonly kind: 'plan'; readonly plan: AssessedPlan }
  /** Sentences, each naming who, which rule and which day. */
  | { readonly kind: 'infeasible'; readonly because: readonly string[] }
  /** Time was up before there was a roster that keeps the rules; nothing is known against there being one. */
  | { readonly kind: 'none' };

/** Shares of the time: coverage without names, names by all rules, names by whole weeks. What is left improves the better roster. */
const COVERAGE_SHARE = 0.4;
const NAMES_SHARE = 0.2;
const WEEKS_SHARE = 0.05;

/**
 * A roster with names in three steps: how many people of each kind each shift wants, with a bound on what any roster costs;
 * who works which of them, by the rules; and then a few people at a time whose shifts are looked for anew, until the time is over.
 */
export function planShifts(problem: ShiftPlanProblem, tools: PlanTools): ShiftPlanAnswer {
  const begunAt = tools.clock();
  const days = planDays(problem.zone, problem.from, problem.until, problem.intervalMinutes);
  const because = contradictions(problem, days);
  if (because.length > 0) return { kind: 'infeasible', because };
  const rigid = rigidShifts(problem, days);
  const groups = staffGroups(problem);
  const before = [...carriedIn(problem), ...placeBreaks(problem, days, rigid)];
  const presence = presenceOf(problem, days, before);
  const alreadyThere = new Map([...presence].map(([queue, there]) => [queue, [...there]]));
  const coverage = coverageProblemOf({ problem, days, groups, alreadyThere });
  const question = { problem, days, groups, coverage };
  const answer = wantedShifts(question, tools);
  if (answer.kind === 'infeasible') return answer;
  const { wanted } = answer;
  const bound = isSeatedBefore(problem, before) ? undefined : answer.bound;
  const roster = rosterProblemOf(problem, demandsOf({ problem, days, groups, wanted }));
  const weeks = nameByWeeks({ ...question, wanted }, { ...tools, seconds: tools.seconds * WEEKS_SHARE });
  const settled = new Set(rigid.map(({ person, day }) => `${person} ${day}`));
  const others = weeks.filter(({ person, day }) => !settled.has(`${person} ${day}`));
  const starts = [nameShifts(question, roster, tools), [...rigid, ...others]].flatMap((shifts) =>
    shifts === undefined ? [] : [assessPlan(problem, finish(question, shifts))],
  );
  const { shifts } = improved(question, starts.reduce(better), { roster, bound, begunAt, tools });
  const plan = assessPlan(problem, withActivities(question, shifts));
  const lowerBound = provedBound({ problem, plan, bound });
  const isLawful = plan.breaches.every(({ strength }) => strength.kind === 'soft');
  if (starts.length === 1 && !isLawful) return { kind: 'none' };
  return { kind: 'plan', plan: { ...plan, ...(lowerBound === undefined ? {} : { lowerBound }) } };
}

/** Breaks are placed, and rules that naming could not see are mended. */
function finish({ problem, days }: Question, shifts: readonly NamedShift[]): readonly NamedShift[] {
  const floor = openShiftFloor({ problem, days, shifts: placeBreaks(problem, days, shifts) });
  mendBreaches(floor);
  return shiftsOn(floor);
}

type Improving = {
  readonly roster: RosterProblem;
  readonly bound: number | undefined;
  readonly begunAt: number;
  readonly tools: PlanTools;
};

/** The roster after all the time that is left. */
function improved(
  { problem, days }: Question,
  { shifts }: AssessedPlan,
  { roster, bound, begunAt, tools }: Improving,
): { readonly shifts: readonly NamedShift[] } {
  const { clock, seconds, seed, onProgress, isCancelled } = tools;
  const floor = openShiftFloor({ problem, days, shifts });
  const passed = (): number => (clock() - begunAt) / 1_000;
  improveRoster({
    floor,
    roster,
    ...(bound === undefined ? {} : { bound }),
    chance: chance(seed),
    isOver: () => passed() > seconds || isCancelled?.() === true,
    onBetter: (cost) =>
      onProgress?.({
        stage: 'better',
        seconds: passed(),
        cost,
        ...(bound === undefined ? {} : { bound }),
      }),
  });
  return { shifts: shiftsOn(floor) };
}

/** Meetings, training and deferred work in shifts that stay where they are. */
function withActivities({ problem, days }: Question, shifts: readonly NamedShift[]): readonly NamedShift[] {
  const floor = openShiftFloor({ problem, days, shifts });
  placeActivities(floor);
  placeDeferredWork(floor);
  return shiftsOn(floor);
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

type Question = {
  readonly problem: ShiftPlanProblem;
  readonly days: readonly PlanDay[];
  readonly groups: readonly StaffGroup[];
  readonly coverage: CoverageProblem;
};

type Wanted =
  | { readonly kind: 'wanted'; readonly wanted: readonly PlacedShift[]; readonly bound?: number }
  | { readonly kind: 'infeasible'; readonly because: readonly string[] };

function wantedShifts({ groups, coverage }: Question, tools: PlanTools): Wanted {
  if (groups.length === 0) return { kind: 'wanted', wanted: [] };
  const begunAt = tools.clock();
  const { onProgress, isCancelled } = tools;
  const answer = planCoverage(coverage, {
    ...tools,
    seconds: tools.seconds * COVERAGE_SHARE,
    onProgress: ({ cost, bound }) =>
      onProgress?.({
        stage: 'coverage',
        seconds: (tools.clock() - begunAt) / 1_000,
        ...(cost === undefined ? {} : { cost }),
        ...(bound === undefined ? {} : { bound }),
      }),
    ...(isCancelled === undefined ? {} : { isCancelled }),
  });
  if (answer.kind !== 'planned') return { kind: 'infeasible', because: answer.reasons };
  return { kind: 'wanted', wanted: answer.shifts, bound: answer.bound };
}

/** Nothing where no roster was found in time, or where a share that is only to be fair stood in the way. */
function nameShifts(
  { problem, days }: Question,
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
