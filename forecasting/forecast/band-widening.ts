import { quantile } from 'd3-array';
import type { Grid } from '../models/grid.ts';
import { NORMAL_90 } from './interval-band.ts';

/** A widening outside of this says that something else is wrong. */
const LEAST = 0.8;
const MOST = 1.4;
/** A quarter of working days: before that less had been learnt, and errors were larger than they will be. */
const JUDGED_DAYS = 60;
/** Errors of so many days are needed to be believed by half. */
const DOUBT_DAYS = 15;

/**
 * What deviations must be multiplied by for four of five past errors to lie within their 80 % band: real errors have
 * longer tails, and shorter shoulders, than normal ones. 1 when no error is known.
 */
export function bandWidening(errors: Grid, covariance: Grid): number {
  const distances: number[] = [];
  for (let row = Math.max(0, errors.rows - JUDGED_DAYS); row < errors.rows; row += 1)
    for (let column = 0; column < errors.columns; column += 1) {
      const error = errors.cells[row * errors.columns + column] ?? Number.NaN;
      const variance = covariance.cells[column * covariance.columns + column] ?? 0;
      if (!Number.isNaN(error) && variance > 0) distances.push(Math.abs(error) / Math.sqrt(variance));
    }
  const found = (quantile(distances, 0.8) ?? NORMAL_90) / NORMAL_90;
  const trust = errors.rows / (errors.rows + DOUBT_DAYS);
  return Math.max(LEAST, Math.min(MOST, 1 + trust * (found - 1)));
}
