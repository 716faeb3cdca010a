import type { LocalDay } from '#domain/local-day.ts';
import { gridRow, type Grid } from '../models/grid.ts';
import type { Oddity } from './find-oddities.ts';
import type { QueueHistory } from './queue-history.ts';

/**
 * What shall be done to a history. `unknown`: the intervals were not as they should be, so nothing is known of them.
 * `rescale`: everything before `day` is multiplied, because the level is another one since.
 */
export type Correction =
  | { readonly kind: 'unknown'; readonly day: LocalDay; readonly first: number; readonly last: number }
  | { readonly kind: 'rescale'; readonly day: LocalDay; readonly factor: number };

/** The history as corrected; what it was made from is left as it is. */
export function correctHistory(history: QueueHistory, corrections: readonly Correction[]): QueueHistory {
  const offered: Grid = { ...history.offered, cells: history.offered.cells.slice() };
  for (const correction of corrections) {
    for (const [row, day] of history.days.entries()) {
      const cells = gridRow(offered, row);
      if (correction.kind === 'unknown' && day === correction.day)
        cells.fill(Number.NaN, correction.first, correction.last + 1);
      if (correction.kind === 'rescale' && day < correction.day)
        for (const [at, count] of cells.entries()) cells[at] = count * correction.factor;
    }
  }
  return { ...history, offered };
}

/**
 * What is done about an oddity when nobody says otherwise: an outage is unknown. An outlier is left, since the filter bends before
 * it and it may be an event; a level shift too, since the filter follows it within weeks: both are for a person to judge.
 */
export function usualCorrection(oddity: Oddity): Correction | undefined {
  switch (oddity.kind) {
    case 'outage':
      return { kind: 'unknown', day: oddity.day, first: oddity.first, last: oddity.last };
    case 'outlier':
    case 'level-shift':
      return undefined;
  }
}
