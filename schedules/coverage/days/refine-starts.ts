import type { Chance } from '../../chance.ts';
import type { LinearModel } from '../../solver/linear-solver.ts';
import type { DayModel } from './day-model.ts';
import { diveStarts, type Solved } from './dive-starts.ts';

export type Refining = {
  /** Whole starts, with breaks in fractions. */
  readonly from: Pick<Solved, 'values' | 'cost'>;
  /** Nothing that costs less than this less than the best is looked for. */
  readonly step: number;
  /** Nothing below is left to be found. */
  readonly enough: number;
  readonly chance: Chance;
  readonly isOver: () => boolean;
};

/**
 * Of the duties, or of the day, so much is opened at once at first; a part that holds nothing better is followed by larger ones, one that a dive gets
 * lost in by smaller ones. Opening a part takes most of the time: a third of the day takes three times as long as an eighth of it.
 */
const FIRST_SIZE = 0.12;
const SIZES = { least: 0.05, most: 0.9 };
const LARGER = 1.03;
const SMALLER = 0.95;
const SECONDS = 10;
const EPSILON = 1e-6;

/**
 * Better whole starts of a day, part by part: the starts of some duties, or of some hours, are opened while the others are held, and where
 * fractions there cost a step less than now a dive makes them whole again (large neighbourhood search; the warm program takes
 * milliseconds). What costs the same is taken too, so that the next part begins elsewhere. The columns stay held.
 */
export function refineStarts(
  model: LinearModel,
  drawn: DayModel,
  { from, step, enough, chance, isOver }: Refining,
): Pick<Solved, 'values' | 'cost'> {
  const { lower, upper } = drawn.program;
  let best = from;
  let size = FIRST_SIZE;
  const hold = (columns: readonly number[]): void => {
    for (const column of columns) {
      const value = Math.round(best.values[column] ?? 0);
      model.setColumnBounds(column, value, value);
    }
  };
  hold(drawn.duties.flatMap(({ starts }) => starts));
  while (!isOver() && best.cost > enough + EPSILON) {
    const columns = openPart(drawn, size, chance);
    for (const column of columns)
      model.setColumnBounds(column, lower[column] ?? 0, upper[column] ?? Infinity);
    const relaxed = model.solve({ seconds: SECONDS });
    const isWorthIt = relaxed.kind === 'optimal' && relaxed.cost <= best.cost - step + EPSILON;
    const mostCost = best.cost + EPSILON;
    const found = isWorthIt ? diveStarts(model, { columns, relaxed, isOver, mostCost, chance }) : undefined;
    if (found !== undefined) best = found;
    else size = Math.min(SIZES.most, Math.max(SIZES.least, size * (isWorthIt ? SMALLER : LARGER)));
    hold(columns);
  }
  return best;
}

/** Starts of some duties, or of all duties in some hours. */
function openPart({ duties }: DayModel, size: number, chance: Chance): readonly number[] {
  if (chance() < 0.5) return duties.flatMap(({ starts }) => (chance() < size ? starts : []));
  const times = duties.flatMap(({ duty }) => duty.starts);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const length = size * (last - first + 1);
  const from = first - length / 2 + chance() * (last - first);
  return duties.flatMap(({ duty, starts }) =>
    starts.filter((_, at) => {
      const time = duty.starts[at] ?? 0;
      return time >= from && time <= from + length;
    }),
  );
}
