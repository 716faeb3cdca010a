import { gridRow, unknownGrid, type Grid } from './grid.ts';
import { EVEN_ODDS, JUDGED_DAYS, LEADS, type FittedModel, type Model, type Past } from './model.ts';

/** Models that look at weeks and nothing else, for queues whose days differ by chance alone. */
export function weekModels(): readonly Model[] {
  return [weekModel('usual week', usualWeek), weekModel('smoothed weeks', smoothedWeeks)];
}

/** What has been learnt of weeks, day by day. */
type WeekMemory = {
  learn(weekday: number, cells: Float64Array): void;
  /** What is expected of each weekday; undefined for one that never came. */
  say(): readonly (Float64Array | undefined)[];
};

type Week = ReturnType<WeekMemory['say']>;

/** Days of which it is told what was expected a day ahead: the errors of half a year make the bands. */
const SAID_DAYS = 130;

function weekModel(name: string, remember: (columns: number) => WeekMemory): Model {
  return {
    name,
    fit({ grid, traits }) {
      const weeks = weeksOf({ grid, traits }, remember(grid.columns));
      const latest = weeks.at(-1) ?? [];
      return {
        name,
        odds: EVEN_ODDS,
        expected: saidAhead({ grid, traits }, weeks, { lead: 1, days: grid.rows }),
        expectedAhead: LEADS.map((lead) => saidAhead({ grid, traits }, weeks, { lead, days: JUDGED_DAYS })),
        project: (days) => days.map(({ weekday }) => expectedDay(latest, weekday, grid.columns)),
      };
    },
  };
}

/** What was said of the week once so many days were known: none, one, two, … Days that are too far back to be judged by are left out. */
function weeksOf({ grid, traits }: Past, memory: WeekMemory): Week[] {
  const first = traits.length - SAID_DAYS - Math.max(...LEADS);
  const weeks: Week[] = [];
  for (let known = 0; known <= traits.length; known += 1) {
    weeks.push(known < first ? [] : memory.say());
    const weekday = traits[known]?.weekday;
    if (weekday !== undefined) memory.learn(weekday, gridRow(grid, known));
  }
  return weeks;
}

/** What the last days were expected to be by whoever knew the days at least `lead` days before. */
function saidAhead(
  { grid, traits }: Past,
  weeks: readonly Week[],
  { lead, days }: { readonly lead: number; readonly days: number },
): Grid {
  const first = Math.max(0, grid.rows - days);
  const expected = unknownGrid(grid.rows - first, grid.columns);
  let known = 0;
  for (const [row, { number, weekday }] of traits.entries()) {
    while ((traits[known]?.number ?? Infinity) <= number - lead) known += 1;
    const said = row < first ? undefined : weeks[known]?.[weekday];
    if (said !== undefined) gridRow(expected, row - first).set(said);
  }
  return expected;
}

/** A weekday that never came is like the mean of those that did. */
function expectedDay(
  week: Week,
  weekday: number,
  columns: number,
): ReturnType<FittedModel['project']>[number] {
  const own = week[weekday];
  const location = Float64Array.from({ length: columns }, (_, at) => {
    const value = own?.[at] ?? Number.NaN;
    if (!Number.isNaN(value)) return value;
    const others = week.flatMap((one) => one?.[at] ?? []).filter((other) => !Number.isNaN(other));
    return others.length === 0 ? 0 : others.reduce((sum, other) => sum + other, 0) / others.length;
  });
  return { location, extraVariance: new Float64Array(columns) };
}

/** Share of the newest day of its weekday. */
const SMOOTHING = 0.25;

/** Exponential smoothing by weekday and interval: ETS(A,N,N) on the scale of counts, one for each cell of the week. */
function smoothedWeeks(): WeekMemory {
  const levels: (Float64Array | undefined)[] = Array.from({ length: 7 }, () => undefined);
  return {
    learn(weekday, cells) {
      const old = levels[weekday];
      levels[weekday] =
        old === undefined
          ? cells.slice()
          : old.map((level, at) => {
              const value = cells[at] ?? Number.NaN;
              if (Number.isNaN(level)) return value;
              return Number.isNaN(value) ? level : level + SMOOTHING * (value - level);
            });
    },
    say: () => [...levels],
  };
}

/** Days of one weekday that are looked back on: a quarter. */
const LOOK_BACK = 12;

/** Means by weekday, drawn to the mean of all days as far as weekdays differ no more than chance would have it. */
function usualWeek(columns: number): WeekMemory {
  const days = Array.from({ length: 7 }, (): Float64Array[] => []);
  const sums = days.map(() => emptySums(columns));
  return {
    learn(weekday, cells) {
      const [own, sum] = [days[weekday], sums[weekday]];
      if (own === undefined || sum === undefined) return;
      own.push(cells);
      addDay(sum, cells, 1);
      const oldest = own.length > LOOK_BACK ? own.shift() : undefined;
      if (oldest !== undefined) addDay(sum, oldest, -1);
    },
    say: () => drawnMeans(sums, columns),
  };
}

/** By interval: how many days are known, their sum, and that of their squares. */
type Sums = { readonly known: Float64Array; readonly sum: Float64Array; readonly squares: Float64Array };

const emptySums = (columns: number): Sums => ({
  known: new Float64Array(columns),
  sum: new Float64Array(columns),
  squares: new Float64Array(columns),
});

function addDay({ known, sum, squares }: Sums, cells: Float64Array, times: 1 | -1): void {
  for (const [at, value] of cells.entries()) {
    if (Number.isNaN(value)) continue;
    known[at] = (known[at] ?? 0) + times;
    sum[at] = (sum[at] ?? 0) + times * value;
    squares[at] = (squares[at] ?? 0) + times * value * value;
  }
}

function drawnMeans(sums: readonly Sums[], columns: number): Week {
  const usual = Float64Array.from({ length: columns }, (_, at) => {
    const known = sums.reduce((all, one) => all + (one.known[at] ?? 0), 0);
    return known > 0 ? sums.reduce((all, one) => all + (one.sum[at] ?? 0), 0) / known : Number.NaN;
  });
  const ratio = varianceRatio(sums, usual);
  return sums.map(({ known, sum }) =>
    known.every((days) => days === 0)
      ? undefined
      : usual.map((mean, at) => {
          const weight = ratio * (known[at] ?? 0);
          const own = (sum[at] ?? 0) / Math.max(1, known[at] ?? 0);
          return (weight * own + mean) / (1 + weight);
        }),
  );
}

/** More than this is no chance: a mean of three days is believed to 99.9 %. */
const MOST_RATIO = 1_000;

/** Variance between weekdays in units of that between the days of one: by the method of moments, over all intervals. */
function varianceRatio(sums: readonly Sums[], usual: Float64Array): number {
  let [within, freedom, between, weights, groups] = [0, 0, 0, 0, 0];
  for (const { known, sum, squares } of sums)
    for (const [at, days] of known.entries()) {
      if (days === 0) continue;
      const mean = (sum[at] ?? 0) / days;
      within += Math.max(0, (squares[at] ?? 0) - days * mean * mean);
      freedom += days - 1;
      between += days * (mean - (usual[at] ?? 0)) ** 2;
      weights += days;
      groups += 1;
    }
  const chance = freedom > 0 ? within / freedom : 0;
  if (chance <= 0 || weights === 0) return MOST_RATIO;
  // Each interval's own mean takes one of its weekdays' freedom.
  const expected = Math.max(0, groups - usual.length) * chance;
  return Math.min(MOST_RATIO, Math.max(0, between - expected) / weights / chance);
}
