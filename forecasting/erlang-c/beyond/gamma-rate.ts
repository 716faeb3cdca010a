import { erlangA } from '../models/erlang-a.ts';
import type { ErlangAQuestion } from '../models/erlang-a.ts';
import type { ErlangA, ServiceLevels } from '../models/patience-figures.ts';
import { expectNumber } from '../numerics/expect-number.ts';
import { gammaNodes } from '../numerics/gamma-nodes.ts';

export type GammaRate = {
  /** Share of time in which all agents are busy; what an observer sees, not a caller. */
  readonly allBusy: number;
  readonly waitProbability: number;
  readonly blocking: number;
  readonly abandonProbability: number;
  readonly served: number;
  readonly speedOfAnswer: number;
  readonly meanWait: number;
  readonly occupancy: number;
  readonly queueLength: number;
  readonly serviceLevel: ServiceLevels;
  readonly serviceMiss: number;
};

/**
 * Model A when the arrival rate itself is uncertain: gamma distributed around its mean with coefficient of variation
 * `rateCv`, and stationary given the rate (Jongbloed and Koole 2001; Whitt 1999). Shares are call-weighted, E[rate ×
 * share]/E[rate], as busy days hold more calls; `allBusy`, `occupancy` and `queueLength` are means over time. `rateCv` 0
 * is model A itself. Good to about 1e-10. Patience or lines must be finite, or a busy day would have no answer.
 */
export function gammaRate(question: ErlangAQuestion & { readonly rateCv: number }): GammaRate {
  const { agents, load, patienceSeconds, lines = Infinity, rateCv } = question;
  expectNumber('rateCv', rateCv, 'a number of at least 0');
  const plain = erlangA(question);
  if (patienceSeconds === Infinity && lines === Infinity) {
    throw new RangeError('patienceSeconds must be a number above 0 when lines are unlimited, got Infinity');
  }
  if (rateCv === 0 || load === 0) return { ...plain, allBusy: plain.waitProbability + plain.blocking };
  const sums = { ...NOTHING };
  for (const { ratio, weight } of gammaNodes({ cv: rateCv, finest: 6 / Math.sqrt(agents + 1) })) {
    addFigures(sums, erlangA({ ...question, load: load * ratio }), weight, weight * ratio);
  }
  return figuresOf(sums);
}

const NOTHING = {
  time: 0,
  calls: 0,
  allBusy: 0,
  occupancy: 0,
  queueLength: 0,
  waited: 0,
  blocked: 0,
  abandoned: 0,
  served: 0,
  answeredWait: 0,
  waitOfAll: 0,
  inTime: 0,
  notShort: 0,
  countedGood: 0,
  virtual: 0,
  missed: 0,
};

type Sums = typeof NOTHING;

function addFigures(sums: Sums, figures: ErlangA, time: number, calls: number): void {
  const { serviceLevel } = figures;
  sums.time += time;
  sums.calls += calls;
  sums.allBusy += time * (figures.waitProbability + figures.blocking);
  sums.occupancy += time * figures.occupancy;
  sums.queueLength += time * figures.queueLength;
  sums.waited += calls * figures.waitProbability;
  sums.blocked += calls * figures.blocking;
  sums.abandoned += calls * figures.abandonProbability;
  sums.served += calls * figures.served;
  sums.answeredWait += figures.served === 0 ? 0 : calls * figures.served * figures.speedOfAnswer;
  sums.waitOfAll += calls * figures.meanWait;
  sums.inTime += calls * serviceLevel.offered;
  sums.notShort += calls * (1 - figures.abandonedWithin);
  sums.countedGood += calls * serviceLevel.abandonsCountGood;
  sums.virtual += calls * serviceLevel.virtual;
  sums.missed += calls * figures.serviceMiss;
}

function figuresOf(sums: Sums): GammaRate {
  const { time, calls, served, inTime, notShort } = sums;
  return {
    allBusy: sums.allBusy / time,
    waitProbability: sums.waited / calls,
    blocking: sums.blocked / calls,
    abandonProbability: sums.abandoned / calls,
    served: served / calls,
    speedOfAnswer: served === 0 ? Infinity : sums.answeredWait / served,
    meanWait: sums.waitOfAll / calls,
    occupancy: sums.occupancy / time,
    queueLength: sums.queueLength / time,
    serviceLevel: {
      offered: inTime / calls,
      answered: served === 0 ? 0 : inTime / served,
      excludingShortAbandons: notShort === 0 ? 0 : inTime / notShort,
      abandonsCountGood: sums.countedGood / calls,
      virtual: sums.virtual / calls,
    },
    serviceMiss: sums.missed / calls,
  };
}
