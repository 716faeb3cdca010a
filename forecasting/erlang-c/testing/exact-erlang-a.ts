import type { ErlangAQuestion } from '../models/erlang-a.ts';
import type { ErlangA } from '../models/patience-figures.ts';
import { fixedPoint } from './fixed-point.ts';

const { one: ONE, divide, expMinus, fromNumber, multiply, toNumber } = fixedPoint;

/**
 * Model A by another road: state probabilities by multiplication, and for each number of callers found waiting the law
 * of the time until one's turn as a sum of exponentials (Riordan 1962), all with 420 decimals. Slow, and without any
 * quadrature, asymptotics or special function in common with the code under test.
 */
export function exactErlangA(question: ErlangAQuestion): ErlangA {
  const { agents, lines = Infinity } = question;
  const load = fromNumber(question.load);
  const handle = fromNumber(question.handleSeconds);
  const patience = question.patienceSeconds;
  const leave = patience === Infinity ? 0n : divide(handle, fromNumber(patience));
  const within = divide(fromNumber(question.withinSeconds), handle);
  const states = weights(agents, lines, load, leave);
  const total = states.reduce((sum, one) => sum + one, 0n);
  const shares = states.map((one) => divide(one, total));
  const blocking = lines === Infinity ? 0n : (shares[lines] ?? 0n);
  const waiting = shares.slice(agents, lines === Infinity ? undefined : lines);
  const immediate = shares.slice(0, agents).reduce((sum, one) => sum + one, 0n);
  const sums = waitSums(waiting, { crew: BigInt(agents) * ONE, leave, within });
  const inTime = immediate + sums.answeredEarly;
  const served = immediate + sums.answered;
  const queue = shares.reduce((sum, one, n) => sum + one * BigInt(Math.max(0, n - agents)), 0n);
  const gone = ONE - expMinus(multiply(leave, within));
  const leftEarly = sums.early - sums.answeredEarly;
  const abandonedWithin = leftEarly + multiply(sums.late, gone);
  return {
    waitProbability: toNumber(sums.early + sums.late),
    blocking: toNumber(blocking),
    abandonProbability: toNumber(divide(multiply(leave, queue), load)),
    served: toNumber(served),
    speedOfAnswer: toNumber(multiply(divide(sums.answeredWait, served), handle)),
    meanWait: toNumber(multiply(divide(queue, load), handle)),
    occupancy: toNumber(multiply(load, served) / BigInt(agents)),
    queueLength: toNumber(queue),
    abandonedWithin: toNumber(abandonedWithin),
    serviceLevel: {
      offered: toNumber(inTime),
      answered: toNumber(divide(inTime, served)),
      excludingShortAbandons: toNumber(divide(inTime, ONE - abandonedWithin)),
      abandonsCountGood: toNumber(inTime + abandonedWithin),
      virtual: toNumber(immediate + sums.early),
    },
    serviceMiss: toNumber(ONE - inTime),
  };
}

function weights(agents: number, lines: number, load: bigint, leave: bigint): bigint[] {
  const all = [ONE];
  let [last, highest] = [ONE, ONE];
  for (let n = 1; n <= lines; n += 1) {
    const rate = BigInt(Math.min(n, agents)) * ONE + BigInt(Math.max(0, n - agents)) * leave;
    last = (last * load) / rate;
    if (last > highest) highest = last;
    all.push(last);
    if (n > agents && last < highest / 10n ** 400n) break;
  }
  return all;
}

type Wait = { readonly crew: bigint; readonly leave: bigint; readonly within: bigint };
type WaitSums = Record<'answered' | 'answeredEarly' | 'answeredWait' | 'early' | 'late', bigint>;

/** Sums over the callers found waiting: P(turn not reached within T) adds one term for each of them. */
function waitSums(waiting: readonly bigint[], { crew, leave, within }: Wait): WaitSums {
  const turned = ONE - expMinus(multiply(leave, within));
  const sums: WaitSums = { answered: 0n, answeredEarly: 0n, answeredWait: 0n, early: 0n, late: 0n };
  let term = expMinus(multiply(crew, within));
  let patientTerm = expMinus(multiply(crew + leave, within));
  let [notYet, patientNotYet, delay] = [0n, 0n, 0n];
  for (const [j, share] of waiting.entries()) {
    const ahead = BigInt(j) * leave;
    notYet += term;
    patientNotYet += patientTerm;
    delay += divide(ONE, crew + ahead + leave);
    const answered = multiply(share, divide(crew, crew + ahead + leave));
    sums.answered += answered;
    sums.answeredEarly += multiply(answered, ONE - patientNotYet);
    sums.answeredWait += multiply(answered, delay);
    sums.late += multiply(share, notYet);
    sums.early += multiply(share, ONE - notYet);
    const next = BigInt(j + 1);
    const shifted = leave === 0n ? multiply(crew, within) : divide(multiply(crew + ahead, turned), leave);
    const patientShifted = leave === 0n ? shifted : divide(multiply(crew + ahead + leave, turned), leave);
    term = multiply(term, shifted) / next;
    patientTerm = multiply(patientTerm, patientShifted) / next;
  }
  return sums;
}
