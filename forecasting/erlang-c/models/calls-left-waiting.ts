import { erlangB } from './erlang-b.ts';
import type { ErlangA } from './patience-figures.ts';

type Question = {
  readonly agents: number;
  readonly load: number;
  readonly handleSeconds: number;
  readonly patienceSeconds: number;
  readonly withinSeconds: number;
  readonly lines: number;
};

/**
 * Model A where the formulas end: no agents at all, or patience and lines without limit and load ≥ agents (told as the
 * limit of ever more patience). There is some load, and nobody is answered in time, so every service level but one is 0.
 */
export function callsLeftWaiting(question: Question): ErlangA {
  const { patienceSeconds, withinSeconds } = question;
  const { served, blocking, meanWait, queueLength } =
    question.agents === 0 ? closed(question) : overloaded(question);
  const waitProbability = 1 - blocking;
  const gone = patienceSeconds === Infinity ? 0 : -Math.expm1(-withinSeconds / patienceSeconds);
  const abandonedWithin = waitProbability * gone;
  return {
    waitProbability,
    blocking,
    abandonProbability: waitProbability - served,
    served,
    speedOfAnswer: Infinity,
    meanWait,
    occupancy: 1,
    queueLength,
    abandonedWithin,
    serviceLevel: {
      offered: 0,
      answered: 0,
      excludingShortAbandons: 0,
      abandonsCountGood: abandonedWithin,
      virtual: 0,
    },
    serviceMiss: 1,
  };
}

type Standing = Pick<ErlangA, 'served' | 'blocking' | 'meanWait' | 'queueLength'>;

function overloaded({ agents, load }: Question): Standing {
  return { served: agents / load, blocking: 0, meanWait: Infinity, queueLength: Infinity };
}

/** Without agents the lines are an Erlang B system whose "handle time" is the patience. */
function closed({ load, handleSeconds, patienceSeconds, lines }: Question): Standing {
  if (lines === 0 || (lines < Infinity && patienceSeconds === Infinity)) {
    return { served: 0, blocking: 1, meanWait: 0, queueLength: lines };
  }
  const inQueue = load * (patienceSeconds / handleSeconds);
  if (lines === Infinity) return { served: 0, blocking: 0, meanWait: patienceSeconds, queueLength: inQueue };
  const { blocking, occupancy } = erlangB({ agents: lines, load: Math.min(Number.MAX_VALUE, inQueue) });
  return { served: 0, blocking, meanWait: (1 - blocking) * patienceSeconds, queueLength: lines * occupancy };
}
