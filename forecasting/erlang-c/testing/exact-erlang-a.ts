import type { ErlangAQuestion } from '../models/erlang-a.ts';
import type { ErlangA } from '../models/patience-figures.ts';
import {
  add,
  divide,
  expMinus,
  fromNumber,
  multiply,
  ONE,
  subtract,
  toNumber,
  whole,
  ZERO,
  type Big,
} from './big-float.ts';

/**
 * Model A by another road: state probabilities by multiplication, and for each number of callers found waiting the law
 * of the time until one's turn as a sum of exponentials (Riordan 1962), all with 640 bits. Slow, and without any
 * quadrature, asymptotics or special function in common with the code under test.
 */
export function exactErlangA(question: ErlangAQuestion): ErlangA {
  const { agents, lines = Infinity } = question;
  const load = fromNumber(question.load);
  const handle = fromNumber(question.handleSeconds);
  const patience = question.patienceSeconds;
  const leave = patience === Infinity ? ZERO : divide(handle, fromNumber(patience));
  const within = divide(fromNumber(question.withinSeconds), handle);
  const states = weights({ agents, lines }, load, leave);
  const total = sumOf(states);
  const share = (weight: Big): Big => divide(weight, total);
  const immediate = share(sumOf(states.slice(0, agents)));
  const waiting = states.slice(agents, lines === Infinity ? undefined : lines).map(share);
  const sums = waitSums(waiting, { crew: whole(agents), leave, within });
  const blocking = lines === Infinity ? ZERO : share(states[lines] ?? ZERO);
  const inTime = add(immediate, sums.answeredEarly);
  const served = add(immediate, sums.answered);
  const queue = share(sumOf(states.slice(agents + 1).map((one, at) => multiply(one, whole(at + 1)))));
  const gone = subtract(ONE, expMinus(multiply(leave, within)));
  const leftEarly = subtract(sums.early, sums.answeredEarly);
  const abandonedWithin = add(leftEarly, multiply(sums.late, gone));
  return {
    waitProbability: toNumber(add(sums.early, sums.late)),
    blocking: toNumber(blocking),
    abandonProbability: toNumber(divide(multiply(leave, queue), load)),
    served: toNumber(served),
    speedOfAnswer: toNumber(multiply(divide(sums.answeredWait, served), handle)),
    meanWait: toNumber(multiply(divide(queue, load), handle)),
    occupancy: toNumber(divide(multiply(load, served), whole(agents))),
    queueLength: toNumber(queue),
    abandonedWithin: toNumber(abandonedWithin),
    serviceLevel: {
      offered: toNumber(inTime),
      answered: toNumber(divide(inTime, served)),
      excludingShortAbandons: toNumber(divide(inTime, subtract(ONE, abandonedWithin))),
      abandonsCountGood: toNumber(add(inTime, abandonedWithin)),
      virtual: toNumber(add(immediate, sums.early)),
    },
    serviceMiss: toNumber(add(add(blocking, leftEarly), sums.late)),
  };
}

const sumOf = (numbers: readonly Big[]): Big => numbers.reduce(add, ZERO);

/** What is left of the states is below this part of the largest: nothing that a double would show. */
const NEGLIGIBLE = 2 ** -900;

function weights(
  { agents, lines }: { readonly agents: number; readonly lines: number },
  load: Big,
  leave: Big,
): readonly Big[] {
  const all = [ONE];
  let [last, highest] = [ONE, ONE];
  for (let n = 1; n <= lines; n += 1) {
    const ahead = multiply(leave, whole(Math.max(0, n - agents)));
    last = divide(multiply(last, load), add(whole(Math.min(n, agents)), ahead));
    if (toNumber(divide(highest, last)) < 1) highest = last;
    all.push(last);
    if (lines === Infinity && n > agents && toNumber(divide(last, highest)) < NEGLIGIBLE) break;
  }
  return all;
}

type Wait = { readonly crew: Big; readonly leave: Big; readonly within: Big };
type WaitSums = Record<'answered' | 'answeredEarly' | 'answeredWait' | 'early' | 'late', Big>;

/** Sums over the callers found waiting: P(turn not reached within T) adds one term for each of them. */
function waitSums(waiting: readonly Big[], { crew, leave, within }: Wait): WaitSums {
  const turned = subtract(ONE, expMinus(multiply(leave, within)));
  const perLeave = leave.mantissa === 0n ? undefined : divide(turned, leave);
  const sums: WaitSums = { answered: ZERO, answeredEarly: ZERO, answeredWait: ZERO, early: ZERO, late: ZERO };
  let term = expMinus(multiply(crew, within));
  let patientTerm = expMinus(multiply(add(crew, leave), within));
  let [notYet, patientNotYet, delay] = [ZERO, ZERO, ZERO];
  for (const [j, share] of waiting.entries()) {
    const ahead = add(crew, multiply(leave, whole(j)));
    const rate = add(ahead, leave);
    notYet = add(notYet, term);
    patientNotYet = add(patientNotYet, patientTerm);
    delay = add(delay, divide(ONE, rate));
    const answered = multiply(share, divide(crew, rate));
    sums.answered = add(sums.answered, answered);
    sums.answeredEarly = add(sums.answeredEarly, multiply(answered, subtract(ONE, patientNotYet)));
    sums.answeredWait = add(sums.answeredWait, multiply(answered, delay));
    sums.late = add(sums.late, multiply(share, notYet));
    sums.early = add(sums.early, multiply(share, subtract(ONE, notYet)));
    const shifted = perLeave === undefined ? multiply(crew, within) : multiply(ahead, perLeave);
    const patientShifted = perLeave === undefined ? shifted : multiply(rate, perLeave);
    term = divide(multiply(term, shifted), whole(j + 1));
    patientTerm = divide(multiply(patientTerm, patientShifted), whole(j + 1));
  }
  return sums;
}
