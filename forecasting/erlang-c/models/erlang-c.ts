import { expectNumber } from '../numerics/expect-number.ts';
import { logIdleOdds } from '../numerics/log-idle-odds.ts';

export type ErlangCQuestion = {
  readonly agents: number;
  readonly load: number;
  readonly handleSeconds: number;
  readonly withinSeconds: number;
};

export type ErlangC = {
  readonly waitProbability: number;
  readonly serviceLevel: number;
  readonly serviceMiss: number;
  readonly speedOfAnswer: number;
  readonly meanWaitOfDelayed: number;
  readonly occupancy: number;
  readonly queueLength: number;
};

/**
 * Erlang C (Erlang 1917; M/M/N): everyone waits until answered. `load` in Erlang, times in seconds, shares 0 to 1,
 * `queueLength` in callers. `serviceMiss` is 1 − service level and keeps its digits when tiny.
 * At load ≥ agents the queue grows without end, and the limit is told: everyone waits, for ever, service level 0.
 * Without load nobody waits (`meanWaitOfDelayed` is then what a caller would meet who did).
 */
export function erlangC(question: ErlangCQuestion): ErlangC {
  const { agents, load, handleSeconds, withinSeconds } = question;
  expectNumber('agents', agents, 'a whole number of at least 0');
  expectNumber('load', load, 'a number of at least 0');
  expectNumber('handleSeconds', handleSeconds, 'a number above 0');
  expectNumber('withinSeconds', withinSeconds, 'a number of at least 0');
  if (load >= agents) return load > 0 ? OVERLOADED : CLOSED;
  const spare = agents - load;
  // C = 1/(1 + odds·(1 − load/agents)); only the odds can be astronomically large.
  const logOdds = logIdleOdds(agents, load) + Math.log(spare / agents);
  const waitProbability =
    logOdds > 0 ? Math.exp(-logOdds) / (1 + Math.exp(-logOdds)) : 1 / (1 + Math.exp(logOdds));
  const atOnce = logOdds > 0 ? 1 / (1 + Math.exp(-logOdds)) : Math.exp(logOdds) / (1 + Math.exp(logOdds));
  const decay = withinSeconds === 0 ? 0 : spare * (withinSeconds / handleSeconds);
  return {
    waitProbability,
    serviceLevel: Math.min(1, atOnce + waitProbability * -Math.expm1(-decay)),
    serviceMiss: waitProbability * Math.exp(-decay),
    speedOfAnswer: waitProbability * (handleSeconds / spare),
    meanWaitOfDelayed: handleSeconds / spare,
    occupancy: load / agents,
    queueLength: waitProbability * (load / spare),
  };
}

const OVERLOADED: ErlangC = {
  waitProbability: 1,
  serviceLevel: 0,
  serviceMiss: 1,
  speedOfAnswer: Infinity,
  meanWaitOfDelayed: Infinity,
  occupancy: 1,
  queueLength: Infinity,
};

/** No agents and no calls: nobody queues, but whoever came would wait for ever. */
const CLOSED: ErlangC = { ...OVERLOADED, occupancy: 0, queueLength: 0 };
