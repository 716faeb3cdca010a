import { smallestCrew } from 'erlang-c';
import type { Binding, CrewFigures, StaffingTarget } from '#domain/staffing-plan.ts';
import { crewFigures, type Outcome } from './outcome.ts';
import { judgeCrew } from './staffing-target.ts';

/** Anything that can say what comes of a crew of so many; more people never make it worse. */
export type CrewModel = {
  /** The smallest crew of which it can say something. */
  readonly least: number;
  readonly guess: number;
  readonly outcomeOf: (agents: number) => Outcome;
};

export type CrewAnswer = {
  readonly agents: number;
  readonly figures: CrewFigures;
  /** Undefined where there is no smaller crew to speak of. */
  readonly oneFewer: CrewFigures | undefined;
  readonly oneMore: CrewFigures;
  /** The parts of the target that one fewer would miss, the worst first. */
  readonly binds: readonly Binding[];
};

export type CrewQuestion = {
  readonly model: CrewModel;
  readonly target: StaffingTarget;
  /** People who are there in any case. */
  readonly leastAgents: number;
};

/** The smallest crew that meets every part of the target at once, what one more and one fewer change, and what binds. */
export function requireCrew({ model, target, leastAgents }: CrewQuestion): CrewAnswer {
  const known = new Map<number, CrewFigures>();
  const figuresOf = (agents: number): CrewFigures => {
    const figures = known.get(agents) ?? crewFigures(model.outcomeOf(agents));
    known.set(agents, figures);
    return figures;
  };
  const least = Math.max(1, model.least, leastAgents);
  const agents = smallestCrew({
    least,
    guess: model.guess,
    judge: (tried) => {
      const { missed, margin } = judgeCrew(figuresOf(tried), target);
      return { met: missed.length === 0, margin };
    },
  });
  const oneFewer = agents - 1 < Math.max(1, model.least) ? undefined : figuresOf(agents - 1);
  return {
    agents,
    figures: figuresOf(agents),
    oneFewer,
    oneMore: figuresOf(agents + 1),
    binds: bindingOf(agents, { leastAgents, target, oneFewer }),
  };
}

function bindingOf(
  agents: number,
  asked: Pick<CrewQuestion, 'leastAgents' | 'target'> & { readonly oneFewer: CrewFigures | undefined },
): readonly Binding[] {
  const { leastAgents, target, oneFewer } = asked;
  if (oneFewer === undefined) return ['least crew'];
  const { missed } = judgeCrew(oneFewer, target);
  return missed.length === 0 && agents === leastAgents ? ['least crew'] : missed;
}
