import { compareFigures, type KnownPeriod } from '#domain/measures/compare-figures.ts';
import { countFigures, inOrder, type Figures } from './count-figures.ts';
import type { PreparedQuestion } from './prepare-question.ts';

/** Figures of a period and of an earlier one, row by row; both are known in part. */
export type BesideFigures = { readonly period: KnownPeriod; readonly figures: readonly Figures[] };

/** A row of an answer, what it was in the earlier period, and how far each measure has changed: a share of 1 (undefined: not told). */
export type ComparedFigures = Figures & {
  readonly earlier: Figures['values'];
  readonly changes: Figures['values'];
};

/**
 * The rows of both periods, by what they stand in. Where only one period has the row the other counts nothing there, so that a queue that
 * fell silent is seen; of a period of which nothing is known every figure is unknown.
 */
export function compareRows(
  prepared: PreparedQuestion,
  now: BesideFigures,
  before: BesideFigures,
): readonly ComparedFigures[] {
  const nothing = countFigures({ ...prepared, dimensions: [] }).figures()[0]?.values ?? [];
  const earlier = isUnknown(before.period) ? undefined : rowsByPlace(before.figures);
  const rows = rowsByPlace(now.figures);
  for (const [key, row] of earlier ?? []) if (!rows.has(key)) rows.set(key, { ...row, values: nothing });
  const all = [...rows].map(([key, row]) => {
    const old = earlier === undefined ? [] : (earlier.get(key)?.values ?? nothing);
    const changes = prepared.measures.map(({ unit }, place) => {
      const compared = compareFigures(
        unit,
        { period: now.period, value: row.values[place] },
        { period: before.period, value: old[place] },
      );
      return 'change' in compared ? compared.change / 100 : undefined;
    });
    return { ...row, earlier: old, changes };
  });
  return all.sort(inOrder(prepared.dimensions));
}

/** Nothing of it is known. */
export const isUnknown = ({ from, to, knownFrom, knownTo }: KnownPeriod): boolean =>
  knownTo <= from || knownFrom >= to;

// An unknown place is written as null, which no text is.
const rowsByPlace = (figures: readonly Figures[]): Map<string, Figures> =>
  new Map(figures.map((row) => [JSON.stringify(row.by), row]));
