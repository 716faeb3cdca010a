import { crewCost, type Crew, type SkillQuestion } from './skill-question.ts';
import type { SkillTrials } from './skill-trials.ts';

/** Crews lived through before what was found has to do. */
const MOST_TRIALS = 250;

const SLACK = 1e-9;

/**
 * Cheaper crews next to a good one: one less, one for another, one for two. Goes on from the first that still meets every target
 * until none does; the savings are tried from the largest down.
 */
export function improveCrew(question: SkillQuestion, trials: SkillTrials, from: Crew): Crew {
  let crew = from;
  while (trials.count() < MOST_TRIALS) {
    const better = cheaperNeighbours(question, crew).find(
      (one) => trials.count() < MOST_TRIALS && trials.of(one).missed.length === 0,
    );
    if (better === undefined) return crew;
    crew = better;
  }
  return crew;
}

function cheaperNeighbours({ groups }: SkillQuestion, crew: Crew): readonly Crew[] {
  const cost = crewCost(groups, crew);
  const steps = groups.map((_group, at) => at);
  const less = steps.flatMap((at) => without(crew, at));
  const two = less.flatMap((one) => steps.flatMap((at) => without(one, at)));
  const grown = [...less, ...two].flatMap((one) =>
    steps.flatMap((at) =>
      (one[at] ?? 0) < (groups[at]?.most ?? Infinity)
        ? [one.map((count, place) => (place === at ? count + 1 : count))]
        : [],
    ),
  );
  const all = new Map([...less, ...grown].map((one) => [one.join(), one]));
  return [...all.values()]
    .map((one) => ({ one, saved: cost - crewCost(groups, one) }))
    .filter(({ saved }) => saved > SLACK)
    .sort((first, second) => second.saved - first.saved)
    .map(({ one }) => one);
}

/** The crew without one of this group; nothing where there is nobody. */
const without = (crew: Crew, group: number): readonly Crew[] =>
  (crew[group] ?? 0) > 0 ? [crew.map((count, at) => (at === group ? count - 1 : count))] : [];
