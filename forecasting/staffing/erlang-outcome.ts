import type { StaffingTarget } from '#domain/staffing-plan.ts';
import { erlangA, erlangC } from 'erlang-c';
import type { Outcome } from './outcome.ts';

export type ErlangQuestion = {
  readonly agents: number;
  /** Erlang: contacts a second × handle time. */
  readonly load: number;
  readonly handleSeconds: number;
  /** Infinity: nobody gives up, which is model C. */
  readonly patienceSeconds: number;
  readonly target: StaffingTarget;
};

/** What a crew gives in the long run: model A, and model C where nobody gives up. */
export function erlangOutcome(question: ErlangQuestion): Outcome {
  const { agents, load, handleSeconds, patienceSeconds, target } = question;
  const withinSeconds = target.withinSeconds ?? 0;
  if (patienceSeconds === Infinity) return patientOutcome(question, withinSeconds);
  const asked = { agents, load, handleSeconds, patienceSeconds };
  const figures = erlangA({ ...asked, withinSeconds });
  const shortSeconds = target.shortAbandonSeconds ?? 0;
  const short = shortSeconds === 0 ? 0 : erlangA({ ...asked, withinSeconds: shortSeconds }).abandonedWithin;
  const answered = figures.served;
  const level = { inTime: figures.serviceLevel.offered, answered, within: figures.abandonedWithin, short };
  return {
    ...countedBy(target, level),
    answered,
    abandoned: figures.abandonProbability,
    waited: figures.waitProbability,
    waitAnswered: answered > 0 ? answered * figures.speedOfAnswer : 0,
    occupancy: figures.occupancy,
    allBusy: figures.waitProbability + figures.blocking,
  };
}

/** Shares of contacts: answered in time, answered at all, abandoned within the time, abandoned so soon that it is short. */
export type LevelShares = {
  readonly inTime: number;
  readonly answered: number;
  readonly within: number;
  readonly short: number;
};

/** Numerator and denominator of the service level, as `domain/measures/service-level-definitions.ts` counts them. */
export function countedBy(
  { definition = 'callboard' }: Pick<StaffingTarget, 'definition'>,
  { inTime, answered, within, short }: LevelShares,
): Pick<Outcome, 'met' | 'counted'> {
  switch (definition) {
    case 'callboard':
    case 'short-abandons-out':
      return { met: inTime, counted: 1 - short };
    case 'abandons-hurt':
      return { met: inTime, counted: 1 };
    case 'abandons-help':
      return { met: inTime + within, counted: 1 };
    case 'answered-only':
      return { met: inTime, counted: answered };
    case 'abandons-within-ignored':
      return { met: inTime, counted: 1 - within };
  }
}

function patientOutcome({ agents, load, handleSeconds }: ErlangQuestion, withinSeconds: number): Outcome {
  const figures = erlangC({ agents, load, handleSeconds, withinSeconds });
  return {
    met: figures.serviceLevel,
    counted: 1,
    answered: 1,
    abandoned: 0,
    waited: figures.waitProbability,
    waitAnswered: figures.speedOfAnswer,
    occupancy: figures.occupancy,
    allBusy: figures.waitProbability,
  };
}
