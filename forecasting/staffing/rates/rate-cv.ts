import type { CountForecast } from '#domain/forecast.ts';

/** A rate that spreads further is not a forecast. */
const MOST_CV = 2;

/**
 * How uncertain an arrival rate is, as a coefficient of variation: what is left of the count's variance when the chance of single
 * contacts (Poisson) is taken off, which the queueing model has already. 0 when nothing is left.
 */
export function rateCv({ offered, variance }: Pick<CountForecast, 'offered' | 'variance'>): number {
  const ofRate = variance - offered;
  return offered <= 0 || ofRate <= 0 ? 0 : Math.min(MOST_CV, Math.sqrt(ofRate) / offered);
}
