import { PERIOD_GRID_MS } from '#domain/history/period.ts';
import { ROW_COLUMNS, type RowKind } from '#domain/history/rows.ts';
import type { DurationMs } from '#domain/time.ts';
import { TERM_NAMES, type Sum } from '#domain/measures/definitions/measure.ts';
import { parseExpression } from '../conditions/parse-expression.ts';
import { sqlExpression } from '../conditions/sql-expression.ts';
import { quoted, sqlText } from '../conditions/sql-words.ts';
import type { Dimension } from '../figures/dimensions.ts';
import type { PreparedQuestion } from '../figures/prepare-question.ts';

/** Sums that one statement can add up: of one kind of rows, in the periods of one instant. */
export type SumGroup = {
  readonly kind: RowKind;
  readonly isTime: boolean;
  /** Their places in the question. */
  readonly places: readonly number[];
  /** The instant that decides the period, in SQL. */
  readonly at: string;
};

/** The sums of a question in as few groups as they come to. */
export function groupSums(prepared: PreparedQuestion): readonly SumGroup[] {
  const groups = new Map<string, SumGroup & { places: number[] }>();
  for (const [place, { sum }] of prepared.sums.entries()) {
    const isTime = sum.how === 'time';
    // With no period in the question all instants are one.
    const isByArrival = isTime || sum.at === undefined || !hasPeriod(prepared);
    const at = isByArrival ? ARRIVAL : atSql(prepared, sum);
    // Time is put apart by the rows that it is between, sum by sum.
    const key = isTime ? `time ${place}` : `${sum.of} ${at}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { kind: sum.of, isTime, places: [place], at });
    else group.places.push(place);
  }
  return [...groups.values()];
}

/** The instant that decides the period where nothing else is said. */
export const ARRIVAL = quoted('arrived_at');

export const hasPeriod = ({ dimensions }: PreparedQuestion): boolean =>
  dimensions.some(({ kind }) => kind === 'period');

/** The instant that decides the period of a sum; that of arrival where it says none. */
export const atSql = (prepared: PreparedQuestion, sum: Sum): string =>
  expressionSql(prepared, sum, sum.at ?? 'arrived_at', 'number');

/** Which rows count, in SQL. */
export function conditionSql(prepared: PreparedQuestion, sum: Sum): string {
  const condition = sum.when === undefined ? 'TRUE' : expressionSql(prepared, sum, sum.when, 'flag');
  // A row whose period has not come yet counts in none, whether periods are asked for or not; each has arrived.
  return sum.how === 'time' || sum.at === undefined
    ? condition
    : `(${condition} AND ${atSql(prepared, sum)} IS NOT NULL)`;
}

/** Which rows are meant at all, in SQL. */
export function whereSql({ where, question }: PreparedQuestion): string {
  return where === undefined ? 'TRUE' : sqlExpression(where, { terms: {}, zone: question.zone.name });
}

function expressionSql(
  { question }: PreparedQuestion,
  sum: Sum,
  text: string,
  type: 'number' | 'flag',
): string {
  const names = { columns: ROW_COLUMNS[sum.of], terms: TERM_NAMES };
  return sqlExpression(parseExpression(text, names, type), {
    terms: question.terms,
    zone: question.zone.name,
  });
}

/** The dimensions besides the period, each as a column d0, d1, … of the statement. */
export function dimensionColumns(dimensions: readonly Dimension[]): readonly string[] {
  return dimensions.flatMap((dimension, place) =>
    dimension.kind === 'period' ? [] : `${dimensionSql(dimension)} AS d${place}`,
  );
}

function dimensionSql(dimension: Exclude<Dimension, { kind: 'period' }>): string {
  if (dimension.kind === 'label') return `map_extract_value(labels, ${sqlText(dimension.label)})`;
  return quoted(dimension.column);
}

/** The table of periods: each quarter of an hour with the beginning of its period, or each period with both its ends. */
export const PERIOD_TABLE = 'asked_period';

/** Periods of one length in a zone whose clock does not change between the instants: they are reckoned, not looked up. */
export type Steady = { readonly lengthMs: DurationMs; readonly offsetMs: DurationMs };

export type CountedRows = {
  readonly source: string;
  /** Absent: each instant's period is looked up. */
  readonly steady: Steady | undefined;
};

const JOINED_PERIOD = ` JOIN ${PERIOD_TABLE} ON CAST(floor(instant / ${PERIOD_GRID_MS}) AS BIGINT) = ${PERIOD_TABLE}.quarter`;

const steadySql = (at: string, { lengthMs, offsetMs }: Steady): string =>
  `(CAST(${at} AS BIGINT) + ${offsetMs}) // ${lengthMs} * ${lengthMs} - ${offsetMs}`;

/** Adds up the sums of a group over the rows of `source`: one row a place in the dimensions, then one column a sum. */
export function countingSql(
  prepared: PreparedQuestion,
  group: SumGroup,
  { source, steady }: CountedRows,
): string {
  const sums = group.places.flatMap((place) => prepared.sums[place]?.sum ?? []);
  const keys = keysOf(prepared);
  const picked = [
    ...dimensionColumns(prepared.dimensions),
    `${group.at} AS instant`,
    ...sums.flatMap((sum, index) => [
      `${conditionSql(prepared, sum)} AS c${index}`,
      ...amountColumns(prepared, sum, index),
    ]),
  ];
  const period = hasPeriod(prepared) && steady === undefined ? JOINED_PERIOD : '';
  if (steady !== undefined) picked.push(`${steadySql(group.at, steady)} AS period_start`);
  const matched = `SELECT ${picked.join(', ')} FROM (${source}) WHERE ${whereSql(prepared)}`;
  // A group to which nothing counts is none; one group of all is there whatever counts.
  const any = sums.some((sum) => sum.when === undefined && sum.at === undefined) || keys.length === 0;
  const counted = any ? '' : ` WHERE ${sums.map((_, index) => `c${index}`).join(' OR ')}`;
  const grouped = keys.length === 0 ? '' : ` GROUP BY ${keys.join(', ')}`;
  return `SELECT ${[...keys, ...sums.map(aggregate)].join(', ')} FROM (${matched})${period}${counted}${grouped}`;
}

/** The columns that an answer is grouped by. */
export function keysOf({ dimensions }: PreparedQuestion): readonly string[] {
  return dimensions.map((dimension, place) => (dimension.kind === 'period' ? 'period_start' : `d${place}`));
}

function amountColumns(prepared: PreparedQuestion, sum: Sum, index: number): readonly string[] {
  switch (sum.how) {
    case 'count':
    case 'time':
      return [];
    case 'distinct':
      return [`${quoted(sum.column)} AS a${index}`];
    case 'total':
    case 'most':
    case 'quantile':
      return [`${expressionSql(prepared, sum, sum.amount, 'number')} AS a${index}`];
  }
}

function aggregate(sum: Sum, index: number): string {
  const filter = `FILTER (c${index})`;
  switch (sum.how) {
    case 'count':
    case 'time':
      return `count(*) ${filter}`;
    case 'total':
      return `sum(a${index}) ${filter}`;
    case 'most':
      return `max(a${index}) ${filter}`;
    case 'distinct':
      return `count(DISTINCT a${index}) ${filter}`;
    case 'quantile':
      return `quantile_cont(a${index}, ${sum.share}) ${filter}`;
  }
}

/** Adds up time between two instants, cut at the ends of the question and at the borders of its periods. */
export function timeSql(prepared: PreparedQuestion, group: SumGroup, source: string): string {
  const sum = group.places.map((place) => prepared.sums[place]?.sum).find((one) => one?.how === 'time');
  if (sum?.how !== 'time') throw new Error('a group of time holds a sum of time');
  const { from, to } = prepared.question;
  const keys = keysOf(prepared);
  const times = sum.times === undefined ? '1' : expressionSql(prepared, sum, sum.times, 'number');
  const begin = from === undefined ? quoted(sum.from) : `greatest(${quoted(sum.from)}, ${from})`;
  const end = to === undefined ? quoted(sum.until) : `least(${quoted(sum.until)}, ${to})`;
  const picked = [
    ...dimensionColumns(prepared.dimensions),
    `${begin} AS b`,
    `${end} AS e`,
    `${times} AS times`,
  ];
  const known = `${quoted(sum.from)} IS NOT NULL AND ${quoted(sum.until)} IS NOT NULL AND ${whereSql(prepared)} AND ${conditionSql(prepared, sum)}`;
  const matched = `SELECT ${picked.join(', ')} FROM (${source}) WHERE ${known}`;
  const period = hasPeriod(prepared)
    ? ` JOIN ${PERIOD_TABLE} ON b < ${PERIOD_TABLE}.period_end AND e > ${PERIOD_TABLE}.period_start`
    : '';
  const length = hasPeriod(prepared) ? 'least(e, period_end) - greatest(b, period_start)' : 'e - b';
  const grouped = keys.length === 0 ? '' : ` GROUP BY ${keys.join(', ')}`;
  return `SELECT ${[...keys, `sum((${length}) * times)`].join(', ')} FROM (${matched})${period} WHERE e > b AND times IS NOT NULL${grouped}`;
}

/** Spans of agents, one for each queue signed in to. */
export const splitByQueue = (source: string): string =>
  `SELECT * REPLACE (unnest(CASE WHEN len(queues) > 0 THEN queues ELSE [CAST(NULL AS VARCHAR)] END) AS queue) FROM (${source})`;
