import { smallestCrew } from './smallest-crew.ts';
import type { Verdict } from './smallest-crew.ts';

/** A crew with its figures, and those of one agent less (undefined when there is none less). */
export type Staffing<Figures> = {
  readonly agents: number;
  readonly figures: Figures;
  readonly oneLess: Figures | undefined;
};

type Question<Figures> = {
  readonly least: number;
  readonly guess: number;
  readonly figuresOf: (agents: number) => Figures;
  readonly judge: (figures: Figures) => Verdict;
};

/** Finds the smallest crew and keeps the figures already worked out on the way for it and for one agent less. */
export function crewFor<Figures>({ least, guess, figuresOf, judge }: Question<Figures>): Staffing<Figures> {
  let [goodAt, poorAt] = [-1, -1];
  let good: Figures | undefined;
  let poor: Figures | undefined;
  const agents = smallestCrew({
    least,
    guess,
    judge: (tried) => {
      const figures = figuresOf(tried);
      const verdict = judge(figures);
      if (verdict.met) [goodAt, good] = [tried, figures];
      else [poorAt, poor] = [tried, figures];
      return verdict;
    },
  });
  const figures = good !== undefined && goodAt === agents ? good : figuresOf(agents);
  if (agents === 0) return { agents, figures, oneLess: undefined };
  const oneLess = poor !== undefined && poorAt === agents - 1 ? poor : figuresOf(agents - 1);
  return { agents, figures, oneLess };
}
