import type { AgentId } from '#domain/ids.ts';
import { dayNumber } from '#domain/local-day.ts';
import type { CoverageProblem } from '../coverage/coverage-problem.ts';
import { judgeRules } from '../rules/judge-rules.ts';
import { rulesOf, type Rules } from '../rules/rule-book.ts';
import { openMarket, type Market } from '../skills/market.ts';
import { dayLimitsOf } from './day-limits-of.ts';
import { personTimes, type NamedShift } from './person-times.ts';
import type { PlanDay } from './plan-days.ts';
import { workedIntervals } from './presence.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';
import type { StaffGroup } from './staff-groups.ts';

export type FloorQuestion = {
  readonly problem: ShiftPlanProblem;
  readonly days: readonly PlanDay[];
  readonly groups: readonly StaffGroup[];
  readonly coverage: CoverageProblem;
  readonly shifts: readonly NamedShift[];
};

/** A roster on which single shifts are moved, with what each move costs. People of rotations stand beside it. */
export type ShiftFloor = {
  readonly problem: ShiftPlanProblem;
  readonly days: readonly PlanDay[];
  readonly market: Market;
  readonly poolOf: ReadonlyMap<AgentId, number>;
  readonly rules: Rules;
  /** Everybody's shifts, kept true while they move. */
  readonly now: ReadonlyMap<AgentId, NamedShift[]>;
};

/** The floor with all these shifts on it. */
export function openShiftFloor({ problem, days, groups, coverage, shifts }: FloorQuestion): ShiftFloor {
  const intervals = days.reduce((sum, day) => sum + day.intervals, 0);
  const market = openMarket(coverage, intervals);
  const poolOf = new Map(
    groups.flatMap(({ people }, group) => people.map(({ id }) => [id, market.poolOf[group] ?? 0] as const)),
  );
  const { person } = rulesOf(problem.rules);
  const rules = { person: person.filter(({ strength }) => strength.kind === 'hard'), team: [] };
  const now = new Map<AgentId, NamedShift[]>();
  const floor: ShiftFloor = { problem, days, market, poolOf, rules, now };
  for (const shift of shifts) {
    now.set(shift.person, [...(now.get(shift.person) ?? []), shift]);
    work(floor, shift, 1);
  }
  return floor;
}

/** Puts a shift on the floor or takes it off, and answers what that costs. */
export function work({ problem, days, market, poolOf }: ShiftFloor, shift: NamedShift, by: 1 | -1): number {
  const pool = poolOf.get(shift.person);
  if (pool === undefined) return 0;
  let cost = 0;
  for (const at of workedIntervals(problem, days, shift))
    cost += market.change(pool, { from: at, until: at + 1 }, by);
  return cost;
}

/** What it costs to work one shift in the place of another; the floor is as before. */
export function costOfMove(floor: ShiftFloor, shift: NamedShift, moved: NamedShift): number {
  const cost = work(floor, shift, -1) + work(floor, moved, 1);
  work(floor, moved, -1);
  work(floor, shift, 1);
  return cost;
}

/** How many hard rules somebody's shifts break. */
export function hardBreaches(
  { problem, rules }: ShiftFloor,
  person: AgentId,
  own: readonly NamedShift[],
): number {
  const people = problem.people.filter(({ id }) => id === person);
  return judgeRules(rules, personTimes({ ...problem, people }, own)).length;
}

/** Whether nothing that was settled beforehand stands against a shift on its day. */
export function isFree({ problem }: ShiftFloor, { person, day, template }: NamedShift): boolean {
  const who = problem.people.find(({ id }) => id === person);
  const place = dayNumber(day) - dayNumber(problem.from);
  const limit = who && dayLimitsOf(problem, who).find((one) => one.day === place);
  return limit === undefined || limit.allows.includes(problem.templates.indexOf(template));
}
