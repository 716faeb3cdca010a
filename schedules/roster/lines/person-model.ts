import { countersOf, type Counter } from './counters.ts';
import type { RosterPerson, RosterProblem } from '../problem/roster-problem.ts';
import { stretchAutomaton, type StretchAutomaton } from './stretch-automaton.ts';

/** A person's rules, made ready for pricing. Options are 0 for a day off and shift + 1 for work. */
export type PersonModel = {
  readonly person: number;
  readonly days: number;
  readonly options: number;
  readonly automaton: StretchAutomaton;
  /** allowed[day · options + option]. */
  readonly allowed: Uint8Array;
  /** What the requests make an option cost on a day: cost[day · options + option], beside `constant`. */
  readonly cost: Float64Array;
  readonly constant: number;
  readonly counters: readonly Counter[];
  /** 1 for each state of the automaton that may stand at the end. Absent: any. */
  readonly accepts?: Uint8Array;
};

/** The model of one person of the problem. */
export function personModel(problem: RosterProblem, person: number): PersonModel {
  const who = problem.people[person];
  if (who === undefined)
    throw new RangeError(`expected a person below ${problem.people.length}, got ${person}`);
  const options = problem.shifts.length + 1;
  const cost = new Float64Array(problem.days * options);
  return {
    person,
    days: problem.days,
    options,
    automaton: stretchAutomaton(problem, who),
    allowed: allowedOptions(problem, who),
    constant: addRequests(cost, options, who),
    cost,
    counters: countersOf(problem, who),
  };
}

function allowedOptions({ days, shifts }: RosterProblem, person: RosterPerson): Uint8Array {
  const options = shifts.length + 1;
  const allowed = new Uint8Array(days * options);
  const own = [0, ...person.shifts.map((shift) => shift + 1)];
  for (let day = 0; day < days; day += 1) for (const option of own) allowed[day * options + option] = 1;
  for (const { day, allows } of person.limits) {
    const kept = new Set(allows.map((duty) => (duty === 'off' ? 0 : duty + 1)));
    for (let option = 0; option < options; option += 1)
      if (!kept.has(option)) allowed[day * options + option] = 0;
  }
  return allowed;
}

/** A wish for a duty is a cost of everything else: a constant, and its weight back where the duty is given. */
function addRequests(cost: Float64Array, options: number, { requests }: RosterPerson): number {
  let constant = 0;
  for (const { day, duty, kind, weight } of requests) {
    const at = day * options + (duty === 'off' ? 0 : duty + 1);
    cost[at] = (cost[at] ?? 0) + (kind === 'on' ? -weight : weight);
    if (kind === 'on') constant += weight;
  }
  return constant;
}
