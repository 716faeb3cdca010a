import { judgeCrew } from '../staffing-target.ts';
import { skillFigures, type SkillFigures } from './skill-figures.ts';
import type { Crew, SkillQuestion } from './skill-question.ts';

export type SkillTrial = SkillFigures & {
  /** By queue: how its worst part stands to the target, in logarithms; at least 0 where it is met. */
  readonly margins: readonly number[];
  /** Places of the queues that miss their target. */
  readonly missed: readonly number[];
};

/** Crews tried so far; the same crew is not lived through twice. */
export type SkillTrials = {
  readonly of: (crew: Crew) => SkillTrial;
  readonly count: () => number;
};

/** Far below or above everything: a margin of exactly 0 % or 100 %, which has no logarithm. */
const WIDEST = 20;

/** A memory of trials for one question. */
export function skillTrials(question: SkillQuestion): SkillTrials {
  const known = new Map<string, SkillTrial>();
  return {
    of: (crew) => {
      const key = crew.join();
      const trial = known.get(key) ?? tryCrew(question, crew);
      known.set(key, trial);
      return trial;
    },
    count: () => known.size,
  };
}

function tryCrew(question: SkillQuestion, crew: Crew): SkillTrial {
  const figures = skillFigures(question, crew);
  const judged = figures.queues.map((one, at) => judgeCrew(one, question.queues[at]?.target ?? {}));
  return {
    ...figures,
    margins: judged.map(({ margin }) => Math.max(-WIDEST, Math.min(WIDEST, margin))),
    missed: judged.flatMap(({ missed }, at) => (missed.length > 0 ? [at] : [])),
  };
}
