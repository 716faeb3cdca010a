import { gridColumn } from './clean-grid.ts';
import { makeGrid, type Grid } from './grid.ts';
import { clip, robustDeviation } from './robust.ts';

/** Beyond this many deviations an error says more about the day than about the noise. */
const CUT = 3;
/** Share of what was measured; the rest is a covariance that knows only how far apart two intervals are. */
const MEASURED = 0.5;
/** Poisson noise on the scale of counts: no interval is surer than that. */
const LEAST_VARIANCE = 0.2;

/**
 * How the errors of a day's intervals go together, from the errors of past days (unknown cells are NaN): half as
 * measured, half by distance in time alone, since a matrix from a few dozen days is mostly noise.
 */
export function errorCovariance(errors: Grid): Grid {
  const size = { rows: errors.columns, columns: errors.columns };
  const columns = Array.from({ length: errors.columns }, (_, column) =>
    cutColumn(gridColumn(errors, column)),
  );
  const deviations = columns.map((column) =>
    Math.sqrt(Math.max(LEAST_VARIANCE, meanProduct(column, column))),
  );
  const measured = makeGrid(size, (i, j) =>
    i > j
      ? 0
      : i === j
        ? 1
        : meanProduct(columns[i], columns[j]) / ((deviations[i] ?? 1) * (deviations[j] ?? 1)),
  );
  const byLag = fitLags(measured);
  return makeGrid(size, (i, j) => {
    const upper = measured.cells[Math.min(i, j) * errors.columns + Math.max(i, j)] ?? 0;
    const correlation = i === j ? 1 : MEASURED * upper + (1 - MEASURED) * byLag(Math.abs(i - j));
    return correlation * (deviations[i] ?? 0) * (deviations[j] ?? 0);
  });
}

function cutColumn(column: Float64Array): Float64Array {
  const limit = CUT * robustDeviation(column);
  return Number.isNaN(limit) ? column : column.map((error) => clip(error, Math.max(limit, CUT / 2)));
}

function meanProduct(a: Float64Array | undefined, b: Float64Array | undefined): number {
  let sum = 0;
  let known = 0;
  for (let row = 0; row < (a?.length ?? 0); row += 1) {
    const product = (a?.[row] ?? Number.NaN) * (b?.[row] ?? Number.NaN);
    if (Number.isNaN(product)) continue;
    sum += product;
    known += 1;
  }
  return known > 0 ? sum / known : 0;
}

const DECAYS: readonly number[] = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/** The correlation by lag that fits best: a part that lasts all day (the day's level) and a part that fades. */
function fitLags(correlations: Grid): (lag: number) => number {
  const size = correlations.rows;
  const lags = Array.from({ length: Math.floor((size * 2) / 3) }, (_, index) => index + 1);
  const means = lags.map((lag) => {
    let sum = 0;
    for (let i = 0; i + lag < size; i += 1) sum += correlations.cells[i * size + i + lag] ?? 0;
    return sum / (size - lag);
  });
  let best = { misfit: Infinity, decay: 0, lasting: 0, fading: 0 };
  for (const decay of DECAYS) {
    const fit = fitDecay({ lags, means, size }, decay);
    if (fit.misfit < best.misfit) best = { ...fit, decay };
  }
  return (lag) => best.lasting + best.fading * best.decay ** lag;
}

type Lags = { readonly lags: readonly number[]; readonly means: readonly number[]; readonly size: number };

/** Least squares for both parts, neither below 0, each lag weighted by its pairs. */
function fitDecay(
  { lags, means, size }: Lags,
  decay: number,
): { misfit: number; lasting: number; fading: number } {
  let [w, x, xx, y, xy] = [0, 0, 0, 0, 0];
  for (const [index, lag] of lags.entries()) {
    const weight = size - lag;
    const part = decay ** lag;
    const mean = means[index] ?? 0;
    w += weight;
    x += weight * part;
    xx += weight * part * part;
    y += weight * mean;
    xy += weight * part * mean;
  }
  const determinant = w * xx - x * x;
  let fading = determinant > 1e-9 ? (w * xy - x * y) / determinant : 0;
  let lasting = w > 0 ? (y - fading * x) / w : 0;
  if (lasting < 0) [lasting, fading] = [0, xx > 0 ? xy / xx : 0];
  if (fading < 0) [lasting, fading] = [Math.max(0, w > 0 ? y / w : 0), 0];
  let misfit = 0;
  for (const [index, lag] of lags.entries())
    misfit += (size - lag) * ((means[index] ?? 0) - lasting - fading * decay ** lag) ** 2;
  // Correlations cannot exceed one.
  const most = Math.min(1, 0.98 / Math.max(0.98, lasting + fading));
  return { misfit, lasting: lasting * most, fading: fading * most };
}
