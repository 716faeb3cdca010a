import { expectNumber } from '../numerics/expect-number.ts';
import { stationaryShares } from '../chains/stationary-shares.ts';
import type { Move } from '../chains/stationary-shares.ts';

export type NDesignQuestion = {
  /** Agents who serve calls of kind A only. */
  readonly agentsA: number;
  /** Agents who serve both kinds. */
  readonly agentsBoth: number;
  readonly loadA: number;
  readonly loadB: number;
  /** The same for both kinds: who serves both need not remember which. */
  readonly handleSeconds: number;
  readonly patienceSecondsA: number;
  readonly patienceSecondsB: number;
};

export type NDesign = {
  readonly waitProbabilityA: number;
  readonly waitProbabilityB: number;
  readonly abandonProbabilityA: number;
  readonly abandonProbabilityB: number;
  readonly busyA: number;
  readonly busyBoth: number;
  readonly queueLengthA: number;
  readonly queueLengthB: number;
};

/** Who is busy, and who waits. A waits only when all are busy, B when the agents for both are. */
type State = { readonly a: number; readonly both: number; readonly waitA: number; readonly waitB: number };

const NEGLIGIBLE = 1e-12;
const LONGEST_QUEUE = 400;

/**
 * Two skills in the shape of an N, exactly for small crews: calls A go to an agent for A first, then to one for both;
 * calls B only to the latter. A freed agent for both takes a waiting B before a waiting A. Exponential patience
 * (the Markov chain behind Gans, Koole and Mandelbaum 2003, section 5). Shares per offered call of the kind; the queues
 * are cut where less than 1e-12 of the time is spent, and crews too large for that are refused with a `RangeError`.
 */
export function nDesign(question: NDesignQuestion): NDesign {
  expectNDesign(question);
  let [mostA, mostB] = [20, 20];
  for (;;) {
    const states = statesOf(question, mostA, mostB);
    const shares = stationaryShares(states.length, movesOf(question, states));
    const mean = (value: (state: State) => number): number =>
      states.reduce((sum, state, at) => sum + (shares[at] ?? 0) * value(state), 0);
    const [edgeA, edgeB] = [mostA, mostB];
    const shortA = mean(({ waitA }) => (waitA === edgeA ? 1 : 0)) > NEGLIGIBLE;
    const shortB = mean(({ waitB }) => (waitB === edgeB ? 1 : 0)) > NEGLIGIBLE;
    if (!shortA && !shortB) return figuresOf(question, mean);
    if (shortA) mostA *= 2;
    if (shortB) mostB *= 2;
    if (Math.max(mostA, mostB) > LONGEST_QUEUE)
      throw new RangeError(`queues must stay below ${LONGEST_QUEUE} callers`);
  }
}

function figuresOf(question: NDesignQuestion, mean: (value: (state: State) => number) => number): NDesign {
  const { agentsA, agentsBoth, loadA, loadB, handleSeconds, patienceSecondsA, patienceSecondsB } = question;
  const queueLengthA = mean(({ waitA }) => waitA);
  const queueLengthB = mean(({ waitB }) => waitB);
  return {
    waitProbabilityA: mean(({ a, both }) => (a === agentsA && both === agentsBoth ? 1 : 0)),
    waitProbabilityB: mean(({ both }) => (both === agentsBoth ? 1 : 0)),
    abandonProbabilityA: loadA === 0 ? 0 : (queueLengthA * handleSeconds) / patienceSecondsA / loadA,
    abandonProbabilityB: loadB === 0 ? 0 : (queueLengthB * handleSeconds) / patienceSecondsB / loadB,
    busyA: mean(({ a }) => a),
    busyBoth: mean(({ both }) => both),
    queueLengthA,
    queueLengthB,
  };
}

/** In order of the waiting B, which keeps neighbours close together. */
function statesOf({ agentsA, agentsBoth }: NDesignQuestion, mostA: number, mostB: number): State[] {
  const states: State[] = [];
  for (let waitB = 0; waitB <= mostB; waitB += 1) {
    for (let both = waitB === 0 ? 0 : agentsBoth; both <= agentsBoth; both += 1) {
      for (let a = 0; a <= agentsA; a += 1) states.push({ a, both, waitA: 0, waitB });
    }
    for (let waitA = 1; waitA <= mostA; waitA += 1)
      states.push({ a: agentsA, both: agentsBoth, waitA, waitB });
  }
  return states;
}

function movesOf(question: NDesignQuestion, states: readonly State[]): Move[] {
  const key = ({ a, both, waitA, waitB }: State): string => `${a} ${both} ${waitA} ${waitB}`;
  const indices = new Map(states.map((state, index) => [key(state), index]));
  return states.flatMap((state, from) =>
    stepsOf(question, state).flatMap(({ next, rate }) => {
      const to = indices.get(key(next));
      return to === undefined || rate === 0 ? [] : [{ from, to, rate }];
    }),
  );
}

type Step = { readonly next: State; readonly rate: number };

/** Rates per mean handle time. Steps past the end of a queue lead to no state and are dropped. */
function stepsOf(question: NDesignQuestion, state: State): Step[] {
  const { agentsA, agentsBoth, loadA, loadB, handleSeconds, patienceSecondsA, patienceSecondsB } = question;
  const { a, both, waitA, waitB } = state;
  const arriveA =
    a < agentsA ? { ...state, a: a + 1 } : bothOr(state, agentsBoth, { ...state, waitA: waitA + 1 });
  const doneA = waitA > 0 ? { ...state, waitA: waitA - 1 } : { ...state, a: a - 1 };
  return [
    { next: arriveA, rate: loadA },
    { next: bothOr(state, agentsBoth, { ...state, waitB: waitB + 1 }), rate: loadB },
    { next: doneA, rate: a },
    { next: freedBoth(state), rate: both },
    { next: { ...state, waitA: waitA - 1 }, rate: (waitA * handleSeconds) / patienceSecondsA },
    { next: { ...state, waitB: waitB - 1 }, rate: (waitB * handleSeconds) / patienceSecondsB },
  ];
}

function bothOr(state: State, agentsBoth: number, otherwise: State): State {
  return state.both < agentsBoth ? { ...state, both: state.both + 1 } : otherwise;
}

function freedBoth(state: State): State {
  if (state.waitB > 0) return { ...state, waitB: state.waitB - 1 };
  if (state.waitA > 0) return { ...state, waitA: state.waitA - 1 };
  return { ...state, both: state.both - 1 };
}

function expectNDesign(question: NDesignQuestion): void {
  expectNumber('agentsA', question.agentsA, 'a whole number of at least 0');
  expectNumber('agentsBoth', question.agentsBoth, 'a whole number of at least 0');
  expectNumber('loadA', question.loadA, 'a number of at least 0');
  expectNumber('loadB', question.loadB, 'a number of at least 0');
  expectNumber('handleSeconds', question.handleSeconds, 'a number above 0');
  expectNumber('patienceSecondsA', question.patienceSecondsA, 'a number above 0');
  expectNumber('patienceSecondsB', question.patienceSecondsB, 'a number above 0');
}
