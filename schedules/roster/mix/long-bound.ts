import { ascend, type Ascent } from './ascend.ts';
import { wholeLinePricer, type LinePricer } from '../lines/line-pricer.ts';
import { ascentMix } from './line-mix.ts';
import { personModel } from '../lines/person-model.ts';
import { priceAt } from '../columns/price-at.ts';
import type { RosterPerson, RosterProblem } from '../problem/roster-problem.ts';
import type { Plan, Rostering } from '../columns/rostering.ts';

export type LongBoundLimits = {
  readonly isOver: () => boolean;
  readonly onRound: (ascent: Ascent) => void;
  /** Of each person's table. Absent: what takes some milliseconds, for many rounds raise the bound more than a few rules do. */
  readonly mostValues?: number;
};

/**
 * A bound for horizons too long for whole lines: everybody keeps the rules that one table can hold, and is free of the
 * others. Who may do more costs no more, so what holds for them holds for the problem.
 */
export function boundLong(
  rostering: Rostering,
  problem: RosterProblem,
  begin: Plan,
  limits: LongBoundLimits,
): Ascent | undefined {
  const { mostValues = USUAL_VALUES } = limits;
  const pricers = rostering.pricers.map(
    (pricer, person) => pricer ?? freedPricer(rostering, problem, { person, mostValues }),
  );
  if (pricers.includes(undefined)) return undefined;
  const freed = { ...rostering, pricers };
  limits.onRound(withoutPrices(freed));
  return ascend(freed, ascentMix(rostering.book, begin.columns), limits);
}

/** What everybody's own wishes cost at least, whatever the demands. */
function withoutPrices({ book, pricers }: Rostering): Ascent {
  const demands = new Float64Array(book.required.length);
  const people = Float64Array.from(pricers, (pricer) =>
    pricer === undefined ? 0 : priceAt(book, pricer, demands, 1).bound,
  );
  const bound = people.reduce((sum, one) => sum + one, 0);
  return { bound, relaxed: Infinity, duals: { demands, people } };
}

/** A pricer of the person, freed of as few rules as a table needs. */
function freedPricer(
  { room }: Rostering,
  problem: RosterProblem,
  { person, mostValues }: { readonly person: number; readonly mostValues: number },
): LinePricer | undefined {
  let freed = problem;
  for (const free of [freeOfWeekends, freeOfSuccessions, freeOfMinutes]) {
    freed = free(freed, person);
    const pricer = wholeLinePricer(personModel(freed, person), room, mostValues);
    if (pricer !== undefined) return pricer;
  }
  return undefined;
}

const USUAL_VALUES = 300_000;

function freeOfWeekends(problem: RosterProblem, person: number): RosterProblem {
  return withRules(problem, person, { weekends: [] });
}

function freeOfSuccessions(problem: RosterProblem): RosterProblem {
  return { ...problem, shifts: problem.shifts.map((shift) => ({ ...shift, notNext: [] })) };
}

function freeOfMinutes(problem: RosterProblem, person: number): RosterProblem {
  return withRules(problem, person, { minutes: [] });
}

function withRules(
  problem: RosterProblem,
  person: number,
  rules: Partial<RosterPerson['rules']>,
): RosterProblem {
  const people = problem.people.map((one, place) =>
    place === person ? { ...one, rules: { ...one.rules, ...rules } } : one,
  );
  return { ...problem, people };
}
