import type { AgentId } from '#domain/ids.ts';
import { HARD } from '../../rules/base/rule.ts';
import { judgeRules, softCost, type Judged } from '../../rules/judge-rules.ts';
import { rulesOf, type Rules } from '../../rules/rule-book.ts';
import type { ShiftKind } from '../../coverage/model/coverage-problem.ts';
import { openShiftSearch, type ShiftSearch } from '../../coverage/market/shift-search.ts';
import type { ShiftTemplate } from '../../shift-template.ts';
import { openMarket, type Market } from '../../coverage/market/market.ts';
import { breachesOfPerson } from '../agreements/judge-agreements.ts';
import { hardOnes } from '../model/hard-ones.ts';
import { coverageProblemOf } from '../pose/coverage-problem-of.ts';
import { freePeople } from '../model/free-people.ts';
import { personTimes, type NamedShift } from '../model/person-times.ts';
import type { PlanDay } from '../model/plan-days.ts';
import { presenceOf, startInterval, workedIntervals } from '../model/presence.ts';
import { carriedIn } from '../model/rigid-shifts.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';
import { staffGroups } from '../model/staff-groups.ts';

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
  /** The problem of each person alone, to be judged. */
  readonly alone: ReadonlyMap<AgentId, ShiftPlanProblem>;
  /** Shift kinds by name, and the search for the best breaks in one. */
  readonly kinds: ReadonlyMap<string, ShiftKind>;
  readonly search: ShiftSearch;
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
  const { person } = rulesOf(problem.rules);
  const floor: ShiftFloor = {
    problem,
    days,
    market,
    poolOf,
    movable: new Set(freePeople(problem).map(({ id }) => id)),
    rules: { person, team: [] },
    alone: eachAlone(problem),
    kinds: new Map(coverage.shiftKinds.map((kind) => [kind.name, kind])),
    search: openShiftSearch(coverage, intervals),
    now: new Map(problem.people.map(({ id }) => [id, []])),
  };
  for (const shift of shifts) {
    floor.now.get(shift.person)?.push(shift);
    work(floor, shift, 1);
  }
  return floor;
}

function eachAlone(problem: ShiftPlanProblem): ReadonlyMap<AgentId, ShiftPlanProblem> {
  const lived = Map.groupBy(problem.lived, ({ person }) => person);
  const fixed = Map.groupBy(problem.fixed, ({ person }) => person);
  return new Map(
    problem.people.map((person) => {
      const own = { lived: lived.get(person.id) ?? [], fixed: fixed.get(person.id) ?? [] };
      return [person.id, { ...problem, people: [person], ...own }];
    }),
  );
}

/** The same floor, judged as if nobody went through a rotation. */
export const withoutCrews = (floor: ShiftFloor): ShiftFloor => ({
  ...floor,
  alone: eachAlone({ ...floor.problem, rotations: [], crewChanges: [] }),
});

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

/** How many hard rules and agreements somebody's shifts break, and what they cost by the soft ones that look at one person. */
export function judgePerson(
  { alone, rules }: ShiftFloor,
  person: AgentId,
  own: readonly NamedShift[],
): { readonly hard: number; readonly soft: number } {
  const judged = judgedAlone({ alone, rules }, person, own);
  return { hard: hardOnes(judged).length, soft: softCost(judged) };
}

/** What somebody's shifts break of the rules that look at one person, and of what was agreed with them. */
export function judgedAlone(
  { alone, rules }: Pick<ShiftFloor, 'alone' | 'rules'>,
  person: AgentId,
  own: readonly NamedShift[],
): readonly Judged[] {
  const problem = alone.get(person);
  const [who] = problem?.people ?? [];
  if (problem === undefined || who === undefined) return [];
  const agreed = breachesOfPerson({ problem, person: who, shifts: own });
  return [
    ...judgeRules(rules, personTimes(problem, own)),
    ...agreed.map((breach) => ({ ...breach, strength: HARD })),
  ];
}

/** Takes the prices of a person's time as the floor stands, for `priceOf` and `bestShift`. */
export function takePrices({ market, poolOf, search, kinds }: ShiftFloor, person: AgentId): void {
  const { intervals } = market;
  const pool = poolOf.get(person) ?? 0;
  const longest = Math.max(0, ...[...kinds.values()].map(({ length }) => length));
  search.price(market.oneMoreCost(pool), 0, intervals + longest);
}

/** What a shift costs at these prices with its best breaks; below 0 it helps. */
export function priceOf({ search, kinds }: ShiftFloor, { kind }: ShiftTemplate, start: number): number {
  const known = kinds.get(kind);
  return known === undefined ? 0 : search.cost(known, start);
}

/** The shift with its best breaks at these prices. */
export function bestShift(
  floor: ShiftFloor,
  shift: Pick<NamedShift, 'person' | 'day' | 'template'>,
): NamedShift {
  const { problem, days, search } = floor;
  const { person, day, template } = shift;
  const start = startInterval(problem, days, shift);
  priceOf(floor, template, start);
  const breakStarts = search.breaks().map((at) => (at - start) * problem.intervalMinutes);
  return { person, day, template, breakStarts };
}
