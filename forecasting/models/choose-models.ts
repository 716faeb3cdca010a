import { fromCountScale, rateOfMean } from './count-scale.ts';
import { makeGrid, type Grid } from './grid.ts';
import { EVEN_ODDS, LEADS, type FittedModel } from './model.ts';

/** How a model has done a day ahead, and what weight it has in the forecast. */
export type Choice = {
  readonly name: string;
  /** Σ|forecast − offered| / Σ offered over the latest days, a day ahead. Unknown: it said nothing on those days. */
  readonly wape?: number;
  /** Its part of what is said of tomorrow. */
  readonly weight: number;
  /** Its part of what is said by LEADS: who is good a day ahead need not be good four weeks ahead. */
  readonly weights: readonly number[];
};

/** A model that is 5 % worse than the best (4.2 % of volume where the best has 4.0) has 1/e of its weight. */
const PATIENCE = 0.05;
/** Below this weight a model costs more to explain than it brings. */
const LEAST_WEIGHT = 0.05;

/**
 * Weighs models by what they would have said a day, a week and four weeks ahead: close ones are averaged, since averages of good
 * forecasts beat each of them (Bates and Granger 1969), poor ones are left out. Of weeks ahead only few errors are known that do not
 * hang together, so that those a day ahead count there as well. With nothing to judge by, all are equal.
 */
export function chooseModels(models: readonly FittedModel[], past: Grid): readonly Choice[] {
  const errors = LEADS.map((_, lead) =>
    models.map(({ expectedAhead }) => {
      const expected = expectedAhead[lead];
      return expected === undefined ? undefined : lateError(expected, past);
    }),
  );
  const worse = errors.map(inUnitsOfPatience);
  const weights = LEADS.map((_, lead) =>
    sharesOf(
      models.map(({ odds }, index) => {
        const near = lead === 0 ? 0 : (worse[0]?.[index] ?? 0);
        return (odds[lead] ?? 1) * Math.exp(-(worse[lead]?.[index] ?? 0) - near);
      }),
    ),
  );
  return models.map(({ name }, index) => {
    const wape = errors[0]?.[index];
    const own = weights.map((ofLead) => ofLead[index] ?? 0);
    return { name, weight: own[0] ?? 0, weights: own, ...(wape === undefined ? {} : { wape }) };
  });
}

/** How much worse each is than the best, in units of PATIENCE. Who said nothing is hopeless beside one who did. */
function inUnitsOfPatience(errors: readonly (number | undefined)[]): number[] {
  const best = Math.min(...errors.flatMap((error) => error ?? []));
  if (!Number.isFinite(best)) return errors.map(() => 0);
  return errors.map((error) =>
    error === undefined ? Infinity : (error / Math.max(best, Number.MIN_VALUE) - 1) / PATIENCE,
  );
}

/** Parts of one, without those that are too small. */
function sharesOf(raw: readonly number[]): number[] {
  const sum = raw.reduce((total, weight) => total + weight, 0);
  const kept = raw.map((weight) => (weight / sum < LEAST_WEIGHT ? 0 : weight / sum));
  const keptSum = kept.reduce((total, weight) => total + weight, 0);
  return kept.map((weight) => weight / keptSum);
}

/** The rows of `expected` are the last ones of the past. */
function lateError(expected: Grid, past: Grid): number | undefined {
  let [error, volume] = [0, 0];
  const skipped = past.cells.length - expected.cells.length;
  for (const [at, said] of expected.cells.entries()) {
    const was = past.cells[skipped + at] ?? Number.NaN;
    if (Number.isNaN(said) || Number.isNaN(was)) continue;
    error += Math.abs(rateOfMean(said) - fromCountScale(was));
    volume += fromCountScale(was);
  }
  return volume > 0 ? error / volume : undefined;
}

/** One model that says the weighted mean of what the chosen ones say; `lastNumber`: the day from which it looks ahead. */
export function combineModels(
  models: readonly FittedModel[],
  choices: readonly Choice[],
  lastNumber: number,
): FittedModel {
  const used = models.flatMap((model, index) => {
    const weights = choices[index]?.weights ?? [];
    return weights.some((weight) => weight > 0) ? [{ model, weights }] : [];
  });
  // What they would have said served to choose them: only how they look ahead is kept.
  const heard = used.map(({ model, weights }) => ({ look: model.project, weights }));
  if (used.length === 0) throw new RangeError('at least one model must have a weight above 0, got none');
  const mean = (gridOf: (model: FittedModel) => Grid | undefined, lead: number): Grid =>
    meanGrid(used.map(({ model, weights }) => ({ grid: gridOf(model), weight: weights[lead] ?? 0 })));
  return {
    name: used.map(({ model }) => model.name).join(' + '),
    odds: EVEN_ODDS,
    expected: mean(({ expected }) => expected, 0),
    expectedAhead: LEADS.map((_, lead) => mean(({ expectedAhead }) => expectedAhead[lead], lead)),
    project(traits) {
      const said = heard.map(({ look, weights }) => ({ days: look(traits), weights }));
      return traits.map(({ number }, day) => {
        const parts = said.map(({ days, weights }) => ({
          day: days[day],
          weight: weightAt(weights, number - lastNumber),
        }));
        return {
          location: blend(parts.map(({ day: one, weight }) => ({ row: one?.location, weight }))),
          extraVariance: blend(parts.map(({ day: one, weight }) => ({ row: one?.extraVariance, weight }))),
        };
      });
    },
  };
}

/** The weight so many days ahead: between two of LEADS it goes over evenly on the logarithm of days; beyond the last it stays. */
function weightAt(weights: readonly number[], days: number): number {
  const after = LEADS.findIndex((lead) => days <= lead);
  if (after === 0) return weights[0] ?? 0;
  if (after < 0) return weights.at(-1) ?? 0;
  const [from, to] = [LEADS[after - 1] ?? 1, LEADS[after] ?? 1];
  const part = Math.log(days / from) / Math.log(to / from);
  return (1 - part) * (weights[after - 1] ?? 0) + part * (weights[after] ?? 0);
}

type Part = { readonly grid: Grid | undefined; readonly weight: number };

/** The mean of those that have a weight; NaN where one of them says nothing. */
function meanGrid(parts: readonly Part[]): Grid {
  const heard = parts.filter(({ weight }) => weight > 0);
  const size = parts.find(({ grid }) => grid !== undefined)?.grid ?? { rows: 0, columns: 0 };
  return makeGrid(size, (row, column) =>
    heard.reduce(
      (sum, { grid, weight }) => sum + weight * (grid?.cells[row * size.columns + column] ?? Number.NaN),
      0,
    ),
  );
}

function blend(
  parts: readonly { readonly row: Float64Array | undefined; readonly weight: number }[],
): Float64Array {
  const sum = new Float64Array(parts[0]?.row?.length ?? 0);
  for (const { row, weight } of parts)
    for (const [at, value] of row?.entries() ?? []) sum[at] = (sum[at] ?? 0) + weight * value;
  return sum;
}
