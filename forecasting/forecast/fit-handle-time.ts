import type { HandleTimeBand } from '#domain/forecast.ts';
import { dayNumber, weekday, type LocalDay } from '#domain/local-day.ts';
import type { QueueHistory } from '../history/queue-history.ts';
import { shrunkMeans } from './shrunk-means.ts';
import { NORMAL_90, NORMAL_975 } from './interval-band.ts';

/** Mean handle time of an interval, and where it lies; seconds. */
export type HandleTimeForecast = { readonly seconds: number; readonly band: HandleTimeBand };

/** What is known of a queue's handle times. */
export type HandleTime = {
  /** What is expected of an interval of the day that so many contacts come in: the fewer, the wider its band. */
  at(day: LocalDay, interval: number, contacts: number): HandleTimeForecast;
};

/** Days after which a day's handle times count half: for their level, and for how hours and weekdays differ, which changes more slowly. */
const LEVEL_DAYS = 30;
const SHAPE_DAYS = 120;

/**
 * Handle time by weekday and hour, every contact counting the same (so: weighted by volume), lately ones more. The mean of all
 * is moved by the hour of the day, by the weekday, and by both together, each as far as it differs by more than chance would have it.
 * Undefined where no handle time is known.
 */
export function fitHandleTime(history: QueueHistory): HandleTime | undefined {
  const told = [...handled(history)];
  if (told.length === 0) return undefined;
  const shape = shapeOf(told);
  const level = meanOf(told, LEVEL_DAYS, (one) => one.seconds - shape(one));
  const expected = (one: Place): number => Math.max(0, level + shape(one));
  const spread = spreadOf(told, expected);
  return {
    at(day, interval, count) {
      const place = { day: weekday(day), hour: hourOf(interval, history.intervalMinutes) };
      const seconds = expected(place);
      return { seconds, band: bandOf(seconds, spread.shared + spread.single / Math.max(1, count)) };
    },
  };
}

type Place = { readonly day: number; readonly hour: number };

/** By how much a weekday's hour is longer than the mean of all. */
function shapeOf(told: readonly Told[]): (place: Place) => number {
  const mean = meanOf(told, SHAPE_DAYS, ({ seconds }) => seconds);
  const parts: ((place: Place) => number)[] = [];
  const shape = (place: Place): number => parts.reduce((sum, part) => sum + part(place), 0);
  for (const groupOf of GROUPS) {
    const means = shrunkMeans(
      told.map((one) => ({
        group: groupOf(one),
        value: one.seconds - mean - shape(one),
        weight: weightOf(one, SHAPE_DAYS),
      })),
    );
    parts.push((place) => means.get(groupOf(place)) ?? 0);
  }
  return shape;
}

const HOURS = 24;

/** What handle times may depend on, each on top of those before. */
const GROUPS: readonly ((place: Place) => number)[] = [
  ({ hour }) => hour,
  ({ day }) => day,
  ({ day, hour }) => HOURS * day + hour,
];

const hourOf = (interval: number, minutes: number): number => Math.floor((interval * minutes) / 60);

/** The mean of one interval's contacts. */
type Told = Place & { readonly seconds: number; readonly contacts: number; readonly ageDays: number };

function* handled({ days, offered, handleSeconds: times, intervalMinutes }: QueueHistory): Iterable<Told> {
  const last = days.at(-1);
  if (times === undefined || last === undefined) return;
  for (const [row, day] of days.entries())
    for (let column = 0; column < times.columns; column += 1) {
      const seconds = times.cells[row * times.columns + column] ?? Number.NaN;
      const contacts = offered.cells[row * times.columns + column] ?? Number.NaN;
      if (Number.isNaN(seconds) || !(contacts > 0)) continue;
      const ageDays = dayNumber(last) - dayNumber(day);
      yield { day: weekday(day), hour: hourOf(column, intervalMinutes), seconds, contacts, ageDays };
    }
}

const weightOf = ({ contacts, ageDays }: Told, halfLifeDays: number): number =>
  contacts * 0.5 ** (ageDays / halfLifeDays);

function meanOf(told: readonly Told[], halfLifeDays: number, of: (one: Told) => number): number {
  let [sum, weights] = [0, 0];
  for (const one of told) {
    const weight = weightOf(one, halfLifeDays);
    sum += weight * of(one);
    weights += weight;
  }
  return sum / weights;
}

/** Variance that all contacts of an interval share, and that of a single one. */
type Spread = { readonly shared: number; readonly single: number };

/** An interval farther off than this many deviations says more about a wrong row than about handling. */
const CUT = 4;

/**
 * How far interval means lie from what is expected: least squares of their squared errors on one over their contacts, neither part below
 * none. Twice, since the first time it is not known what is far off.
 */
function spreadOf(told: readonly Told[], expected: (place: Place) => number): Spread {
  const errors = told.map((one) => ({
    contacts: one.contacts,
    weight: weightOf(one, SHAPE_DAYS),
    square: (one.seconds - expected(one)) ** 2,
  }));
  const first = fitSpread(errors);
  return fitSpread(
    errors.map((one) => {
      const most = CUT ** 2 * (first.shared + first.single / one.contacts);
      return { ...one, square: Math.min(one.square, most) };
    }),
  );
}

function fitSpread(
  errors: readonly { readonly square: number; readonly contacts: number; readonly weight: number }[],
): Spread {
  let [w, x, xx, y, xy] = [0, 0, 0, 0, 0];
  for (const { square, contacts, weight } of errors) {
    const part = 1 / contacts;
    w += weight;
    x += weight * part;
    xx += weight * part * part;
    y += weight * square;
    xy += weight * part * square;
  }
  const determinant = w * xx - x * x;
  // All intervals with as many contacts: then nobody can tell the two apart, and what is seen is shared.
  if (determinant <= 1e-9 * w * xx) return { shared: y / w, single: 0 };
  const single = (w * xy - x * y) / determinant;
  const shared = (y - single * x) / w;
  if (single < 0) return { shared: y / w, single: 0 };
  return shared < 0 ? { shared: 0, single: xy / xx } : { shared, single };
}

/** Quantiles of the logarithmic normal law of this mean and variance: handle times are never below none, and long ones are far out. */
function bandOf(mean: number, variance: number): HandleTimeBand {
  if (mean <= 0) return { low80: 0, high80: 0, low95: 0, high95: 0 };
  const square = Math.log1p(variance / mean ** 2);
  const at = (z: number): number => mean * Math.exp(z * Math.sqrt(square) - square / 2);
  return { low80: at(-NORMAL_90), high80: at(NORMAL_90), low95: at(-NORMAL_975), high95: at(NORMAL_975) };
}
