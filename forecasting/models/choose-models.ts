import { fromCountScale } from './count-scale.ts';
import { makeGrid, type Grid } from './grid.ts';
import type { FittedModel } from './model.ts';

/** How a model has done a day ahead, and what weight it has in the forecast. */
export type Choice = {
  readonly name: string;
  /** Σ|forecast − offered| / Σ offered over the latest days, a day ahead. Unknown: it said nothing on those days. */
  readonly wape?: number;
  readonly weight: number;
};

/** Days that are judged: two months of working days. */
const JUDGED_DAYS = 40;
/** A model that is 5 % worse than the best (4.2 % of volume where the best has 4.0) has 1/e of its weight. */
const PATIENCE = 0.05;
/** Below this weight a model costs more to explain than it brings. */
const LEAST_WEIGHT = 0.05;

/**
 * Weighs models by what they would have said a day ahead: close ones are averaged, since averages of good forecasts beat
 * each of them (Bates and Granger 1969), poor ones are left out. With nothing to judge by, all are equal.
 */
export function chooseModels(models: readonly FittedModel[], past: Grid): readonly Choice[] {
  const errors = models.map((model) => lateError(model.expected, past));
  const best = Math.min(...errors.filter((error) => error !== undefined));
  const raw = errors.map((error) => {
    if (!Number.isFinite(best)) return 1;
    return error === undefined ? 0 : Math.exp(-(error / Math.max(best, Number.MIN_VALUE) - 1) / PATIENCE);
  });
  const sum = raw.reduce((total, weight) => total + weight, 0);
  const kept = raw.map((weight) => (weight / sum < LEAST_WEIGHT ? 0 : weight / sum));
  const keptSum = kept.reduce((total, weight) => total + weight, 0);
  return models.map(({ name }, index) => {
    const wape = errors[index];
    return { name, weight: (kept[index] ?? 0) / keptSum, ...(wape === undefined ? {} : { wape }) };
  });
}

function lateError(expected: Grid, past: Grid): number | undefined {
  let [error, volume] = [0, 0];
  for (let row = Math.max(0, past.rows - JUDGED_DAYS); row < past.rows; row += 1) {
    for (let at = row * past.columns; at < (row + 1) * past.columns; at += 1) {
      const said = expected.cells[at] ?? Number.NaN;
      const was = past.cells[at] ?? Number.NaN;
      if (Number.isNaN(said) || Number.isNaN(was)) continue;
      error += Math.abs(fromCountScale(said) - fromCountScale(was));
      volume += fromCountScale(was);
    }
  }
  return volume > 0 ? error / volume : undefined;
}

/** One model that says the weighted mean of what the chosen ones say. */
export function combineModels(models: readonly FittedModel[], choices: readonly Choice[]): FittedModel {
  const used = models.flatMap((model, index) => {
    const weight = choices[index]?.weight ?? 0;
    return weight > 0 ? [{ model, weight }] : [];
  });
  const first = used[0];
  if (first === undefined) throw new RangeError('at least one model must have a weight above 0, got none');
  return {
    name: used.map(({ model }) => model.name).join(' + '),
    expected: makeGrid(first.model.expected, (row, column) =>
      used.reduce(
        (sum, { model, weight }) =>
          sum + weight * (model.expected.cells[row * model.expected.columns + column] ?? Number.NaN),
        0,
      ),
    ),
    project(traits) {
      const said = used.map(({ model, weight }) => ({ days: model.project(traits), weight }));
      return traits.map((_, day) => ({
        location: blend(said.map(({ days, weight }) => ({ row: days[day]?.location, weight }))),
        extraVariance: blend(said.map(({ days, weight }) => ({ row: days[day]?.extraVariance, weight }))),
      }));
    },
  };
}

function blend(
  parts: readonly { readonly row: Float64Array | undefined; readonly weight: number }[],
): Float64Array {
  const sum = new Float64Array(parts[0]?.row?.length ?? 0);
  for (const { row, weight } of parts)
    for (const [at, value] of row?.entries() ?? []) sum[at] = (sum[at] ?? 0) + weight * value;
  return sum;
}
