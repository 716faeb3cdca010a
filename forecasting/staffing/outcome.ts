import type { CrewFigures } from '#domain/staffing-plan.ts';

/**
 * What becomes of the contacts of an interval. Everything is per contact offered, except `occupancy` and `allBusy`, which are
 * shares of time: so outcomes at several arrival rates can be averaged.
 */
export type Outcome = {
  /** Counted as good by the definition of service level that was asked for, and counted at all. */
  readonly met: number;
  readonly counted: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly waited: number;
  /** The wait of those who are answered, in seconds, spread over all. */
  readonly waitAnswered: number;
  readonly occupancy: number;
  readonly allBusy: number;
};

/** The figures of an outcome. */
export function crewFigures(outcome: Outcome): CrewFigures {
  const { met, counted, answered, waitAnswered } = outcome;
  return {
    serviceLevel: counted > 0 ? met / counted : 0,
    asaSeconds: answered > 0 ? waitAnswered / answered : Infinity,
    abandonment: outcome.abandoned,
    occupancy: outcome.occupancy,
    waitShare: outcome.waited,
    allBusy: outcome.allBusy,
  };
}

/** A possible arrival rate as a multiple of the mean, with its weight, and what would come of it. */
export type WeighedOutcome = { readonly ratio: number; readonly weight: number; readonly outcome: Outcome };

/** The mean over arrival rates: of contacts, who are more when the rate is high (Jongbloed and Koole 2001), and of time. */
export function meanOutcome(parts: readonly WeighedOutcome[]): Outcome {
  const sum = { ...NOTHING };
  let contacts = 0;
  for (const { ratio, weight, outcome } of parts) {
    contacts += weight * ratio;
    sum.met += weight * ratio * outcome.met;
    sum.counted += weight * ratio * outcome.counted;
    sum.answered += weight * ratio * outcome.answered;
    sum.abandoned += weight * ratio * outcome.abandoned;
    sum.waited += weight * ratio * outcome.waited;
    sum.waitAnswered += weight * ratio * outcome.waitAnswered;
    sum.occupancy += weight * outcome.occupancy;
    sum.allBusy += weight * outcome.allBusy;
  }
  return {
    met: sum.met / contacts,
    counted: sum.counted / contacts,
    answered: sum.answered / contacts,
    abandoned: sum.abandoned / contacts,
    waited: sum.waited / contacts,
    waitAnswered: sum.waitAnswered / contacts,
    occupancy: sum.occupancy,
    allBusy: sum.allBusy,
  };
}

const NOTHING = {
  met: 0,
  counted: 0,
  answered: 0,
  abandoned: 0,
  waited: 0,
  waitAnswered: 0,
  occupancy: 0,
  allBusy: 0,
};
