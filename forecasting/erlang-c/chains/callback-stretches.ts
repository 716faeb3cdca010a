/** Callers of a floor that offers callbacks; the handle time is the unit of time. */
export type CallerLine = {
  readonly agents: number;
  readonly load: number;
  readonly leaveRate: number;
  readonly acceptShare: number;
  readonly reserve: number;
};

/** Expected time, and the parts of it in which all are busy; ∫ waiting callers and ∫ working agents over it. */
type StretchSums = Record<'time' | 'busy' | 'queue' | 'working', number>;

/** A stretch without callbacks: from `agents − reserve` callers present until somebody accepts. */
export type IdleStretch = {
  readonly sums: StretchSums;
  /** The chance that so many callers are present when that happens, from `acceptedFrom` on. */
  readonly acceptedAt: readonly number[];
  readonly acceptedFrom: number;
};

/** Until the next callback starts, from a number of callers present. */
export type BusyStretch = StretchSums & {
  /** Callbacks accepted on the way, their square, and ∫ of their number. */
  readonly accepted: number;
  readonly acceptedSquare: number;
  readonly acceptedTime: number;
};

/** Callers beyond this are present for less than 1e-17 of the time that the last one before is. */
const NEGLIGIBLE = 1e-17;
const MOST_CALLERS = 10_000_000;

function topOf({ agents, load, leaveRate, acceptShare }: CallerLine): number {
  let weight = 1;
  let highest = 1;
  for (let n = agents + 1; n < MOST_CALLERS; n += 1) {
    weight *= (load * (1 - acceptShare)) / (agents + (n - agents) * leaveRate);
    highest = Math.max(highest, weight);
    if (weight < highest * NEGLIGIBLE) return n;
  }
  throw new RangeError(`patienceSeconds must be shorter for this load, got a line without end`);
}

const up = ({ agents, load, acceptShare }: CallerLine, n: number): number =>
  n < agents ? load : load * (1 - acceptShare);
const down = ({ agents, leaveRate }: CallerLine, n: number): number =>
  n <= agents ? n : agents + (n - agents) * leaveRate;
const acceptRate = ({ agents, load, acceptShare }: CallerLine, n: number): number =>
  n < agents ? 0 : load * acceptShare;

/**
 * The stretch without callbacks. States beyond the start are folded into it by what leaves them for good; only sums, products
 * and quotients of positive numbers. When nobody ever accepts it is the stationary line instead, with the state of the start counting 1.
 */
export function idleStretch(line: CallerLine): IdleStretch {
  const { agents, reserve } = line;
  const start = agents - reserve;
  const top = topOf(line);
  const out = new Float64Array(top + 1);
  // What leaves for good from n, itself or by way of more callers.
  let lost = 0;
  for (let n = top; n > start; n -= 1) {
    lost = acceptRate(line, n) + (n === top ? 0 : (up(line, n) * lost) / (out[n + 1] ?? 1));
    out[n] = down(line, n) + lost;
  }
  const gone =
    acceptRate(line, start) + (start === top ? 0 : (up(line, start) * lost) / (out[start + 1] ?? 1));
  const time = new Float64Array(top + 1);
  time[start] = gone === 0 ? 1 : 1 / gone;
  for (let n = start + 1; n <= top; n += 1) time[n] = ((time[n - 1] ?? 0) * up(line, n - 1)) / (out[n] ?? 1);
  for (let n = start - 1; n >= 0; n -= 1) time[n] = ((time[n + 1] ?? 0) * down(line, n + 1)) / up(line, n);
  const acceptedAt = Array.from(
    { length: top + 1 - agents },
    (_, at) => (time[agents + at] ?? 0) * acceptRate(line, agents + at),
  );
  return { sums: sumsOf(line, time), acceptedAt, acceptedFrom: agents };
}

function sumsOf({ agents }: CallerLine, time: Float64Array): StretchSums {
  const sums = { time: 0, busy: 0, queue: 0, working: 0 };
  for (const [n, here] of time.entries()) {
    sums.time += here;
    sums.busy += n >= agents ? here : 0;
    sums.queue += Math.max(0, n - agents) * here;
    sums.working += Math.min(n, agents) * here;
  }
  return sums;
}

/** By callers present, from `agents − reserve` on: what happens until the next callback starts, which it does there only. */
export function busyStretch(line: CallerLine): readonly BusyStretch[] {
  const { agents, reserve } = line;
  const start = agents - reserve;
  const states = Array.from({ length: topOf(line) + 1 - start }, (_, at) => start + at);
  const until = (reward: (n: number, at: number) => number): Float64Array => untilStart(line, states, reward);
  const time = until(() => 1);
  const busy = until((n) => (n >= agents ? 1 : 0));
  const queue = until((n) => Math.max(0, n - agents));
  const working = until((n) => Math.min(n, agents));
  const accepted = until((n) => acceptRate(line, n));
  const acceptedSquare = until((n, at) => acceptRate(line, n) * (2 * (accepted[at] ?? 0) + 1));
  const acceptedTime = until((n, at) => acceptRate(line, n) * (time[at] ?? 0));
  return states.map((_, at) => ({
    time: time[at] ?? 0,
    busy: busy[at] ?? 0,
    queue: queue[at] ?? 0,
    working: working[at] ?? 0,
    accepted: accepted[at] ?? 0,
    acceptedSquare: acceptedSquare[at] ?? 0,
    acceptedTime: acceptedTime[at] ?? 0,
  }));
}

/** Expected ∫ reward until the next callback starts, by states: each is what the one below has, and the way down to it. */
function untilStart(
  line: CallerLine,
  states: readonly number[],
  reward: (n: number, at: number) => number,
): Float64Array {
  const steps = new Float64Array(states.length + 1);
  for (let at = states.length - 1; at >= 0; at -= 1) {
    const n = states[at] ?? 0;
    steps[at] = (reward(n, at) + up(line, n) * (steps[at + 1] ?? 0)) / Math.max(1, down(line, n));
  }
  let sum = 0;
  return Float64Array.from(states, (_, at) => {
    sum += steps[at] ?? 0;
    return sum;
  });
}
