import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSheet } from 'read-excel-file/node';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-schedule-'));
  await writeFile(join(folder, 'problem.json'), JSON.stringify(PROBLEM));
  await writeFile(
    join(folder, 'people.csv'),
    'id,skills,hours_most,off,hours min\namy,sales,40,2026-11-23 leave\nbob,sales,40,\ncai,sales,40,\n',
  );
});
afterAll(() => rm(folder, { recursive: true }));

const PROBLEM = {
  zone: 'Asia/Shanghai',
  from: '2026-11-23',
  days: 7,
  intervalMinutes: 60,
  queues: [
    {
      queue: 'sales',
      required: Array.from({ length: 168 }, (_, at) => (at % 24 >= 9 && at % 24 < 17 ? 1 : 0)),
    },
  ],
  shifts: [{ id: 'day', starts: ['09:00'], minutes: 480 }],
  people: 'people.csv',
  rules: { preset: 'eu-2003-88', own: [{ rule: 'breaks', overHours: 9, leastMinutes: 20, beforeHour: 6 }] },
};

test('a problem becomes a roster in CSV, in a workbook and in JSON, and what it is worth is said', async () => {
  const csv = await schedule('problem.json', '--seconds', '2', '--out', 'roster.csv');
  expect(csv.code).toBe(0);
  expect(csv.said).toMatch(/7 shifts for 3 people; coverage costs 0\.00/);
  expect(csv.said).toContain('rules: 0 hard and');
  expect(csv.said).toContain(
    'id = id, skills = skills, hours_most = hours_most, off = off; not read: hours min',
  );
  expect(csv.said).toContain('hours min is not read: if it is hours_least, call it min hours or hours_least');
  expect(csv.said).toContain('no column hours_least: 0 h a week is taken\n  3 people\n');
  const lines = (await readFile(join(folder, 'roster.csv'), 'utf8')).trim().split('\n');
  expect(lines[0]).toBe('person,day,shift,activity,start,end');
  expect(lines).toHaveLength(8);
  expect(lines.some((line) => line.startsWith('amy,2026-11-23'))).toBe(false);
  expect((await schedule('problem.json', '--seconds', '2', '--out', 'roster.xlsx')).code).toBe(0);
  const [header] = await readSheet(join(folder, 'roster.xlsx'));
  expect(header?.map((title) => String(title).split(' ')[0])).toEqual(lines[0]?.split(','));
  expect((await schedule('problem.json', '--seconds', '2', '--out', 'roster.json')).code).toBe(0);
  expect(JSON.parse(await readFile(join(folder, 'roster.json'), 'utf8'))).toMatchObject({ coverageCost: 0 });
});

test('a training and work that can wait stand in the roster, at times at which nobody is missed', async () => {
  const queues = [
    {
      queue: 'sales',
      required: Array.from({ length: 168 }, (_, at) => (at % 24 >= 9 && at % 24 < 13 ? 1 : 0)),
    },
  ];
  const halves = ['amy', 'bob'].map((id) => ({ id, skills: { sales: 1 }, hours: { least: 24, most: 32 } }));
  const rules = {
    ...PROBLEM.rules,
    own: [...PROBLEM.rules.own, { rule: 'contract-hours', toleranceHours: 0 }],
  };
  const activities = [{ name: 'product training', people: ['amy', 'bob'], minutes: 120, atATime: 1 }];
  const deferredWork = { name: 'tickets', leastMinutes: 60 };
  await writeFile(
    join(folder, 'trained.json'),
    JSON.stringify({ ...PROBLEM, people: halves, rules, queues, activities, deferredWork }),
  );
  const { code, said } = await schedule('trained.json', '--seconds', '1', '--out', 'trained.csv');
  expect(code).toBe(0);
  expect(said).toMatch(/product training: 2 of 2 people\n.*h of tickets/s);
  const lines = (await readFile(join(folder, 'trained.csv'), 'utf8')).trim().split('\n');
  const training = lines.filter((line) => line.includes(',product training,'));
  expect(training.map((line) => line.split(',')[0])).toEqual(['amy', 'bob']);
  const starts = training.map((line) => Number(/T(\d\d):00:00,[^,]*$/.exec(line)?.[1]));
  expect(Math.min(...starts)).toBeGreaterThanOrEqual(13);
  expect(lines.some((line) => line.includes(',tickets,'))).toBe(true);
});

test('rules that contradict each other end with 2 and name who, why and what would help', async () => {
  const people = [
    {
      id: 'amy',
      skills: { sales: 1 },
      hours: { least: 40, most: 40 },
      available: [{ weekday: 1, from: '08:00', until: '18:00' }],
    },
  ];
  const own = [...PROBLEM.rules.own, { rule: 'contract-hours', toleranceHours: 0 }];
  await writeFile(
    join(folder, 'tight.json'),
    JSON.stringify({ ...PROBLEM, people, rules: { preset: 'eu-2003-88', own } }),
  );
  const { code, said } = await schedule('tight.json', '--seconds', '2', '--out', 'tight.csv');
  expect(code).toBe(2);
  expect(said).toMatch(/amy cannot be given any shifts: .*outside their hours.*would help/s);
});

test('what cannot be read ends with 1 and says where', async () => {
  await writeFile(join(folder, 'wrong.json'), JSON.stringify({ ...PROBLEM, days: 0, people: [] }));
  const wrong = await schedule('wrong.json', '--seconds', '1', '--out', 'x.csv');
  expect([wrong.code, wrong.said]).toEqual([
    1,
    expect.stringContaining('days: expected days, 1 to 93, got 0'),
  ]);
  const gone = await schedule('gone.json', '--seconds', '1', '--out', 'x.csv');
  expect([gone.code, gone.said]).toEqual([1, expect.stringContaining('no such file or folder')]);
});

type Ended = { readonly code: number; readonly said: string };

function schedule(file: string, ...options: string[]): Promise<Ended> {
  const out = options.map((option, at) => (options[at - 1] === '--out' ? join(folder, option) : option));
  const program = new URL('../../main.ts', import.meta.url).pathname;
  const typed = ['--disable-warning=ExperimentalWarning', program, 'schedule', join(folder, file), ...out];
  return new Promise((resolve) => {
    execFile(process.execPath, typed, (failure, _stdout, stderr) =>
      resolve({
        code: typeof failure?.code === 'number' ? failure.code : failure === null ? 0 : 1,
        said: stderr,
      }),
    );
  });
}
