import { openMarket, type Market } from '../market/market.ts';
import type { CoverageProblem, CoverageGroup } from '../model/coverage-problem.ts';
import { listDuties, type Duty } from '../model/duty.ts';
import { handOut } from './hand-out.ts';
import { layHorizon } from '../model/horizon.ts';
import { work } from '../market/market-of.ts';
import type { PersonWeek, PlannedPerson } from './person-weeks.ts';
import type { PlacedShift } from '../market/placed-shift.ts';
import { reDeal } from './re-deal.ts';
import { openShiftSearch } from '../market/shift-search.ts';
import { openWeekSearch, type WeekSearch } from './week-search.ts';

export type NamingQuestion = {
  readonly problem: CoverageProblem;
  readonly shifts: readonly PlacedShift[];
  readonly people: readonly PlannedPerson[];
  /** Numbers from 0 to below 1. */
  readonly chance: () => number;
  readonly isOver: () => boolean;
};

export type NamedWeeks = {
  readonly weeks: readonly PersonWeek[];
  /** People for whom the rules and their days away leave no week at all. */
  readonly impossible: readonly PlannedPerson[];
  readonly cost: number;
};

/**
 * A lawful week for every person, made of the shifts of a plan as far as they go together; then, while there is time,
 * people are taken out one or two at a time and get the best week that the others leave them. No week breaks a rule.
 */
export function namePeople(question: NamingQuestion): NamedWeeks {
  const { problem, people, chance, isOver } = question;
  const { intervals } = layHorizon(problem);
  const tools: Tools = {
    market: openMarket(problem, intervals),
    search: openWeekSearch(problem, intervals, openShiftSearch(problem, intervals)),
    duties: dutiesByGroup(problem),
    problem,
  };
  const weeks: PersonWeek[] = [];
  const without: PlannedPerson[] = [];
  for (const [group, { name }] of problem.groups.entries()) {
    const own = people.filter((person) => person.group === name);
    const shifts = question.shifts.filter(({ duty }) => duty.group === group);
    const deal = { group, shifts, search: tools.search };
    const first = handOut(problem, { ...deal, people: own });
    const handed = reDeal(problem, { ...deal, handed: first, chance, isOver });
    weeks.push(...handed.weeks);
    without.push(...handed.without);
  }
  for (const { shifts } of weeks) for (const shift of shifts) work(tools.market, shift, 1);
  const impossible = without.filter((person) => {
    const week = place(person, tools);
    if (week !== undefined) weeks.push(week);
    return week === undefined;
  });
  improveWeeks(weeks, tools, question);
  return { weeks, impossible, cost: tools.market.cost() };
}

type Tools = {
  readonly problem: CoverageProblem;
  readonly market: Market;
  readonly search: WeekSearch;
  /** By group and day. */
  readonly duties: readonly (readonly (readonly Duty[])[])[];
};

function dutiesByGroup(problem: CoverageProblem): Duty[][][] {
  const all = listDuties(problem, layHorizon(problem));
  return problem.groups.map((_, group) =>
    problem.days.map((__, day) => all.filter((duty) => duty.group === group && duty.day === day)),
  );
}

/** Puts the best week for a person into the market; undefined when there is none. */
function place(person: PlannedPerson, { problem, market, search, duties }: Tools): PersonWeek | undefined {
  const at = problem.groups.findIndex(({ name }) => name === person.group);
  const group: CoverageGroup | undefined = problem.groups[at];
  if (group === undefined) return undefined;
  const pool = market.poolOf[at] ?? 0;
  const oneMoreCost = market.oneMoreCost(pool);
  const shifts = search({ person, group, oneMoreCost, duties: duties[at] ?? [] });
  if (shifts === undefined) return undefined;
  for (const shift of shifts) work(market, shift, 1);
  return { person, shifts };
}

/** Rounds without any gain after which nothing is left to find. */
const PATIENCE = 3;

function improveWeeks(weeks: PersonWeek[], tools: Tools, { chance, isOver }: NamingQuestion): void {
  for (let idle = 0; idle < PATIENCE * weeks.length && weeks.length > 0;) {
    if (isOver()) return;
    const picked = new Set([0, 1].map(() => Math.floor(chance() * weeks.length)));
    idle = replace(weeks, [...picked], tools) < -1e-9 ? 0 : idle + 1;
  }
}

/** Takes people out and gives each the best week that is left; as before when that is dearer. Answers the change. */
function replace(weeks: PersonWeek[], picked: readonly number[], tools: Tools): number {
  const { market } = tools;
  const shift = (week: PersonWeek, by: 1 | -1): number =>
    week.shifts.reduce((sum, one) => sum + work(market, one, by), 0);
  const old = picked.flatMap((at) => weeks[at] ?? []);
  const before = market.total();
  for (const week of old) shift(week, -1);
  const put = old.map(({ person }) => place(person, tools));
  if (market.total() <= before + 1e-9 && put.every((week) => week !== undefined)) {
    for (const [at, week] of put.entries()) if (week !== undefined) weeks[picked[at] ?? 0] = week;
    return market.total() - before;
  }
  for (const week of put) if (week !== undefined) shift(week, -1);
  for (const week of old) shift(week, 1);
  return 0;
}
