import { PART_LENGTHS, PERIOD_GRID_MS, type Period } from '#domain/history/period.ts';
import { DAY_MS, HOUR_MS, SECOND_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import type { EngineAnswer, EngineStep, EngineValue } from '../engine/engine-words.ts';
import { figuresOfSums, inOrder, type Figures } from '../figures/count-figures.ts';
import type { CompiledSum } from '../figures/compile-sum.ts';
import { prepareQuestion, type PreparedQuestion } from '../figures/prepare-question.ts';
import { UnkeptFailure } from '../figures/question.ts';
import { emptyState, valueOfState } from '../figures/sum-state.ts';
import {
  ARRIVAL,
  PERIOD_TABLE,
  countingSql,
  groupSums,
  hasPeriod,
  keysOf,
  timeSql,
  type Steady,
  type SumGroup,
} from './figures-sql.ts';
import type { Reading } from './reading.ts';
import { instantRangeSql, sourceSql, type Span } from './source-sql.ts';

/** Figures of the history, and whether all of it had been read. */
export type FiguresAnswer = { readonly figures: readonly Figures[]; readonly isWhole: boolean };

/** Rows of an answer: a day of 500 queues by half hour is 24,000, and some 10 MB as text. Whoever wants more asks in parts. */
const MOST_FIGURES = 50_000;

/** Answers a question from rows in files and in memory: what `countFigures` would answer if it were shown all of them. */
export async function askFigures(prepared: PreparedQuestion, reading: Reading): Promise<FiguresAnswer> {
  refuseUnkept(prepared);
  const found = new Map<string, Found>();
  if (prepared.dimensions.length === 0) found.set('[]', { by: [], startsAt: undefined, sums: [] });
  let isWhole = true;
  for (const group of groupSums(prepared)) {
    const answer = await askGroup(prepared, group, reading);
    isWhole &&= answer.isWhole;
    for (const row of answer.rows) gather(prepared, group, row, found);
  }
  const figures = [...found.values()].map(({ by, startsAt, sums }) =>
    figuresOfSums(
      prepared,
      { by, startsAt },
      prepared.sums.map(({ sum }, place) => sums[place] ?? valueOfState(sum, emptyState(sum))),
    ),
  );
  return { figures: figures.sort(inOrder(prepared.dimensions)), isWhole };
}

/** Nothing is answered as 0 that nobody has kept. */
function refuseUnkept({ sums, measures, question }: PreparedQuestion): void {
  if (!sums.some(ofTime)) return;
  const unkept = measures
    .map(({ id }) => id)
    .filter((id) => prepareQuestion({ ...question, measures: [id] }).sums.some(ofTime));
  throw new UnkeptFailure(
    `${unkept.join(', ')}: agents’ time is not kept in the history yet, but it can be counted from the journal: \`callboard backup COPY --data FOLDER\` copies the data folder while the server runs, \`callboard query --data COPY\` counts it of the copy`,
  );
}

const ofTime = ({ sum }: CompiledSum): boolean => sum.of === 'span';

type Found = {
  readonly by: readonly (string | undefined)[];
  readonly startsAt: EpochMs | undefined;
  readonly sums: (number | undefined)[];
};

async function askGroup(
  prepared: PreparedQuestion,
  group: SumGroup,
  reading: Reading,
): Promise<EngineAnswer & { isWhole: boolean }> {
  const span = hasPeriod(prepared) ? await instantsOf(prepared, group, reading) : undefined;
  return reading.ask({
    mostRows: MOST_FIGURES,
    steps: (locate) => {
      const source = sourceSql(prepared, group, locate);
      const steady = group.isTime ? undefined : steadyOf(prepared, span);
      const sql = group.isTime
        ? timeSql(prepared, group, source)
        : countingSql(prepared, group, { source, steady });
      const periods = steady === undefined ? periodSteps(prepared, group, span) : [];
      return [...periods, { kind: 'run', sql }];
    },
  });
}

/** Between which instants periods are needed. */
async function instantsOf(
  prepared: PreparedQuestion,
  group: SumGroup,
  reading: Reading,
): Promise<Span | undefined> {
  const { from, to } = prepared.question;
  const isByArrival = group.isTime || group.at === ARRIVAL;
  if (isByArrival && from !== undefined && to !== undefined) return { from, to };
  const { rows } = await reading.ask({
    mostRows: 1,
    steps: (locate) => [
      { kind: 'run', sql: instantRangeSql(prepared, group, sourceSql(prepared, group, locate)) },
    ],
  });
  const [first, last] = rows[0] ?? [];
  if (typeof first !== 'number' || typeof last !== 'number') return undefined;
  return { from: epochMs(first), to: epochMs(last + 1) };
}

/** While no clock is changed a day is as long as the others. */
const LENGTHS: typeof PART_LENGTHS = { ...PART_LENGTHS, day: DAY_MS };

/** How periods are reckoned between two instants; undefined where the clock changes or periods are not of one length. */
function steadyOf({ dimensions, question }: PreparedQuestion, span: Span | undefined): Steady | undefined {
  const dimension = dimensions.find((one) => one.kind === 'period');
  const lengthMs = dimension?.kind === 'period' ? LENGTHS[dimension.period.name] : undefined;
  if (lengthMs === undefined || span === undefined) return undefined;
  const { zone } = question;
  const offsetMs = zone.offsetMs(span.from);
  // No zone changes its clock for less than a day, and the first period may have begun a day before.
  for (let at = later(span.from, -DAY_MS); at < later(span.to, DAY_MS); at = later(at, HOUR_MS))
    if (zone.offsetMs(at) !== offsetMs) return undefined;
  return { lengthMs, offsetMs };
}

/** The periods of a question, as a table to join. */
function periodSteps(
  { dimensions }: PreparedQuestion,
  { isTime }: SumGroup,
  span: Span | undefined,
): readonly EngineStep[] {
  const dimension = dimensions.find((one) => one.kind === 'period');
  if (dimension?.kind !== 'period') return [];
  const { period } = dimension;
  const columns = isTime ? periodEnds(period, span) : periodQuarters(period, span);
  const names = isTime ? 'period_start BIGINT, period_end BIGINT' : 'quarter BIGINT, period_start BIGINT';
  return [
    { kind: 'run', sql: `CREATE OR REPLACE TABLE ${PERIOD_TABLE} (${names})` },
    { kind: 'add', table: PERIOD_TABLE, columns },
  ];
}

/** Each quarter of an hour, and when its period begins. */
function periodQuarters(period: Period, span: Span | undefined): EngineValue[][] {
  const quarters: number[] = [];
  const starts: number[] = [];
  if (span === undefined) return [quarters, starts];
  for (
    let quarter = Math.floor(span.from / PERIOD_GRID_MS);
    quarter * PERIOD_GRID_MS < span.to;
    quarter += 1
  ) {
    quarters.push(quarter);
    starts.push(period.startOf(epochMs(quarter * PERIOD_GRID_MS)));
  }
  return [quarters, starts];
}

/** Each period with both its ends. */
function periodEnds(period: Period, span: Span | undefined): EngineValue[][] {
  if (span === undefined) return [[], []];
  // Periods are at least a quarter of an hour long; the last one has to end too.
  const [, all = []] = periodQuarters(period, { from: span.from, to: later(span.to, LONGEST_PERIOD_MS) });
  const starts = [...new Set(all)];
  const ends = starts.slice(1);
  return [starts.slice(0, ends.length), ends];
}

const LONGEST_PERIOD_MS = 367 * DAY_MS;

function gather(
  prepared: PreparedQuestion,
  group: SumGroup,
  row: readonly EngineValue[],
  found: Map<string, Found>,
): void {
  const keys = keysOf(prepared);
  const startsAt = startOf(keys, row);
  const by = prepared.dimensions.map((dimension, place) =>
    dimension.kind === 'period' ? startsAt && dimension.period.keyOf(startsAt) : textOf(row[place]),
  );
  const key = JSON.stringify(by.map((one) => one ?? null));
  const one = found.get(key) ?? { by, startsAt, sums: [] };
  found.set(key, one);
  for (const [index, place] of group.places.entries()) {
    const value = row[keys.length + index];
    const isSeconds = prepared.sums[place]?.sum.unit === 'seconds';
    if (typeof value === 'number') one.sums[place] = isSeconds ? value / SECOND_MS : value;
  }
}

function startOf(keys: readonly string[], row: readonly EngineValue[]): EpochMs | undefined {
  const value = row[keys.indexOf('period_start')];
  return typeof value === 'number' ? epochMs(value) : undefined;
}

const textOf = (value: EngineValue | undefined): string | undefined =>
  value === null || value === undefined || value === '' || typeof value === 'object'
    ? undefined
    : String(value);
