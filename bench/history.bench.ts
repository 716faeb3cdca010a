import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { PROFILES, type Profile } from '#domain/measures/profiles.ts';
import { DAY_MS, later, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { createEngine, type Engine } from '../server/history/engine/engine.ts';
import { countFigures } from '../server/history/figures/count-figures.ts';
import { prepareQuestion, type PreparedQuestion } from '../server/history/figures/prepare-question.ts';
import type { Question } from '../server/history/figures/question.ts';
import { askFigures } from '../server/history/sql/ask-figures.ts';
import { askRows } from '../server/history/sql/ask-rows.ts';
import { sqlText } from '../server/history/conditions/sql-words.ts';
import { rowOfAnswer } from '../server/history/sql/row-tables.ts';
import { besideSqlite } from './beside-sqlite.ts';
import { FIRST_DAY, VISITS_A_DAY, dayFile, makeDays } from './history-days.ts';
import type { Row } from '#domain/history/column.ts';
import { History } from '../server/history/store/history.ts';

const MIB = 1_048_576;
const QUIET = pino({ level: 'silent' });

/** How many days are made: 400 take some 13 GB and an hour. */
const DAYS = Number(process.env['BENCH_HISTORY_DAYS'] ?? 7);
/** Days that were made before are used again. */
const KEPT = process.env['BENCH_HISTORY_FOLDER'];

/** Questions to days of a million visits each: in files, beside SQLite and beside our own evaluator in memory. */
export async function benchHistory(): Promise<void> {
  const folder = KEPT ?? mkdtempSync(join(tmpdir(), 'callboard-history-bench-'));
  const settings = {
    memoryBytes: 512 * MIB,
    threads: 2,
    spillFolder: join(folder, 'spill'),
    spillBytes: 8_192 * MIB,
    log: QUIET,
  };
  const reader = createEngine(settings);
  const writer = createEngine({ ...settings, memoryBytes: 1_024 * MIB });
  try {
    const mib = await makeDays(folder, writer, DAYS);
    say(`${DAYS} days of ${VISITS_A_DAY} visits`, `${mib.toFixed(1)} MiB a day`);
    await writer.close();
    const history = openFiles(folder, reader, writer);
    await askAll(history, reader);
    const rows = await someRows(folder, reader);
    await besideMemory(rows);
    await besideSqlite({ rows, file: join(folder, 'beside.db'), say, timed });
  } finally {
    await reader.close();
    await writer.close();
    if (KEPT === undefined) rmSync(folder, { recursive: true });
  }
}

const none = async (): Promise<never[]> => [];

function openFiles(folder: string, reader: Engine, writer: Engine): History {
  const nobody = {
    now: later(FIRST_DAY, DAYS * DAY_MS),
    siteOf: () => undefined,
    earlierMs: () => undefined,
  };
  return new History({
    folder,
    reader,
    writer,
    store: {
      recall: none,
      stored: async () => new Set(),
      unwritten: none,
      written: async () => {},
      markUnwritten: async () => undefined,
    },
    floor: () => ({ contacts: new Map(), position: 0, now: nobody.now, context: nobody }),
    read: () => {
      throw new Error('nothing is stored');
    },
    between: async (work) => work(),
    log: QUIET,
  });
}

const MEASURES = [
  'offered',
  'answered',
  'abandoned',
  'service_level',
  'speed_of_answer',
  'handle_time',
  'wait_p90',
  'wait_max',
];

type Asked = readonly [
  what: string,
  measures: readonly string[],
  by: readonly string[],
  some: Partial<Question>,
];

async function askAll(history: History, reader: Engine): Promise<void> {
  for (const [what, ...question] of questions())
    await timed(what, async () => askFigures(asked(...question), history), reader);
  const one = { ...oneDay(), where: 'queue == "q17"' };
  const list = async (): Promise<object> => askRows(asked(['abandoned'], [], one), { most: 100 }, history);
  await timed('the contacts behind a number', list, reader);
  say('memory of the engine', memoryOf(reader));
}

const middle = (): EpochMs => later(FIRST_DAY, Math.floor(DAYS / 2) * DAY_MS);
const oneDay = () => ({ from: middle(), to: later(middle(), DAY_MS) });

function questions(): readonly Asked[] {
  const days = Math.min(DAYS, 90);
  const quarter = { from: FIRST_DAY, to: later(FIRST_DAY, days * DAY_MS) };
  const week = { from: middle(), to: later(middle(), 7 * DAY_MS) };
  const four = ['offered', 'service_level', 'speed_of_answer', 'handle_time'];
  return [
    ['one day by queue and half hour, eight measures', MEASURES, ['queue', 'half-hour'], oneDay()],
    ['one day by queue and half hour, one measure', ['service_level'], ['queue', 'half-hour'], oneDay()],
    [
      'one day by agent, where a label is',
      MEASURES,
      ['agent'],
      { ...oneDay(), where: 'labels.product == "p3"' },
    ],
    [`${days} days, service level`, ['service_level'], [], quarter],
    [
      `${days} days by day, service level and handle time`,
      ['service_level', 'handle_time'],
      ['day'],
      quarter,
    ],
    [`${days} days by queue, four measures`, four, ['queue'], quarter],
    [`${days} days, the 90th percentile of the wait`, ['wait_p90'], [], quarter],
    ['one week by day, repeat rate within seven days', ['repeat_rate'], ['day'], week],
  ];
}

function asked(
  measures: readonly string[],
  by: readonly string[],
  some: Partial<Question>,
): PreparedQuestion {
  const terms = { within_ms: 20_000, short_abandon_ms: 5_000, repeat_ms: 7 * DAY_MS, chat_slots: 1 };
  return prepareQuestion({
    measures,
    by,
    profile: arrival(),
    terms,
    zone: timeZone('Asia/Shanghai'),
    ...some,
  });
}

function arrival(): Profile {
  const [first] = PROFILES;
  if (first === undefined) throw new Error('there is a profile');
  return first;
}

/** The best of three, for others use the machine too; the first is told apart, for it finds the disk cold. */
async function timed(what: string, work: () => Promise<object>, engine?: Engine): Promise<void> {
  const times: number[] = [];
  const cpu: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const [before, cpuBefore] = [performance.now(), cpuMs(engine)];
    const failure = await work().then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure instanceof Error) return say(what, failure.message);
    times.push(performance.now() - before);
    cpu.push(cpuMs(engine) - cpuBefore);
  }
  say(
    what,
    `${Math.min(...times).toFixed(0)} ms (first ${times[0]?.toFixed(0)} ms), ${Math.min(...cpu).toFixed(0)} ms of CPU`,
  );
}

