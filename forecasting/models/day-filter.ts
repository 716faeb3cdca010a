/**
 * What a day's figure is made of: states that are each loaded by the day's features. A state without `days` never
 * changes (the effect of Mondays); one with `days` forgets (the level of these weeks): an Ornstein-Uhlenbeck process with that time constant.
 */
export type DayStates = {
  /** Variance of each state before anything is seen. */
  readonly variance: Float64Array;
  /** Time constant of each state in days; Infinity: it stays. */
  readonly days: Float64Array;
  /** The same for what is expected of later days. */
  readonly ahead: Readonly<Record<Outlook, Float64Array>>;
};

/** What is held of a level that has drifted: that it stays, or that it returns to the usual one. */
export type Outlook = 'stays' | 'returns';

/** Which states a day shows, and how strongly. */
export type DayLoads = { readonly at: Int32Array; readonly by: Float64Array };

/** One day as the filter sees it: when, through which features, and the figure, which is NaN when it is unknown. */
export type FilterDay = { readonly number: number; readonly loads: DayLoads; readonly figure: number };

/** What is known of the states after a day. */
export type FilterState = {
  readonly number: number;
  readonly mean: Float64Array;
  /** Row by row. */
  readonly covariance: Float64Array;
};

export type Filtered = {
  readonly state: FilterState;
  /** What each day was forecast to be on the day before; known for unknown days too. */
  readonly expected: Float64Array;
  /** Variance of the day's figure around it. */
  readonly variance: Float64Array;
  /** Log likelihood of the figures, robust: a wild day costs no more than its distance. */
  readonly logLikelihood: number;
};

/** Beyond this many standard deviations a day pulls no harder (Huber's bend; a day in a hundred of a normal series). */
const BEND = 2.5;

/**
 * Runs the filter over the days (Kalman; gains bent as by Huber 1964 for wild days). What was known after each day, the means of the
 * states row by row, is written into `means` where it is wanted.
 */
export function filterDays(
  states: DayStates,
  noise: number,
  days: readonly FilterDay[],
  means?: Float64Array,
): Filtered {
  const state = freshState(states, days[0]?.number ?? 0);
  const expected = new Float64Array(days.length);
  const variance = new Float64Array(days.length);
  const size = states.variance.length;
  const gain = new Float64Array(size);
  let logLikelihood = 0;
  for (const [index, day] of days.entries()) {
    passTime(states, state, day.number);
    const seen = look(state, day.loads, gain);
    expected[index] = seen.mean;
    variance[index] = seen.variance + noise;
    if (!Number.isNaN(day.figure)) {
      logLikelihood += learn(state, gain, { error: day.figure - seen.mean, variance: seen.variance + noise });
    }
    means?.set(state.mean, index * size);
  }
  return { state, expected, variance, logLikelihood };
}

/** Mean and variance of the figures of later days, as far as is known now; noise is not in it. */
export function foresee(
  states: DayStates,
  known: FilterState,
  days: readonly Omit<FilterDay, 'figure'>[],
  outlook: Outlook,
): { readonly mean: number; readonly variance: number }[] {
  const state = {
    number: known.number,
    mean: known.mean.slice(),
    covariance: known.covariance.slice(),
  };
  const gain = new Float64Array(known.mean.length);
  return days.map(({ number, loads }) => {
    fade(state.mean, states.ahead[outlook], number - state.number);
    spread(states, state, number);
    return look(state, loads, gain);
  });
}

/**
 * What each day was expected to be by whoever knew the days at least `lead` days before it. NaN where there are none, and before
 * row `from`.
 */
