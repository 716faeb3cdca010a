import type { AgentId } from '#domain/ids.ts';
import { dayNumber } from '#domain/local-day.ts';
import { judgeRules } from '../rules/judge-rules.ts';
import { rulesOf, type Rules } from '../rules/rule-book.ts';
import { openMarket, type Market } from '../skills/market.ts';
import { coverageProblemOf } from './coverage-problem-of.ts';
import { dayLimitsOf } from './day-limits-of.ts';
import { personTimes, type NamedShift } from './person-times.ts';
import type { PlanDay } from './plan-days.ts';
import { presenceOf, workedIntervals } from './presence.ts';
import { carriedIn } from './rigid-shifts.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';
import { staffGroups } from './staff-groups.ts';

export type FloorQuestion = {
  readonly problem: ShiftPlanProblem;
  readonly days: readonly PlanDay[];
  readonly shifts: readonly NamedShift[];
};

/** A roster on which single shifts are moved, with what each move costs. */
export type ShiftFloor = {
  readonly problem: ShiftPlanProblem;
  readonly days: readonly PlanDay[];
  readonly market: Market;
  readonly poolOf: ReadonlyMap<AgentId, number>;
  /** Whose shifts may be moved: whoever goes through a rotation stays. */
  readonly movable: ReadonlySet<AgentId>;
  readonly rules: Rules;
  /** Everybody's shifts, kept true while they move. */
  readonly now: Map<AgentId, NamedShift[]>;
};

/** The floor with all these shifts on it, and what the nights before the plan leave there. */
export function openShiftFloor({ problem, days, shifts }: FloorQuestion): ShiftFloor {
  const groups = staffGroups({ ...problem, rotations: [] });
  const before = presenceOf(problem, days, carriedIn(problem));
  const alreadyThere = new Map([...before].map(([queue, there]) => [queue, [...there]]));
  const coverage = coverageProblemOf({ problem, days, groups, alreadyThere });
  const intervals = days.reduce((sum, day) => sum + day.intervals, 0);
  const market = openMarket(coverage, intervals);
  const poolOf = new Map(
    groups.flatMap(({ people }, group) => people.map(({ id }) => [id, market.poolOf[group] ?? 0] as const)),
  );
  const crewed = new Set(problem.rotations.flatMap(({ crewOf }) => [...crewOf.keys()]));
  const movable = new Set(problem.people.flatMap(({ id }) => (crewed.has(id) ? [] : [id])));
  const { person } = rulesOf(problem.rules);
  const rules = { person: person.filter(({ strength }) => strength.kind === 'hard'), team: [] };
  const now = new Map<AgentId, NamedShift[]>(problem.people.map(({ id }) => [id, []]));
  const floor: ShiftFloor = { problem, days, market, poolOf, movable, rules, now };
  for (const shift of shifts) {
    now.get(shift.person)?.push(shift);
    work(floor, shift, 1);
  }
  return floor;
}

/** Every shift on the floor. */
export const shiftsOn = ({ now }: ShiftFloor): readonly NamedShift[] => [...now.values()].flat();

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