/** What the engine's process, or this one, has taken so far: told apart from the time that others took. */
function cpuMs(engine: Engine | undefined): number {
  if (engine?.pid() === undefined) return process.cpuUsage().user / 1_000;
  const fields = readFileSync(`/proc/${engine.pid()}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

async function besideMemory(rows: readonly Row[]): Promise<void> {
  const prepared = asked(MEASURES, ['queue', 'half-hour'], { from: FIRST_DAY, to: later(FIRST_DAY, DAY_MS) });
  await timed('in memory, row by row: 200,000 visits by queue and half hour', async () => {
    const count = countFigures(prepared);
    for (const row of rows) count.add('visit', row);
    return count.figures();
  });
}

/** As many as fit well into memory. */
const SOME_ROWS = 200_000;

async function someRows(folder: string, reader: Engine): Promise<readonly Row[]> {
  const sql = `SELECT * FROM read_parquet(${sqlText(dayFile(folder, 0))}) LIMIT ${SOME_ROWS}`;
  const { names, rows } = await reader.ask({
    steps: [{ kind: 'run', sql }],
    mostRows: SOME_ROWS,
    limitMs: 600_000,
  });
  return rows.map((row) => rowOfAnswer(names, row));
}

function memoryOf(engine: Engine): string {
  const line = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${engine.pid()}/status`, 'utf8'));
  return `${(Number(line?.[1] ?? 0) / 1024).toFixed(0)} MiB at most`;
}

const say = (what: string, answer: string): void => console.log(`  ${what}: ${answer}`);
