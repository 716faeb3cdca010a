import { corridorsAround, type LineShare } from '../lines/corridor.ts';
import { corridorPricer, type LinePricer } from '../lines/line-pricer.ts';
import type { Rostering } from '../columns/rostering.ts';
import type { LineMix } from './line-mix.ts';

/**
 * Pricers of whole lines for everybody: where a table of all sums would be too large it holds those near the average of
 * the mix, which is near what good lines have.
 */
export function withCorridors(rostering: Rostering, { parts }: Pick<LineMix, 'parts'>): Rostering {
  const pricers = rostering.pricers.map(
    (pricer, person) =>
      pricer ??
      narrowPricer(
        rostering,
        person,
        (parts[person] ?? []).flatMap(({ column: { line }, share }) => (share > 0 ? [{ line, share }] : [])),
      ),
  );
  return { ...rostering, pricers };
}

function narrowPricer(
  { models, room }: Rostering,
  person: number,
  lines: readonly LineShare[],
): LinePricer | undefined {
  const model = models[person];
  if (model === undefined) return undefined;
  for (const width of WIDTHS) {
    const pricer = corridorPricer(model, room, corridorsAround(model, lines, width), MOST_VALUES);
    if (pricer?.prepared !== undefined) return pricer;
  }
  return undefined;
}

/** In shifts to each side. Three lose nothing measurable of the bound on 84 and 182 days; more are for who has little choice. */
const WIDTHS = [3, 6, 12];

/** 32 MB, filled in some ten milliseconds. */
const MOST_VALUES = 4_000_000;
