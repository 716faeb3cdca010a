import type { Crew, SkillGroup } from './skill-question.ts';

/** The weighed people must come to at least so many. Weights are 0 to 1. */
export type Cut = { readonly weights: readonly number[]; readonly least: number };

/** Groups beyond this many, or cuts this tangled, would take the search too long: the best found so far is answered. */
const MOST_STEPS = 200_000;

const SLACK = 1e-9;

/**
 * The cheapest crew of whole people that keeps all cuts, by branch and bound: a branch is left when even the cheapest people for
 * its worst cut would make it dearer than the best so far. Undefined when the groups have not enough people.
 */
export function cheapestCrew(groups: readonly SkillGroup[], cuts: readonly Cut[]): Crew | undefined {
  const search: Search = { groups, cuts, best: undefined, bestCost: Infinity, steps: 0 };
  branch(search, [], 0);
  return search.best;
}

type Search = {
  readonly groups: readonly SkillGroup[];
  readonly cuts: readonly Cut[];
  best: Crew | undefined;
  bestCost: number;
  steps: number;
};

function branch(search: Search, crew: Crew, cost: number): void {
  search.steps += 1;
  if (search.steps > MOST_STEPS || cost + restCost(search, crew) >= search.bestCost - SLACK) return;
  const group = search.groups[crew.length];
  if (group === undefined) {
    search.best = crew;
    search.bestCost = cost;
    return;
  }
  const { cost: each = 1, most = Infinity } = group;
  const enough = Math.min(most, mostUseful(search, crew));
  // The last group takes what is still missing, no more; the others are tried from few to many.
  const from = crew.length === search.groups.length - 1 ? enough : 0;
  for (let people = from; people <= enough; people += 1) {
    if (cost + people * each >= search.bestCost - SLACK) return;
    branch(search, [...crew, people], cost + people * each);
  }
}

/** What the groups not yet decided must cost at least; Infinity when they cannot keep a cut. */
function restCost({ groups, cuts }: Search, crew: Crew): number {
  let cost = 0;
  for (const cut of cuts) {
    let lacks = cut.least - held(cut, crew);
    if (lacks <= SLACK) continue;
    const rest = groups
      .map((group, at) => ({ group, weight: cut.weights[at] ?? 0, at }))
      .filter(({ at, weight }) => at >= crew.length && weight > 0)
      .sort((one, other) => (one.group.cost ?? 1) / one.weight - (other.group.cost ?? 1) / other.weight);
    let own = 0;
    for (const { group, weight } of rest) {
      const people = Math.min(group.most ?? Infinity, lacks / weight);
      own += people * (group.cost ?? 1);
      lacks -= people * weight;
      if (lacks <= SLACK) break;
    }
    if (lacks > SLACK) return Infinity;
    cost = Math.max(cost, own);
  }
  return cost;
}

/** People of the next group beyond which no cut would ask for more. */
function mostUseful({ cuts }: Search, crew: Crew): number {
  return cuts.reduce((most, cut) => {
    const weight = cut.weights[crew.length] ?? 0;
    const lacks = cut.least - held(cut, crew);
    return weight > 0 && lacks > SLACK ? Math.max(most, Math.ceil(lacks / weight - SLACK)) : most;
  }, 0);
}

const held = ({ weights }: Cut, crew: Crew): number =>
  crew.reduce((sum, people, at) => sum + people * (weights[at] ?? 0), 0);
