import { queueId } from '#domain/ids.ts';
import { addDays, localDay, type LocalDay } from '#domain/local-day.ts';
import { intervalsADay, type QueueHistory } from '../history/queue-history.ts';
import { gridRow, unknownGrid, type Grid } from '../models/grid.ts';
import { normalQuantile } from '../simulation/random/normal-quantile.ts';
import { randomStreams, unitAt } from '../simulation/random/random-streams.ts';

export type QueueRecipe = {
  readonly first?: LocalDay;
  readonly days: number;
  readonly intervalMinutes: number;
  readonly seed: number;
  /** Contacts that are to be expected; `ago` counts days back from the last one. Undefined: closed. */
  readonly rate: (at: {
    readonly day: LocalDay;
    readonly ago: number;
    readonly hour: number;
  }) => number | undefined;
  /** How the table writes a closed interval. */
  readonly closed: 'zero' | 'left out';
  /** Mean seconds that are to be expected; single contacts take exponential times around it. Absent: not told. */
  readonly handle?: (at: { readonly day: LocalDay; readonly hour: number }) => number;
  /** Standard deviation of a day's level, as a share of it: what nobody can foresee. */
  readonly mood?: number;
};

/** A queue whose history was drawn from known rates (Poisson around each day's own level). */
export type MadeQueue = {
  readonly history: QueueHistory;
  /** What was to be expected, 0 where it is closed. */
  readonly rates: Grid;
};

/** Draws a history. */
export function madeQueue(recipe: QueueRecipe): MadeQueue {
  const { first = localDay('2025-01-06'), days: count, intervalMinutes, seed, mood = 0 } = recipe;
  const columns = intervalsADay(intervalMinutes);
  const streams = randomStreams(seed, 0, 3);
  const days = Array.from({ length: count }, (_, day) => addDays(first, day));
  const offered = unknownGrid(count, columns);
  const rates = unknownGrid(count, columns);
  const handleSeconds = unknownGrid(count, columns);
  for (const [row, day] of days.entries()) {
    const level = Math.exp(mood * normalQuantile(unitAt(streams, 0, row)) - mood ** 2 / 2);
    for (let column = 0; column < columns; column += 1) {
      const rate = recipe.rate({ day, ago: count - 1 - row, hour: (column * intervalMinutes) / 60 });
      gridRow(rates, row)[column] = rate ?? 0;
      if (rate === undefined && recipe.closed === 'left out') continue;
      const place = row * columns + column;
      const contacts = poisson((rate ?? 0) * level, unitAt(streams, 1, place));
      gridRow(offered, row)[column] = contacts;
      if (recipe.handle === undefined || contacts === 0) continue;
      const mean = recipe.handle({ day, hour: (column * intervalMinutes) / 60 });
      gridRow(handleSeconds, row)[column] = mean * meanOfTimes(contacts, unitAt(streams, 2, place));
    }
  }
  const told = recipe.handle === undefined ? {} : { handleSeconds };
  return { history: { queue: queueId('made'), intervalMinutes, days, offered, ...told }, rates };
}

/** The mean of so many exponential times of mean one, below which the share `unit` lies (Wilson and Hilferty 1931: its cube root is about normal). */
function meanOfTimes(contacts: number, unit: number): number {
  const root = 1 - 1 / (9 * contacts) + normalQuantile(unit) / (3 * Math.sqrt(contacts));
  return Math.max(0.01, root) ** 3;
}

/** The Poisson count below which the share `unit` lies. */
function poisson(rate: number, unit: number): number {
  if (rate > MOST_EXACT) return Math.max(0, Math.round(rate + Math.sqrt(rate) * normalQuantile(unit)));
  let probability = Math.exp(-rate);
  let below = probability;
  let count = 0;
  while (below < unit && count < 20 * MOST_EXACT) {
    count += 1;
    probability *= rate / count;
    below += probability;
  }
  return count;
}

/** Above so many a count is as good as normal. */
const MOST_EXACT = 100;
