import type { Band } from '#domain/forecast.ts';

/** Normal quantiles of 90 % and 97.5 %: the bands' half widths in standard deviations. */
const Z_80 = 1.2815515655446004;
const Z_95 = 1.959963984540054;

/** The variance of a count of which only the bands are known, as of one read from a table: never below its own chance. */
export function bandVariance({ offered, low80, high80, low95, high95 }: Band): number {
  const deviation = ((high80 - low80) / (2 * Z_80) + (high95 - low95) / (2 * Z_95)) / 2;
  return Math.max(offered, deviation * deviation);
}
