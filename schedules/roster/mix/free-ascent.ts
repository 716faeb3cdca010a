import { rosterColumn, type RosterColumn } from '../columns/master.ts';
import { costsAt } from '../columns/price-at.ts';
import { isOver, type Rostering } from '../columns/rostering.ts';
import { oneMore } from '../lines/demand-book.ts';
import { cheapestFreeLine, freePricer, freeRoom } from '../lines/free-line.ts';
import { ascend, type Ascent, type AscentLimits } from './ascend.ts';
import { ascentMix, type LineMix } from './line-mix.ts';
import { openSums, type PersonSums } from './person-sums.ts';

export type FreeAscent = { readonly ascent: Ascent; readonly mix: LineMix };

/**
 * A bound and its prices within seconds, however long the horizon: limits of sums are prices too, so that no table is
 * needed. It is a little below the bound of whole lines. Nothing when somebody has no line even so.
 */
export function freeAscent(rostering: Rostering, limits: AscentLimits): FreeAscent | undefined {
  const { models, book } = rostering;
  const room = freeRoom();
  const sums = models.map((model) => openSums(freePricer(model, room)));
  const columns = firstLines(rostering, sums);
  if (columns.length < models.length) return undefined;
  const mix = ascentMix(book, columns, sums);
  return { ascent: ascend(rostering, mix, limits), mix };
}

/** One after another everybody gets the free line that suits what is still missing best. */
function firstLines({ book, models }: Rostering, sums: readonly PersonSums[]): readonly RosterColumn[] {
  const met = new Int32Array(book.required.length);
  const change = new Float64Array(book.required.length);
  return sums.flatMap(({ pricer, prices }, person) => {
    const model = models[person];
    if (model === undefined) return [];
    oneMore(book, met, change);
    const worth = change.map((cost) => -cost);
    const found = cheapestFreeLine(pricer, costsAt(book, model, worth), prices);
    if (found === undefined) return [];
    const column = rosterColumn(book, model, found.line);
    for (const place of column.demands) met[place] = (met[place] ?? 0) + 1;
    return [column];
  });
}

/** The end of an ascent that may take so many seconds. */
export function endAfter(rostering: Rostering, seconds: number): () => boolean {
  const until = rostering.secondsLeft() - seconds;
  return () => rostering.secondsLeft() < until || isOver(rostering);
}
