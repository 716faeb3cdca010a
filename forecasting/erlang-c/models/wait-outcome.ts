import type { ErlangA } from './patience-figures.ts';
import { logIdleOdds } from '../numerics/log-idle-odds.ts';
import { logLastPlace } from '../numerics/log-last-place.ts';
import { waitPeak } from '../numerics/wait-peak.ts';
import { waitSegment } from '../numerics/wait-segment.ts';
import type { WaitSegment } from '../numerics/wait-segment.ts';
import type { WaitingLine } from '../chains/waiting-line.ts';

/** Integrals over offered waits as shares of all calls: `all` is answered + left. */
type Share = {
  readonly answered: number;
  readonly left: number;
  readonly waited: number;
  readonly answeredWait: number;
};

/**
 * The figures of model A with the handle time as the unit of time, for at least one agent, some load and a stable line.
 * Every figure is a sum of positive parts, so that tiny misses and tiny service levels both keep their digits.
 */
export function waitOutcome(line: WaitingLine, within: number): ErlangA {
  const peak = waitPeak(line);
  const early = waitSegment(line, peak, 0, within);
  const late = waitSegment(line, peak, within, Infinity);
  const logIdle = logIdleOdds(line.agents, line.load);
  const logBlocked = logLastPlace(line);
  const top = Math.max(logIdle, logBlocked, early.logScale, late.logScale);
  const idle = Math.exp(logIdle - top);
  const blocked = Math.exp(logBlocked - top);
  const earlyWeight = line.agents * Math.exp(early.logScale - top);
  const lateWeight = line.agents * Math.exp(late.logScale - top);
  const waiting = mass(line, early) * earlyWeight + mass(line, late) * lateWeight;
  const total = idle + blocked + waiting;
  return figures(line, {
    immediate: idle / total,
    blocking: blocked / total,
    early: share(line, early, earlyWeight / total),
    late: share(line, late, lateWeight / total),
    stayed: Math.exp(-line.leaveRate * within),
    gone: -Math.expm1(-line.leaveRate * within),
  });
}

type Parts = {
  readonly immediate: number;
  readonly blocking: number;
  readonly early: Share;
  readonly late: Share;
  readonly stayed: number;
  readonly gone: number;
};

function figures(
  { agents, load }: WaitingLine,
  { immediate, blocking, early, late, stayed, gone }: Parts,
): ErlangA {
  const inTime = immediate + early.answered;
  const lateAll = late.answered + late.left;
  const served = Math.min(1, inTime + late.answered);
  const meanWait = early.waited + late.waited;
  const abandonedWithin = early.left + lateAll * gone;
  return {
    waitProbability: Math.min(1, early.answered + early.left + lateAll),
    blocking,
    abandonProbability: Math.min(1, early.left + late.left),
    served,
    speedOfAnswer: (early.answeredWait + late.answeredWait) / served,
    meanWait,
    occupancy: Math.min(1, (load / agents) * served),
    queueLength: load * meanWait,
    abandonedWithin: Math.min(1, abandonedWithin),
    serviceLevel: {
      offered: Math.min(1, inTime),
      answered: Math.min(1, inTime / served),
      excludingShortAbandons: Math.min(1, inTime / (inTime + lateAll * stayed + blocking)),
      abandonsCountGood: Math.min(1, inTime + abandonedWithin),
      virtual: Math.min(1, inTime + early.left),
    },
    serviceMiss: Math.min(1, blocking + early.left + lateAll),
  };
}

function mass({ leaveRate }: WaitingLine, { answered, waited }: WaitSegment): number {
  return answered + leaveRate * waited;
}

function share({ leaveRate }: WaitingLine, segment: WaitSegment, weight: number): Share {
  return {
    answered: segment.answered * weight,
    left: leaveRate * segment.waited * weight,
    waited: segment.waited * weight,
    answeredWait: segment.answeredWait * weight,
  };
}
