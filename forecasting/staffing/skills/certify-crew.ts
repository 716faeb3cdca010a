import { lowerCuts } from './skill-bounds.ts';
import { crewCost, type Crew, type SkillQuestion } from './skill-question.ts';
import type { SkillTrials } from './skill-trials.ts';

/** Crews that are worth trying before a result is called certain; more would take minutes. */
const MOST_TRIALS = 400;

/** Crews looked at to find those that are worth trying. */
const MOST_LOOKS = 200_000;

const SLACK = 1e-9;

/**
 * Tries every crew that costs less and is not part of another such crew: if all of them miss, so do the smaller ones, as more
 * people never hurt. A cheaper one that meets the targets takes the place of `crew`, and its cheaper ones are tried in turn.
 */
export function certifyCrew(
  question: SkillQuestion,
  trials: SkillTrials,
  crew: Crew,
): { readonly crew: Crew; readonly isCheapest: boolean } {
  const candidates = cheaperCrews(question, crewCost(question.groups, crew));
  if (candidates === undefined) return { crew, isCheapest: false };
  for (const candidate of candidates) {
    if (trials.count() > MOST_TRIALS) return { crew, isCheapest: false };
    if (trials.of(candidate).missed.length === 0) return certifyCrew(question, trials, candidate);
  }
  return { crew, isCheapest: true };
}

/** Undefined when there are too many to look at. */
function cheaperCrews(question: SkillQuestion, below: number): readonly Crew[] | undefined {
  const { groups } = question;
  const cuts = lowerCuts(question);
  const found: Crew[] = [];
  let looks = 0;
  const extend = (crew: Crew, cost: number): void => {
    looks += 1;
    if (looks > MOST_LOOKS) return;
    const group = groups[crew.length];
    if (group === undefined) {
      if (isLargest(question, crew, below - cost) && cuts.every((cut) => keeps(cut, crew))) found.push(crew);
      return;
    }
    const { cost: each = 1, most = Infinity } = group;
    for (let people = 0; people <= most && cost + people * each < below - SLACK; people += 1)
      extend([...crew, people], cost + people * each);
  };
  extend([], 0);
  return looks > MOST_LOOKS || found.length > MOST_TRIALS ? undefined : found;
}

/** Nobody could be added for less than `room`. */
function isLargest({ groups }: SkillQuestion, crew: Crew, room: number): boolean {
  return groups.every(({ cost = 1, most = Infinity }, at) => (crew[at] ?? 0) >= most || cost >= room - SLACK);
}

function keeps({ weights, least }: ReturnType<typeof lowerCuts>[number], crew: Crew): boolean {
  return crew.reduce((sum, people, at) => sum + people * (weights[at] ?? 0), 0) >= least - SLACK;
}
