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

export type StartQuestion = {
  readonly problem: ShiftPlanProblem;
  readonly days: readonly PlanDay[];
  readonly groups: readonly StaffGroup[];
  readonly coverage: CoverageProblem;
  readonly shifts: readonly NamedShift[];
};

/** Rounds through all shifts; each ends early when nothing moves any more. */
const ROUNDS = 3;

/**
 * The same people on the same days, with single shifts moved to another start of their kind where that covers better and breaks no
 * hard rule. What is fixed, or of a rotation, stays.
 */
export function improveStarts(question: StartQuestion): readonly NamedShift[] {
  const { problem, days, groups, coverage, shifts } = question;
  const intervals = days.reduce((sum, day) => sum + day.intervals, 0);
  const market = openMarket(coverage, intervals);
  const poolOf = new Map(
    groups.flatMap(({ people }, group) => people.map(({ id }) => [id, market.poolOf[group] ?? 0] as const)),
  );
  const floor: Floor = { problem, days, market, poolOf, rules: hardRules(problem), now: new Map() };
  for (const shift of shifts) {
    floor.now.set(shift.person, [...(floor.now.get(shift.person) ?? []), shift]);
    work(floor, shift, 1);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    let moved = 0;
    for (const own of floor.now.values())
      for (const at of own.keys()) if (moveShift(floor, own, at)) moved += 1;
    if (moved === 0) break;
  }
  return [...floor.now.values()].flat();
}

type Floor = {
  readonly problem: ShiftPlanProblem;
  readonly days: readonly PlanDay[];
  readonly market: Market;
  readonly poolOf: ReadonlyMap<AgentId, number>;
  readonly rules: Rules;
  /** Everybody's shifts, kept true while they move. */
  readonly now: Map<AgentId, NamedShift[]>;
};

const hardRules = ({ rules }: ShiftPlanProblem): Rules => {
  const { person } = rulesOf(rules);
  return { person: person.filter(({ strength }) => strength.kind === 'hard'), team: [] };
};

/** Puts a shift on the floor or takes it off, and answers what that costs; people of rotations are there already. */
function work({ problem, days, market, poolOf }: Floor, shift: NamedShift, by: 1 | -1): number {
  const pool = poolOf.get(shift.person);
  if (pool === undefined) return 0;
  let cost = 0;
  for (const at of workedIntervals(problem, days, shift))
    cost += market.change(pool, { from: at, until: at + 1 }, by);
  return cost;
}

/** Moves one of somebody's shifts to its best start; false when it is there already. */
function moveShift(floor: Floor, own: NamedShift[], at: number): boolean {
  const shift = own[at];
  if (shift === undefined || !floor.poolOf.has(shift.person)) return false;
  const others = floor.problem.templates.filter(
    ({ kind, id }) => kind === shift.template.kind && id !== shift.template.id,
  );
  const gone = work(floor, shift, -1);
  let best: { readonly shift: NamedShift; readonly cost: number } | undefined;
  for (const template of others) {
    const moved = { ...shift, template };
    const cost = work(floor, moved, 1) + gone;
    work(floor, moved, -1);
    if (cost < (best?.cost ?? -1e-9) && isAllowed(floor, own.with(at, moved), moved))
      best = { shift: moved, cost };
  }
  const stays = best?.shift ?? shift;
  work(floor, stays, 1);
  own[at] = stays;
  return stays !== shift;
}

function isAllowed({ problem, rules }: Floor, own: readonly NamedShift[], moved: NamedShift): boolean {
  const person = problem.people.find(({ id }) => id === moved.person);
  if (person === undefined) return false;
  const place = dayNumber(moved.day) - dayNumber(problem.from);
  const limit = dayLimitsOf(problem, person).find(({ day }) => day === place);
  if (limit !== undefined && !limit.allows.includes(problem.templates.indexOf(moved.template))) return false;
  const alone = { ...problem, people: [person] };
  return judgeRules(rules, personTimes(alone, own)).length === 0;
}
