import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { staffCommand } from './staff-command.ts';

let folder: string;
let said = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staff-'));
  said = '';
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
});
afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = 0;
  await rm(folder, { recursive: true });
});

const HEADER = 'queue,start,offered,low80,high80,low95,high95,handle_seconds';

const DAY = [
  HEADER,
  'sales,2026-11-23T09:00:00,60,48,72,42,79,300',
  'sales,2026-11-23T09:30:00,75,61,90,54,98,300',
  'sales,2026-11-23T10:00:00,70,57,84,50,92,300',
  '"night, calls",2026-11-23T09:00:00,3,1,5,0,7,240',
  '"night, calls",2026-11-23T09:30:00,0,0,0,0,0,240',
];

const LEVEL = ['--service-level', '0.8', '--within', '20'];

async function staff(rows: readonly string[], ...more: readonly string[]): Promise<readonly string[]> {
  const path = join(folder, 'F.csv');
  const out = join(folder, 'PLAN.csv');
  await writeFile(path, `${rows.join('\n')}\n`);
  await staffCommand().parseAsync([path, ...more, '--out', out], { from: 'user' });
  const text = await readFile(out, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
}

const column = (rows: readonly string[], at: number): readonly number[] =>
  rows.slice(1, 4).map((row) => Number(row.split(',')[at]));

test('where handle times are from is said, once --handle is typed or some are not told', async () => {
  await staff(DAY, ...LEVEL, '--patience', '150', '--handle', '240');
  expect(said).toContain('  --handle 240 is not used: every row has a handle time of its own\n');
  const some = DAY.map((row) => row.replace(/^sales,(.*10:00.*),300$/, 'sales,$1,'));
  await staff(some, ...LEVEL, '--patience', '150', '--handle', '240');
  expect(said).toContain("  handle time: the table's in 4 rows, that of --handle or --rules in 1\n");
  await staff(some, ...LEVEL, '--patience', '150');
  expect(said).toContain(
    "  handle time: the table's in 4 rows, the mean of its queue in 1, where none is told\n",
  );
});

test('a forecast becomes a plan, row by row, with its starts as they were written', async () => {
  const rows = await staff(DAY, ...LEVEL, '--patience', '150', '--shrinkage', '0.3');
  expect(rows[0]).toBe(
    'queue,start,offered,handle_seconds,required,scheduled,service_level,asa_seconds,abandonment,occupancy,low,high',
  );
  expect(rows).toHaveLength(6);
  expect(rows[1]).toMatch(
    /^sales,2026-11-23T09:00:00,60,300,\d+,\d+,0\.8\d{5},\d+\.\d{3},0\.0\d{5},0\.\d{6},\d+,\d+$/,
  );
  expect(rows[4]).toMatch(/^"night, calls",2026-11-23T09:00:00,3,240,2,3,/);
  expect(rows[5]).toBe('"night, calls",2026-11-23T09:30:00,0,240,0,0,,,,,0,0');
  const [required, scheduled] = [column(rows, 4), column(rows, 5)];
  // Whole people each, and over the day no more than are paid for.
  const paid = required.reduce((sum, people) => sum + people / 0.7, 0);
  expect(scheduled.every((people, at) => people >= (required[at] ?? 0))).toBe(true);
  expect(scheduled.reduce((sum, people) => sum + people, 0)).toBe(Math.ceil(paid - 1e-9));
  expect(said).toMatch(
    /sales: .*people-hours for 205 contacts; peak \d+ at 2026-11-23 09:30; .*decided by service level \(3\)/,
  );
});

test('the bands are carried through: taken as certain it takes fewer people, for nine days in ten more', async () => {
  const wide = DAY.slice(0, 4).map((row) =>
    row.replace(/,(\d+),\d+,\d+,\d+,\d+,300$/, ',$1,30,110,10,130,300'),
  );
  const people = async (...more: readonly string[]): Promise<number> => {
    const rows = await staff(wide, ...LEVEL, '--patience', '150', ...more);
    return column(rows, 4).reduce((sum, one) => sum + one, 0);
  };
  const [certain, expected, risk] = [
    await people('--certain'),
    await people(),
    await people('--risk', '0.9'),
  ];
  expect(certain).toBeLessThan(expected);
  expect(expected).toBeLessThan(risk);
});

test('patience is learnt from a report, queue by queue, and without any the plan says that it is Erlang C', async () => {
  const report = join(folder, 'report.csv');
  await writeFile(
    report,
    'queue,interval_start,offered,answered,abandoned,answered_within,service_level,asa_seconds,handle_seconds,abandon_wait_seconds\n' +
      'sales,2026-11-16T09:00:00+08:00,100,90,10,70,0.7,15.000,300.000,20.000\n',
  );
  const learnt = await staff(DAY.slice(0, 4), ...LEVEL, '--patience-from', report);
  expect(said).toContain('patience 155 s');
  expect(learnt).toEqual(await staff(DAY.slice(0, 4), ...LEVEL, '--patience', '155'));
  said = '';
  const patient = await staff(DAY.slice(0, 4), ...LEVEL);
  expect(said).toContain('Erlang C, as if nobody gave up');
  expect(patient).toEqual(await staff(DAY.slice(0, 4), ...LEVEL, '--model', 'C'));
});

test('lived through, the plan and Erlang C on the mean stand side by side; the picture is drawn', async () => {
  const picture = join(folder, 'plan.svg');
  await staff(DAY.slice(0, 4), ...LEVEL, '--patience', '150', '--live-through', '20', '--picture', picture);
  expect(said).toMatch(
    /sales: 20 random days\n +this plan +Erlang C, mean\n +promised +lived +promised +lived\nservice level( +\d+\.\d %){4}\n/,
  );
  const svg = await readFile(picture, 'utf8');
  expect(svg).toMatch(/^<svg [^>]*>\n[\s\S]*<\/svg>\n$/);
  expect(svg).toContain('sales: people by interval of 30 minutes');
  expect(svg).not.toContain('NaN');
});

describe('a mistake is said in one line, with line and value, and leaves no plan:', () => {
  test.each<[string, readonly string[], readonly string[], RegExp]>([
    [
      'an offset',
      [HEADER, 'a,2026-11-23T09:00:00+08:00,1,0,2,0,3,60'],
      LEVEL,
      /F\.csv line 2: start must be a local time.*without an offset, got 2026-11-23T09:00:00\+08:00/,
    ],
    [
      'a day that is none',
      [HEADER, 'a,2026-02-30T09:00:00,1,0,2,0,3,60'],
      LEVEL,
      /line 2: start must be.*2026-02-30/,
    ],
    [
      'a missing column',
      ['queue,offered', 'a,1'],
      LEVEL,
      /expected a header with queue,start,offered, missing start, got queue,offered/,
    ],
    ['half a band', ['queue,start,offered,low80', 'a,2026-11-23T09:00,1,0'], LEVEL, /bands need all of/],
    [
      'bands that cross',
      [HEADER, 'a,2026-11-23T09:00,5,6,4,1,9,60'],
      LEVEL,
      /line 2: bands must lie in each other/,
    ],
    [
      'a negative count',
      [HEADER, 'a,2026-11-23T09:00,-5,1,2,0,3,60'],
      LEVEL,
      /line 2: offered must be.*got -5/,
    ],
    [
      'words for a count',
      [HEADER, 'a,2026-11-23T09:00,five,1,2,0,3,60'],
      LEVEL,
      /line 2: offered must be.*got five/,
    ],
    [
      'no handle time',
      [HEADER, 'a,2026-11-23T09:00,5,1,9,0,9,'],
      LEVEL,
      /how long a contact takes is not known.*--handle SECONDS/,
    ],
    [
      'an interval twice',
      [...DAY, 'sales,2026-11-23T09:30:00,1,0,2,0,3,60'],
      LEVEL,
      /queue sales has 2026-11-23T09:30 twice/,
    ],
    [
      'an odd start',
      [...DAY, 'sales,2026-11-23T10:40:00,1,0,2,0,3,60'],
      LEVEL,
      /queue sales must begin every 30 minutes from midnight, got 2026-11-23T10:40/,
    ],
    [
      'one start only',
      [HEADER, 'a,2026-11-23T09:00,5,4,6,3,7,60'],
      LEVEL,
      /do not tell how long.*--interval/,
    ],
    ['nothing', [HEADER], LEVEL, /no interval in it/],
    ['no target', DAY, [], /a target is needed/],
    ['model A without patience', DAY, [...LEVEL, '--model', 'A'], /--model A needs a patience.*--patience/],
    ['two ways to be unsure', DAY, [...LEVEL, '--risk', '0.8', '--certain'], /exclude each other/],
  ])('%s', async (_name, rows, options, expected) => {
    expect(await staff(rows, ...options)).toEqual([]);
    expect(process.exitCode).toBe(1);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).toMatch(expected);
    expect(await readdir(folder)).toEqual(['F.csv']);
  });
});
