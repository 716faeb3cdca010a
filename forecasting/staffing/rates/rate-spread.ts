/** Quantile bands of a forecast count. */
export type ForecastBand = {
  readonly offered: number;
  readonly low80: number;
  readonly high80: number;
  readonly low95: number;
  readonly high95: number;
};

/** A rate that spreads further is not a forecast. */
const MOST_CV = 2;

/** Normal quantiles of 90 % and 97.5 %: the bands' half widths in standard deviations. */
const Z_80 = 1.2815515655446004;
const Z_95 = 1.959963984540054;

/**
 * How uncertain the arrival rate is, as a coefficient of variation. The bands are those of the count; what is left of their
 * variance when the Poisson noise is taken off, which the queueing model has already, is the rate's own. 0 when nothing is left.
 */
export function rateSpread({ offered, low80, high80, low95, high95 }: ForecastBand): number {
  if (offered <= 0) return 0;
  const deviation = ((high80 - low80) / (2 * Z_80) + (high95 - low95) / (2 * Z_95)) / 2;
  const ofRate = deviation * deviation - offered;
  return ofRate <= 0 ? 0 : Math.min(MOST_CV, Math.sqrt(ofRate) / offered);
}
