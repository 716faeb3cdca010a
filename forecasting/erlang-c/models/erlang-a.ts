import { expectNumber } from '../numerics/expect-number.ts';
import { waitOutcome } from './wait-outcome.ts';
import { callsLeftWaiting } from './calls-left-waiting.ts';
import type { ErlangA } from './patience-figures.ts';

export type ErlangAQuestion = {
  readonly agents: number;
  readonly load: number;
  readonly handleSeconds: number;
  readonly patienceSeconds: number;
  readonly withinSeconds: number;
  readonly lines?: number | undefined;
};

/**
 * Erlang A (Palm 1957; Garnett, Mandelbaum and Reiman 2002; Zeltyn and Mandelbaum 2005; M/M/N/K+M): callers give up
 * after an exponential patience, and with `lines` (callers in service plus waiting) a call beyond them is blocked.
 *
 * Shares are of offered calls; `waitProbability` is of calls that are admitted and wait; `speedOfAnswer` is the mean
 * wait of answered calls and `meanWait` that of all calls, in seconds; `queueLength` in callers; `serviceMiss` is
 * 1 − serviceLevel.offered and keeps its digits when tiny. Relative error about 1e-12.
 *
 * `patienceSeconds` may be Infinity. With unlimited lines and load ≥ agents the answer is then the limit of ever more
 * patience: waits without end, and the surplus share 1 − agents/load never served. Without agents nobody is answered:
 * `speedOfAnswer` is Infinity. Without load nobody waits, whatever the crew: service levels 1, the rest 0.
 */
export function erlangA(question: ErlangAQuestion): ErlangA {
  expectErlangA(question);
  const { agents, load, handleSeconds, patienceSeconds, withinSeconds, lines = Infinity } = question;
  if (load === 0) return NO_CALLS;
  if (agents === 0 || (patienceSeconds === Infinity && lines === Infinity && load >= agents)) {
    return callsLeftWaiting({ agents, load, handleSeconds, patienceSeconds, withinSeconds, lines });
  }
  const line = {
    agents,
    load: Math.min(load, EXTREME),
    leaveRate: patienceSeconds === Infinity ? 0 : clampRatio(handleSeconds / patienceSeconds),
    places: lines - agents,
  };
  const outcome = waitOutcome(line, Math.min(withinSeconds / handleSeconds, EXTREME));
  return {
    ...outcome,
    speedOfAnswer: outcome.speedOfAnswer * handleSeconds,
    meanWait: outcome.meanWait * handleSeconds,
  };
}

/** Ratios of times beyond this change no figure, but would overflow on the way. */
const EXTREME = 1e25;

function clampRatio(ratio: number): number {
  return Math.min(EXTREME, Math.max(1 / EXTREME, ratio));
}

function expectErlangA(question: ErlangAQuestion): void {
  const { agents, load, handleSeconds, patienceSeconds, withinSeconds, lines = Infinity } = question;
  expectNumber('agents', agents, 'a whole number of at least 0');
  expectNumber('load', load, 'a number of at least 0');
  expectNumber('handleSeconds', handleSeconds, 'a number above 0');
  expectNumber('patienceSeconds', patienceSeconds, 'a number above 0, or Infinity');
  expectNumber('withinSeconds', withinSeconds, 'a number of at least 0');
  expectNumber('lines', lines, 'a whole number of at least 0, or Infinity');
  if (lines < agents) throw new RangeError(`lines must be at least agents (${agents}), got ${lines}`);
}

const NO_CALLS: ErlangA = {
  waitProbability: 0,
  blocking: 0,
  abandonProbability: 0,
  served: 1,
  speedOfAnswer: 0,
  meanWait: 0,
  occupancy: 0,
  queueLength: 0,
  abandonedWithin: 0,
  serviceLevel: { offered: 1, answered: 1, excludingShortAbandons: 1, abandonsCountGood: 1, virtual: 1 },
  serviceMiss: 0,
};
