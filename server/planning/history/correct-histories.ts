import type { QueueId } from '#domain/ids.ts';
import {
  correctHistory,
  usualCorrection,
  type Correction,
} from '../../../forecasting/history/correct-history.ts';
import { findOddities, type Oddity } from '../../../forecasting/history/find-oddities.ts';
import type { QueueHistory } from '../../../forecasting/history/queue-history.ts';
import type { OwnCorrection } from '../tables/read-corrections.ts';

/** Something odd that was found, and what was done about it. */
export type FoundOddity = {
  readonly queue: QueueId;
  readonly intervalMinutes: number;
  readonly oddity: Oddity;
  readonly treatment: 'left as it is' | 'taken as unknown';
};

/** The history as rules and the user correct it, with every oddity and what was done about it. */
export function correctOddities(
  history: QueueHistory,
  own: readonly OwnCorrection[],
): { readonly history: QueueHistory; readonly found: readonly FoundOddity[] } {
  const { queue, intervalMinutes } = history;
  const mine = own.filter((one) => one.queue === queue);
  const kept = new Set(mine.filter(({ kind }) => kind === 'keep').map(({ day }) => day));
  const corrections: Correction[] = mine.flatMap((one) => correctionOf(one, history));
  const found = findOddities(history).map((oddity): FoundOddity => {
    const usual = kept.has(oddity.day) ? undefined : usualCorrection(oddity);
    if (usual !== undefined) corrections.push(usual);
    const treatment = usual === undefined ? 'left as it is' : 'taken as unknown';
    return { queue, intervalMinutes, oddity, treatment };
  });
  return { history: corrections.length === 0 ? history : correctHistory(history, corrections), found };
}

function correctionOf({ kind, day, factor }: OwnCorrection, { offered }: QueueHistory): Correction[] {
  switch (kind) {
    case 'keep':
      return [];
    case 'unknown':
      return [{ kind, day, first: 0, last: offered.columns - 1 }];
    case 'rescale':
      return [{ kind, day, factor }];
  }
}
