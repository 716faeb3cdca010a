/** An arrival rate as a multiple of its mean, and its weight; weights sum to 1, and so do ratio × weight. */
export type RateNode = { readonly ratio: number; readonly weight: number };

/** Rates within this of their mean are known: the figures would not change in the third digit. */
const CERTAIN_CV = 0.003;

const CERTAIN: readonly RateNode[] = [{ ratio: 1, weight: 1 }];

/**
 * Points at which to average over a gamma-distributed rate of mean 1: Gauss–Laguerre quadrature by the eigenvalues of the
 * three-term recurrence (Golub and Welsch 1969). More points where the rate spreads further than chance does anyway.
 */
export function gammaNodes(cv: number, load: number): readonly RateNode[] {
  if (cv < CERTAIN_CV) return CERTAIN;
  return laguerreNodes(1 / (cv * cv), pointsFor(cv * Math.sqrt(load)));
}

/** Figures turn within a rate's √load; found by comparison with erlang-c's own average: service level within 0.1 points. */
function pointsFor(spread: number): number {
  if (spread < 0.8) return 3;
  if (spread < 1.2) return 5;
  if (spread < 1.6) return 6;
  if (spread < 2.5) return 8;
  return spread < 4 ? 14 : 24;
}

/** Enough sweeps for 24 points; two or three each are usual. */
const MOST_SWEEPS = 60;

function laguerreNodes(shape: number, points: number): readonly RateNode[] {
  const diagonal = Float64Array.from({ length: points }, (_, k) => 2 * k + shape);
  const beside = Float64Array.from({ length: points }, (_, k) =>
    k + 1 < points ? Math.sqrt((k + 1) * (k + shape)) : 0,
  );
  const first = Float64Array.from({ length: points }, (_, k) => (k === 0 ? 1 : 0));
  for (let low = 0; low < points; low += 1) {
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
      const high = firstSplit(diagonal, beside, low);
      if (high === low) break;
      sweepUp({ diagonal, beside, first }, low, high);
    }
  }
  return Array.from(diagonal, (value, k) => ({ ratio: value / shape, weight: (first[k] ?? 0) ** 2 }));
}

function firstSplit(diagonal: Float64Array, beside: Float64Array, low: number): number {
  for (let at = low; at < diagonal.length - 1; at += 1) {
    const size = Math.abs(diagonal[at] ?? 0) + Math.abs(diagonal[at + 1] ?? 0);
    if (Math.abs(beside[at] ?? 0) <= Number.EPSILON * size) return at;
  }
  return diagonal.length - 1;
}

type Tridiagonal = {
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
  /** First row of the eigenvectors. */
  readonly first: Float64Array;
};

/** One implicit QL step with Wilkinson's shift (Bowdler, Martin, Reinsch and Wilkinson 1968), on the first row only. */
function sweepUp({ diagonal, beside, first }: Tridiagonal, low: number, high: number): void {
  const gap = ((diagonal[low + 1] ?? 0) - (diagonal[low] ?? 0)) / (2 * (beside[low] ?? 1));
  const root = Math.hypot(gap, 1);
  let g =
    (diagonal[high] ?? 0) - (diagonal[low] ?? 0) + (beside[low] ?? 0) / (gap + (gap < 0 ? -root : root));
  let [sine, cosine, p] = [1, 1, 0];
  for (let at = high - 1; at >= low; at -= 1) {
    const f = sine * (beside[at] ?? 0);
    const b = cosine * (beside[at] ?? 0);
    const length = Math.hypot(f, g);
    beside[at + 1] = length;
    if (length === 0) {
      diagonal[at + 1] = (diagonal[at + 1] ?? 0) - p;
      beside[high] = 0;
      return;
    }
    [sine, cosine] = [f / length, g / length];
    g = (diagonal[at + 1] ?? 0) - p;
    const turn = ((diagonal[at] ?? 0) - g) * sine + 2 * cosine * b;
    p = sine * turn;
    diagonal[at + 1] = g + p;
    g = cosine * turn - b;
    const upper = first[at + 1] ?? 0;
    first[at + 1] = sine * (first[at] ?? 0) + cosine * upper;
    first[at] = cosine * (first[at] ?? 0) - sine * upper;
  }
  diagonal[low] = (diagonal[low] ?? 0) - p;
  beside[low] = g;
  beside[high] = 0;
}
