import type { AgentId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import { isBurden, type Burden } from '../../rules/days/fair-shares.ts';
import type { RuleBook } from '../../rules/rule-book.ts';
import { shiftSpan, type ShiftTemplate } from '../../shift-template.ts';
import type { NamedShift } from '../model/person-times.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** How nights, weekends and early starts are shared, lived and planned together, kept up while shifts move. */
export type FairBurdens = {
  /** Gives somebody these shifts in the place of those, and answers what that costs. */
  change(person: AgentId, before: readonly NamedShift[], after: readonly NamedShift[]): number;
  /** What one more such shift would cost a person who has the burdens of now. */
  priceOf(person: AgentId, day: LocalDay, template: ShiftTemplate): number;
};

const BURDENS: readonly Burden[] = ['nights', 'weekends', 'early-starts'];

/**
 * A burden of one person weighs its square times this many agent-hours, so that of rosters that cover alike the more even one is taken.
 * Little enough that nothing is left uncovered for it: six nights against four are a twentieth of an agent-hour.
 */
const EVENNESS = 0.005;

/** What a unit over a hard limit weighs: more than any coverage. */
const HARD_WEIGHT = 1_000;

/** The burdens of a plan with these shifts. */
export function openFairBurdens(
  problem: ShiftPlanProblem,
  shifts: readonly NamedShift[],
  { evenness = EVENNESS }: { readonly evenness?: number } = {},
): FairBurdens {
  const burdensOf = burdenReader(problem);
  const tallies = BURDENS.map((burden) => openTally(problem, burden, evenness));
  const add = (person: AgentId, worked: Pick<NamedShift, 'day' | 'template'>, by: 1 | -1): void => {
    for (const at of burdensOf(worked)) tallies[at]?.add(person, by);
  };
  const byId = new Map(problem.templates.map((template) => [template.id, template]));
  for (const { person, day, template } of problem.lived) {
    const known = byId.get(template);
    if (known !== undefined) add(person, { day, template: known }, 1);
  }
  for (const shift of shifts) add(shift.person, shift, 1);
  const cost = (): number => tallies.reduce((sum, tally) => sum + tally.cost(), 0);
  return {
    change(person, before, after) {
      const was = cost();
      for (const shift of before) add(person, shift, -1);
      for (const shift of after) add(person, shift, 1);
      return cost() - was;
    },
    priceOf: (person, day, template) =>
      burdensOf({ day, template }).reduce((sum, at) => sum + (tallies[at]?.next(person) ?? 0), 0),
  };
}

/** Places of the burdens that a shift is, remembered: the same few shifts are asked for again and again. */
function burdenReader({
  zone,
}: ShiftPlanProblem): (worked: Pick<NamedShift, 'day' | 'template'>) => readonly number[] {
  const known = new Map<ShiftTemplate, Map<LocalDay, readonly number[]>>();
  return ({ day, template }) => {
    const days = known.get(template) ?? new Map<LocalDay, readonly number[]>();
    known.set(template, days);
    const found = days.get(day);
    if (found !== undefined) return found;
    const worked = { day, ...shiftSpan(template, day, zone) };
    const burdens = BURDENS.flatMap((burden, at) => (isBurden(worked, zone, burden) ? [at] : []));
    days.set(day, burdens);
    return burdens;
  };
}

type Tally = {
  add(person: AgentId, by: 1 | -1): void;
  cost(): number;
  next(person: AgentId): number;
};

/** One burden: what is over the spread of its rule costs the rule's weight, and each square a little. */
function openTally({ people, rules }: ShiftPlanProblem, burden: Burden, evenness: number): Tally {
  const counts = new Int32Array(people.length);
  const places = new Map(people.map(({ id }, at) => [id, at]));
  const costOf = burdenCost(rules, burden, evenness);
  // How many people have each count: who has least sets the limit of all, and seldom changes.
  const having = new Map<number, number>([[0, people.length]]);
  const put = (count: number, by: 1 | -1): void => void having.set(count, (having.get(count) ?? 0) + by);
  let least = 0;
  let total = 0;
  return {
    add(person, by) {
      const at = places.get(person);
      if (at === undefined) return;
      const [was, is] = [counts[at] ?? 0, (counts[at] ?? 0) + by];
      counts[at] = is;
      put(was, -1);
      put(is, 1);
      const few = is < least ? is : least + (is > least && (having.get(least) ?? 0) === 0 ? 1 : 0);
      total += costOf(is, least) - costOf(was, least);
      if (few === least) return;
      least = few;
      total = counts.reduce((sum, count) => sum + costOf(count, few), 0);
    },
    cost: () => total,
    next(person) {
      const count = counts[places.get(person) ?? 0] ?? 0;
      return costOf(count + 1, least) - costOf(count, least);
    },
  };
}

function burdenCost(
  rules: RuleBook,
  burden: Burden,
  evenness: number,
): (count: number, least: number) => number {
  const rule = rules.find((one) => one.rule === 'fair-shares' && one.burden === burden);
  const spread = rule?.rule === 'fair-shares' ? rule.spread : 0;
  const weight = rule === undefined ? 0 : (rule.weight ?? HARD_WEIGHT);
  return (count, least) => evenness * count * count + weight * Math.max(0, count - least - spread);
}
