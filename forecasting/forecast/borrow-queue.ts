import type { QueueId } from '#domain/ids.ts';
import { withoutClosedZeros } from '../history/closed-zeros.ts';
import { learnOpening, type Opening } from '../history/learn-opening.ts';
import type { QueueHistory } from '../history/queue-history.ts';
import { gridRow, makeGrid, type Grid } from '../models/grid.ts';
import type { FittedModel } from '../models/model.ts';
import type { FittedQueue } from './fit-queue.ts';
import { projectQueue } from './project-queue.ts';

/** A queue that is open at quite other times is no model. */
const LEAST_LIKENESS = 0.5;
/** Relative error of a level that was read off one day; it shrinks with the root of the days. */
const LEVEL_SPREAD = 0.3;

/**
 * A queue of which only a few days are known, forecast as the donor is whose opening hours are most like its own, at its
 * own level. Undefined when no day of it is known, or no donor is like it.
 */
export function borrowQueue(
  told: QueueHistory,
  donors: readonly FittedQueue[],
): { readonly fitted: FittedQueue; readonly from: QueueId } | undefined {
  const past = withoutClosedZeros(told);
  const lastDay = past.days.at(-1);
  if (lastDay === undefined) return undefined;
  const opening = learnOpening(past);
  let best: { readonly donor: FittedQueue; readonly like: number } | undefined;
  for (const donor of donors) {
    const like = donor.intervalMinutes === past.intervalMinutes ? likeness(donor.opening, opening) : 0;
    if (like >= LEAST_LIKENESS && like > (best?.like ?? 0)) best = { donor, like };
  }
  if (best === undefined) return undefined;
  const { donor } = best;
  const ratio = levelRatio(past, donor);
  if (ratio === undefined) return undefined;
  const spread = LEVEL_SPREAD / Math.sqrt(past.days.length);
  const fitted: FittedQueue = {
    ...donor,
    queue: past.queue,
    lastDay,
    model: scaledModel(donor.model, { ratio, spread }),
    covariance: scaledCovariance(donor.covariance, ratio),
  };
  return { fitted, from: donor.queue };
}

/** Share of the intervals of the week, of those that either is open in, that both are open in. */
function likeness(donor: Opening, young: Opening): number {
  let [both, either] = [0, 0];
  for (const [day, own] of young.intervals.entries()) {
    // On weekdays that the young queue has not lived through, nothing is known of it.
    if (own.length === 0) continue;
    const other = new Set(donor.intervals[day]);
    const shared = own.filter((interval) => other.has(interval)).length;
    both += shared;
    either += own.length + other.size - shared;
  }
  return either > 0 ? both / either : 0;
}

/** How many contacts come for one of the donor's. Unknown when the donor is never open on the days that are known. */
function levelRatio(past: QueueHistory, donor: FittedQueue): number | undefined {
  let [came, expected] = [0, 0];
  const said = new Map(projectQueue(donor, past.days).map((day) => [day.day, day]));
  for (const [row, day] of past.days.entries()) {
    const counts = gridRow(past.offered, row);
    for (const { interval, offered } of said.get(day)?.intervals ?? []) {
      const count = counts[interval] ?? Number.NaN;
      if (Number.isNaN(count)) continue;
      came += count;
      expected += offered;
    }
  }
  return expected > 0 ? came / expected : undefined;
}

/** On the scale of counts, which is a root: levels go by the root of the ratio, variances of rates by the ratio itself. */
function scaledModel(
  model: FittedModel,
  { ratio, spread }: { readonly ratio: number; readonly spread: number },
): FittedModel {
  return {
    name: `${model.name}, borrowed`,
    odds: model.odds,
    expected: model.expected,
    expectedAhead: model.expectedAhead,
    project: (traits) =>
      model.project(traits).map(({ location, extraVariance }) => ({
        location: location.map((value) => value * Math.sqrt(ratio)),
        extraVariance: extraVariance.map(
          (variance, at) => ratio * (variance + ((location[at] ?? 0) * spread * 0.5) ** 2),
        ),
      })),
  };
}

/** Poisson noise stays what it is; what is more is spread of the rate and goes with it. */
function scaledCovariance(covariance: Grid, ratio: number): Grid {
  return makeGrid(covariance, (i, j) => {
    const value = covariance.cells[i * covariance.columns + j] ?? 0;
    return i === j ? POISSON + ratio * Math.max(0, value - POISSON) : ratio * value;
  });
}

const POISSON = 0.25;
