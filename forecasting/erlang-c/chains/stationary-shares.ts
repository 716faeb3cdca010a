/** One way out of a state of a Markov chain in continuous time, with its rate. */
export type Move = { readonly from: number; readonly to: number; readonly rate: number };

/** Numbers held in the band; more than this is no longer "a small crew" (800 MB). */
const MOST_CELLS = 1e8;

/**
 * The share of time a Markov chain spends in each of its states 0…states−1 in the long run, by state reduction
 * (Grassmann, Taksar and Heyman 1985): only sums, products and quotients of positive numbers, so that the smallest
 * share keeps its digits. Every state must lead to state 0 in the end. Number neighbouring states close together: the
 * work grows with states × band². Throws a `RangeError` when the band is too large.
 */
export function stationaryShares(states: number, moves: readonly Move[]): Float64Array {
  const reach = moves.reduce((widest, { from, to }) => Math.max(widest, Math.abs(from - to)), 0);
  const width = 2 * reach + 1;
  if (states * width > MOST_CELLS)
    throw new RangeError(`states must be fewer, got ${states} in a band of ${width}`);
  const band = new Float64Array(states * width);
  for (const { from, to, rate } of moves) {
    const cell = from * width + to - from + reach;
    band[cell] = (band[cell] ?? 0) + rate;
  }
  for (let last = states - 1; last > 0; last -= 1) removeState(band, last, reach);
  return backSubstitute(band, states, reach);
}

/** Takes the last state out and leads what passed through it past it. */
function removeState(band: Float64Array, last: number, reach: number): void {
  const width = 2 * reach + 1;
  const first = Math.max(0, last - reach);
  const row = last * width - last + reach;
  let out = 0;
  for (let to = first; to < last; to += 1) out += band[row + to] ?? 0;
  for (let from = first; from < last; from += 1) {
    const into = from * width + last - from + reach;
    const through = (band[into] ?? 0) / out;
    if (through === 0) continue;
    band[into] = through;
    const target = from * width - from + reach;
    for (let to = first; to < last; to += 1) {
      band[target + to] = (band[target + to] ?? 0) + through * (band[row + to] ?? 0);
    }
  }
}

function backSubstitute(band: Float64Array, states: number, reach: number): Float64Array {
  const width = 2 * reach + 1;
  const shares = new Float64Array(states);
  shares[0] = 1;
  let total = 1;
  for (let state = 1; state < states; state += 1) {
    let share = 0;
    for (let from = Math.max(0, state - reach); from < state; from += 1) {
      share += (shares[from] ?? 0) * (band[from * width + state - from + reach] ?? 0);
    }
    shares[state] = share;
    total += share;
  }
  return shares.map((share) => share / total);
}
