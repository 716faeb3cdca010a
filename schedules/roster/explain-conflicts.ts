import { linePricer, priceLines, tableRoom, type TableRoom } from './lines/line-pricer.ts';
import { personModel } from './lines/person-model.ts';
import type { RosterPerson, RosterProblem } from './problem/roster-problem.ts';
import { restrictionsOf, type Restriction } from './problem/restrictions.ts';

/** A person for whom no line of shifts keeps to all hard rules: cover is soft, so nothing else can be infeasible. */
export type RosterConflict = {
  readonly person: number;
  /** Restrictions that contradict each other, each as a sentence; without any one of them the others agree. */
  readonly because: readonly string[];
  /** The days they name, if any. */
  readonly days: readonly number[];
  /** Changes of which each one would resolve it. */
  readonly remedies: readonly string[];
};

/** Who cannot be given any line, and why; empty when everybody can. */
export function explainConflicts(problem: RosterProblem): RosterConflict[] {
  const room = tableRoom();
  return problem.people.flatMap((person, place) => {
    const hasLine = (changed: RosterPerson): boolean => hasAnyLine(problem, place, changed, room);
    return hasLine(person) ? [] : [conflictOf(problem, place, person, hasLine)];
  });
}

function hasAnyLine(problem: RosterProblem, place: number, person: RosterPerson, room: TableRoom): boolean {
  const model = personModel({ ...problem, people: problem.people.with(place, person) }, place);
  const pricer = linePricer(model, room);
  const nothing = new Float64Array(model.cost.length);
  const search = priceLines(pricer, nothing, { below: Infinity, mostLines: 1, mostSteps: MOST_STEPS });
  return search.bound < Infinity;
}

/** Each look is then a fraction of a second; a search that gives up counts as feasible, so no false alarm is raised. */
const MOST_STEPS = 200_000;

/** Takes away one restriction after another as long as the rest is a contradiction: what stays is irreducible. */
function conflictOf(
  problem: RosterProblem,
  place: number,
  person: RosterPerson,
  hasLine: (changed: RosterPerson) => boolean,
): RosterConflict {
  let left = person;
  const needed: Restriction[] = [];
  for (const restriction of restrictionsOf(problem, person)) {
    const without = restriction.lift(left);
    if (hasLine(without)) needed.push(restriction);
    else left = without;
  }
  const days = needed.flatMap(({ day }) => (day === undefined ? [] : [day]));
  const remedies = needed.flatMap((restriction) => {
    const change = restriction.loosen(person, hasLine);
    return change === undefined ? [] : [change];
  });
  return { person: place, because: needed.map(({ sentence }) => sentence), days, remedies };
}
