import { smallestCrew } from 'erlang-c';
import type { CrewModels } from './crew-models.ts';
import { gammaNodes } from './rates/gamma-nodes.ts';
import { crewFigures } from './outcome.ts';
import type { QueueQuestion } from './queue-question.ts';
import { judgeCrew } from './staffing-target.ts';

export type RateQuestion = {
  /** Erlang, taken as certain. */
  readonly load: number;
  readonly handleSeconds: number;
  readonly guess: number;
};

/** What is known of a crew so far: it can carry `met`, and cannot carry `missed`. */
type Reach = { met: number; missed: number };

/** Handle times whose crews are remembered; a forecast by time of day has one each quarter of an hour. */
const MOST_HANDLE_TIMES = 96;

/**
 * Answers how many people a certain load needs, over and over: what a crew can carry is remembered, so that a week's band
 * costs little more than a day's. More load is never easier for the same crew.
 */
export function crewAtRate(
  question: Pick<QueueQuestion, 'target' | 'leastAgents'> & { readonly models: CrewModels },
): (asked: RateQuestion) => number {
  const { models, target, leastAgents = 0 } = question;
  const reaches = new Map<number, Map<number, Reach>>();
  return ({ load, handleSeconds, guess }) => {
    const reach = reachesOf(reaches, handleSeconds);
    const model = models({ load, handleSeconds, rates: gammaNodes(0, load) }, guess);
    return smallestCrew({
      least: Math.max(1, model.least, leastAgents),
      guess: model.guess,
      judge: (agents) => {
        const known = reach.get(agents) ?? { met: 0, missed: Infinity };
        if (load <= known.met) return { met: true, margin: Number.NaN };
        if (load >= known.missed) return { met: false, margin: Number.NaN };
        const { missed, margin } = judgeCrew(crewFigures(model.outcomeOf(agents)), target);
        const met = missed.length === 0;
        if (met) known.met = load;
        else known.missed = load;
        reach.set(agents, known);
        return { met, margin };
      },
    });
  };
}

function reachesOf(reaches: Map<number, Map<number, Reach>>, handleSeconds: number): Map<number, Reach> {
  const known = reaches.get(handleSeconds);
  if (known !== undefined) return known;
  if (reaches.size >= MOST_HANDLE_TIMES) reaches.clear();
  const empty = new Map<number, Reach>();
  reaches.set(handleSeconds, empty);
  return empty;
}
