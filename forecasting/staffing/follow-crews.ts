import type { StaffingTarget } from '#domain/staffing-plan.ts';
import { carryOver, erlangA, type CarriedInterval } from 'erlang-c';
import type { Outcome } from './outcome.ts';

/** Crews that follow each other without a gap, and what comes for them. */
export type FollowQuestion = {
  /** Load in Erlang from the interval's own arrivals, and the crew. */
  readonly intervals: readonly { readonly load: number; readonly agents: number }[];
  readonly intervalSeconds: number;
  readonly handleSeconds: number;
  /** Infinity: nobody gives up. */
  readonly patienceSeconds: number;
  readonly target: StaffingTarget;
};

/** What comes of an interval after those before it; undefined where nothing comes. */
export type Followed = {
  readonly outcome: Outcome | undefined;
  readonly queueLength: number;
  readonly presentAtEnd: number;
  readonly waitShareAtEnd: number;
};

/**
 * Follows customers from interval to interval, exactly as far as erlang-c's `carryOver` is: an overload is paid for after it is over.
 * Begins as if the first interval had always been. Occupancy follows from what came in, gave up and was left; the speed of
 * answer is model A's, stretched to the mean wait that was found.
 */
export function followCrews(question: FollowQuestion): readonly Followed[] {
  const { intervals, target } = question;
  const { definition = 'callboard', withinSeconds = 0, shortAbandonSeconds = 0 } = target;
  if (definition !== 'abandons-hurt' && !(definition === 'callboard' && shortAbandonSeconds === 0))
    throw new RangeError(
      `intervals are followed for abandons-hurt only, got ${definition} with short abandons`,
    );
  const carried = carryOver({ ...question, withinSeconds, start: 'steady' });
  return carried.map((figures, at) => {
    const own = intervals[at] ?? { load: 0, agents: 0 };
    const before = carried[at - 1]?.meanPresentAtEnd ?? figures.meanPresentAtEnd;
    return {
      outcome: own.load === 0 ? undefined : outcomeOf(question, { ...own, before, figures }),
      queueLength: figures.queueLength,
      presentAtEnd: figures.meanPresentAtEnd,
      waitShareAtEnd: figures.waitProbabilityAtEnd,
    };
  });
}

type Step = {
  readonly load: number;
  readonly agents: number;
  /** Customers present when it begins. */
  readonly before: number;
  readonly figures: CarriedInterval;
};

function outcomeOf(question: FollowQuestion, { load, agents, before, figures }: Step): Outcome {
  const { intervalSeconds, handleSeconds } = question;
  const { abandonProbability, waitProbability, queueLength, serviceLevel } = figures;
  const left = ((figures.meanPresentAtEnd - before) * handleSeconds) / intervalSeconds;
  const busy = load * (1 - abandonProbability) - left;
  const meanWait = (queueLength * handleSeconds) / load;
  return {
    met: serviceLevel,
    counted: 1,
    answered: 1 - abandonProbability,
    abandoned: abandonProbability,
    waited: waitProbability,
    waitAnswered: meanWait * answeredPart(question, load, agents),
    occupancy: agents === 0 ? 1 : Math.min(1, Math.max(0, busy / agents)),
    allBusy: waitProbability,
  };
}

/** How much of all waiting is done by those who are answered in the end, in the long run. */
function answeredPart(
  { handleSeconds, patienceSeconds }: FollowQuestion,
  load: number,
  agents: number,
): number {
  if (patienceSeconds === Infinity) return 1;
  const { served, speedOfAnswer, meanWait } = erlangA({
    agents,
    load,
    handleSeconds,
    patienceSeconds,
    withinSeconds: 0,
  });
  return meanWait > 0 && served > 0 ? (served * speedOfAnswer) / meanWait : 0;
}
