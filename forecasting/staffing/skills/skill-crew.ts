import { lowerCuts } from './skill-bounds.ts';
import { cheapestCrew, type Cut } from './cheapest-crew.ts';
import { certifyCrew } from './certify-crew.ts';
import { improveCrew } from './improve-crew.ts';
import { crewCost, type Crew, type SkillQuestion } from './skill-question.ts';
import { expectTarget } from '../staffing-target.ts';
import { skillTrials, type SkillTrial, type SkillTrials } from './skill-trials.ts';

export type SkillAnswer = {
  readonly crew: Crew;
  readonly cost: number;
  readonly trial: SkillTrial;
  /** Every cheaper crew was shown to miss the target, on the same customers. */
  readonly isCheapest: boolean;
  /** Crews lived through. */
  readonly tried: number;
};

/** Rounds of cuts after which people are simply added where they help most. */
const MOST_ROUNDS = 60;

/**
 * The cheapest crew of several skills with which every queue meets its target, by simulation on common random numbers: each crew
 * that misses gives a cut, what one more of each group would change, and the cheapest crew of all cuts is tried next (Atlason,
 * Epelman and Henderson 2004; Cezik and L'Ecuyer 2008). Small cases are then searched through, so that the answer is exact
 * for the sample. Skills are never summed. Undefined when not even `most` of every group is enough.
 */
export function skillCrew(question: SkillQuestion): SkillAnswer | undefined {
  expectSkills(question);
  const trials = skillTrials(question);
  const found = byCuts(question, trials);
  if (found === undefined) return undefined;
  const { crew, isCheapest } = certifyCrew(question, trials, improveCrew(question, trials, found));
  return {
    crew,
    cost: crewCost(question.groups, crew),
    trial: trials.of(crew),
    isCheapest,
    tried: trials.count(),
  };
}

function byCuts(question: SkillQuestion, trials: SkillTrials): Crew | undefined {
  const cuts: Cut[] = [...lowerCuts(question)];
  let last: Crew | undefined;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const crew = cheapestCrew(question.groups, cuts);
    if (crew === undefined) break;
    const trial = trials.of(crew);
    if (trial.missed.length === 0) return crew;
    for (const queue of trial.missed) cuts.push(cutAt(question, trials, { crew, queue }));
    last = crew;
  }
  return growFrom(question, trials, last ?? question.groups.map(() => 0));
}

/**
 * What the queue still lacks, in units of what one more of each group gives it. Where that is next to nothing (far below the
 * target everyone is lost among waiting customers) the cut only asks for one more who can answer.
 */
function cutAt(
  { queues, groups }: SkillQuestion,
  trials: SkillTrials,
  { crew, queue }: { readonly crew: Crew; readonly queue: number },
): Cut {
  const here = trials.of(crew).margins[queue] ?? 0;
  const gains = groups.map((_group, at) => {
    const more = crew.map((count, place) => (place === at ? count + 1 : count));
    return Math.max(0, (trials.of(more).margins[queue] ?? 0) - here);
  });
  const name = queues[queue]?.queue;
  const skilled = groups.map((group) => (group.queues.some((one) => one === name) ? 1 : 0));
  const best = Math.max(...gains);
  const weights = best > 0 ? gains.map((gain) => gain / best) : skilled;
  const wanted = best > 0 ? Math.min(MOST_STEP, -here / best) : 1;
  const held = weights.reduce((sum, weight, at) => sum + weight * (crew[at] ?? 0), 0);
  return { weights, least: held + Math.max(LEAST_STEP, wanted) };
}

/** A margin is not a straight line: a cut from far away may not ask for more than so many people at once. */
const MOST_STEP = 2;
/** Less than a person, so that a cut never forbids the crew that is one better; more than rounding, so that it forbids this one. */
const LEAST_STEP = 1e-6;

/** Adds people one by one where they help the queues that miss most for their cost. */
function growFrom(question: SkillQuestion, trials: SkillTrials, from: Crew): Crew | undefined {
  let crew = from;
  for (let step = 0; step < MOST_GROWTH; step += 1) {
    const here = trials.of(crew);
    if (here.missed.length === 0) return crew;
    const choices = question.groups.flatMap(({ cost = 1, most = Infinity }, at) => {
      if ((crew[at] ?? 0) >= most) return [];
      const grown = crew.map((count, place) => (place === at ? count + 1 : count));
      const there = trials.of(grown);
      const gain = here.missed.reduce(
        (sum, queue) => sum + (there.margins[queue] ?? 0) - (here.margins[queue] ?? 0),
        0,
      );
      return { grown, worth: gain / cost };
    });
    const [best] = choices.sort((one, other) => other.worth - one.worth);
    if (best === undefined) return undefined;
    crew = best.grown;
  }
  return undefined;
}

const MOST_GROWTH = 200;

const MOST_GROUPS = 12;

function expectSkills({ queues, groups, sample }: SkillQuestion): void {
  if (groups.length === 0 || groups.length > MOST_GROUPS)
    throw new RangeError(`there must be 1 to ${MOST_GROUPS} groups, got ${groups.length}`);
  for (const { queue, perHour, handleSeconds, target } of queues) {
    expectTarget(target);
    if (!(perHour > 0 && handleSeconds > 0))
      throw new RangeError(
        `queue ${queue} needs contacts and a handle time, got ${perHour} an hour of ${handleSeconds} s`,
      );
    if (!groups.some((group) => group.queues.includes(queue)))
      throw new RangeError(`queue ${queue} is answered by no group`);
  }
  for (const { name, cost = 1, most = Infinity } of groups) {
    if (!(cost > 0)) throw new RangeError(`group ${name} must cost more than nothing, got ${cost}`);
    if (!(most >= 0)) throw new RangeError(`group ${name} must have at most 0 or more people, got ${most}`);
  }
  const { runs, contacts } = sample;
  if (!(Number.isInteger(runs) && runs >= 2 && contacts > 0))
    throw new RangeError(`a sample needs at least 2 runs of contacts, got ${runs} of ${contacts}`);
}