export function expectedAhead(
  states: DayStates,
  means: Float64Array,
  {
    days,
    lead,
    outlook,
    from,
  }: {
    readonly days: readonly FilterDay[];
    readonly lead: number;
    readonly outlook: Outlook;
    readonly from: number;
  },
): Float64Array {
  const constants = states.ahead[outlook];
  const size = constants.length;
  const expected = new Float64Array(days.length).fill(Number.NaN);
  let known = -1;
  for (const [row, { number, loads }] of days.entries()) {
    while ((days[known + 1]?.number ?? Infinity) <= number - lead) known += 1;
    if (row < from || known < 0) continue;
    const mean = means.slice(known * size, (known + 1) * size);
    fade(mean, constants, number - (days[known]?.number ?? number));
    let sum = 0;
    for (const [load, at] of loads.at.entries()) sum += (loads.by[load] ?? 0) * (mean[at] ?? 0);
    expected[row] = sum;
  }
  return expected;
}

type Running = { number: number; readonly mean: Float64Array; readonly covariance: Float64Array };

function freshState({ variance }: DayStates, number: number): Running {
  const size = variance.length;
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) covariance[i * size + i] = variance[i] ?? 0;
  return { number, mean: new Float64Array(size), covariance };
}

function passTime(states: DayStates, state: Running, number: number): void {
  fade(state.mean, states.days, number - state.number);
  spread(states, state, number);
}

/** Lets the means of what forgets go back towards none. */
function fade(mean: Float64Array, days: Float64Array, gap: number): void {
  if (gap <= 0) return;
  for (let i = 0; i < mean.length; i += 1)
    if (days[i] !== Infinity) mean[i] = (mean[i] ?? 0) * Math.exp(-gap / (days[i] ?? Infinity));
}

/** Lets time pass for what is known of the states, and sets the day. */
function spread({ variance, days }: DayStates, state: Running, number: number): void {
  const gap = number - state.number;
  state.number = number;
  if (gap <= 0) return;
  const size = variance.length;
  const { covariance } = state;
  for (let i = 0; i < size; i += 1) {
    const time = days[i] ?? Infinity;
    if (time === Infinity) continue;
    const kept = Math.exp(-gap / time);
    // Row and column: the diagonal is met twice, as it should.
    for (let j = 0; j < size; j += 1) {
      covariance[i * size + j] = (covariance[i * size + j] ?? 0) * kept;
      covariance[j * size + i] = (covariance[j * size + i] ?? 0) * kept;
    }
    covariance[i * size + i] = (covariance[i * size + i] ?? 0) + (variance[i] ?? 0) * (1 - kept * kept);
  }
}

/** Writes the covariance of the states with the day's figure into `gain`. */
function look(
  { mean, covariance }: FilterState,
  { at, by }: DayLoads,
  gain: Float64Array,
): { mean: number; variance: number } {
  const size = mean.length;
  gain.fill(0);
  let sum = 0;
  for (let load = 0; load < at.length; load += 1) {
    const i = at[load] ?? 0;
    const weight = by[load] ?? 0;
    sum += weight * (mean[i] ?? 0);
    for (let j = 0; j < size; j += 1) gain[j] = (gain[j] ?? 0) + weight * (covariance[i * size + j] ?? 0);
  }
  let variance = 0;
  for (let load = 0; load < at.length; load += 1) variance += (by[load] ?? 0) * (gain[at[load] ?? 0] ?? 0);
  return { mean: sum, variance };
}

/** Takes in one figure; answers what it adds to the log likelihood. */
function learn(
  { mean, covariance }: FilterState,
  gain: Float64Array,
  { error, variance }: { readonly error: number; readonly variance: number },
): number {
  const size = mean.length;
  const distance = Math.abs(error) / Math.sqrt(variance);
  const bent = variance * Math.max(1, distance / BEND);
  for (let i = 0; i < size; i += 1) {
    const share = (gain[i] ?? 0) / bent;
    mean[i] = (mean[i] ?? 0) + share * error;
    for (let j = 0; j <= i; j += 1) {
      const value = (covariance[i * size + j] ?? 0) - share * (gain[j] ?? 0);
      covariance[i * size + j] = value;
      covariance[j * size + i] = value;
    }
  }
  const cost = distance <= BEND ? (distance * distance) / 2 : BEND * (distance - BEND / 2);
  return -cost - Math.log(variance) / 2;
}
