import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { assessPlan } from '../../../schedules/plan/assess/assess-plan.ts';
import { given } from '../../../schedules/plan/testing/small-problem.ts';
import { readProblem } from '../../planning/document/read-problem.ts';
import { rosterText } from '../../planning/roster/written/roster-file.ts';
import { scheduleCommand } from './schedule-command.ts';

const monday = '2026-11-23';
const document = {
  zone: 'Asia/Shanghai',
  from: monday,
  days: 2,
  intervalMinutes: 60,
  queues: [
    {
      queue: 'sales',
      required: Array.from({ length: 48 }, (_, at) => (at % 24 >= 9 && at % 24 < 17 ? 1 : 0)),
    },
  ],
  shifts: [{ id: 'day', starts: ['09:00'], minutes: 480 }],
  people: [
    { id: 'amy', name: 'Amy Lin', skills: { sales: 1 } },
    { id: 'bob', skills: { sales: 1 } },
    { id: 'cai', skills: { sales: 1 }, off: [{ from: monday, why: 'leave' }] },
  ],
  rules: { preset: 'eu-2003-88', own: [{ rule: 'breaks', overHours: 9, leastMinutes: 20, beforeHour: 6 }] },
};

let folder = '';
let roster = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-roster-'));
  roster = join(folder, 'roster.json');
  const read = readProblem(document);
  if (read.kind === 'mistakes') throw new Error(read.mistakes.join('; '));
  const { problem } = read;
  const [day] = problem.templates;
  const shifts = day === undefined ? [] : [given('amy', monday, day), given('amy', '2026-11-24', day)];
  await writeFile(roster, rosterText({ document, beside: {}, absences: [] }, assessPlan(problem, shifts)));
});
afterAll(() => rm(folder, { recursive: true }));

let [said, told] = ['', ''];
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

async function callboard(...typed: string[]): Promise<void> {
  [said, told] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((told += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said += String(text)), true));
  await scheduleCommand().parseAsync(typed, { from: 'user' });
}

test('a shift is explained: what it covers, who else could have it, which rule stands against the others', async () => {
  await callboard('why', roster, '--person', 'Amy Lin', '--day', monday);
  expect(told).toBe(`Amy Lin works day (09:00 to 17:00) on 2026-11-23.
Without it so many agent-hours more would be missing: 8.0 in sales.
Who else could have it:
  bob, who is off: would cost the same
  not cai, who is off: cai: works on 2026-11-23, off for leave
What else Amy Lin could have:
  a day off: would cost 8.00 more
`);
});

test('a day off is explained too', async () => {
  await callboard('why', roster, '--person', 'cai', '--day', monday);
  expect(told).toBe(`cai is off on 2026-11-23.
It was settled beforehand: leave.
What else cai could have:
  nothing and nobody that the rules allow
  not day (09:00 to 17:00): cai: works on 2026-11-23, off for leave
`);
});

test('when somebody falls ill the changes are told, and the new roster knows of it', async () => {
  const after = join(folder, 'after.json');
  await callboard('replan', roster, '--absent', `amy:${monday}`, '--seconds', '5', '--out', after);
  expect(said).toContain(`Amy Lin is away on ${monday}: sickness (had day)
bob works day on ${monday}, and was off
1 day of others changed
2 shifts for 3 people; coverage costs 0.00`);
  await callboard('why', after, '--person', 'amy', '--day', monday);
  expect(told).toContain('It was settled beforehand: sickness.');
  // From there somebody else can fall out; only Amy's Monday is lost then.
  await callboard('replan', after, '--absent', `bob:${monday}:training`, '--out', join(folder, 'third.csv'));
  expect(said).toContain(`bob is away on ${monday}: training (had day)
Nobody can take over day on ${monday}: what is missing costs 8.0.`);
  expect(await readFile(join(folder, 'third.csv'), 'utf8')).toBe(
    'person,day,shift,activity,start,end\namy,2026-11-24,day,shift,2026-11-24T09:00:00,2026-11-24T17:00:00\n',
  );
});

const own = (ending: string): string => join(folder, `amy.${ending}`);

test("one person's own roster is a calendar, a page or lines, and nothing to plan on from", async () => {
  for (const ending of ['ics', 'html', 'csv', 'json'])
    await callboard('export', roster, '--person', 'Amy Lin', '--out', own(ending));
  expect(said).toBe(
    `callboard: ${own('json')}: one person is no roster to plan on from: expected .ics, .html, .csv or .xlsx\n`,
  );
  expect((await readFile(own('ics'), 'utf8')).match(/SUMMARY:Amy Lin: day/g)).toHaveLength(2);
  const page = await readFile(own('html'), 'utf8');
  expect(page).toContain('<small>11-24</small><br><b>day</b><br>09:00–17:00');
  expect(page).toContain('<td>16.0</td>');
  expect((await readFile(own('csv'), 'utf8')).trim().split('\n')).toHaveLength(3);
  await callboard('export', roster, '--person', 'cai', '--out', own('html'));
  expect(await readFile(own('html'), 'utf8')).toContain('<small>11-23</small><br>leave');
  await callboard('export', roster, '--person', 'dan', '--out', own('ics'));
  expect(said).toContain('nobody of the roster is called dan');
});

test('what is no roster, and who is not in it, is told as such', async () => {
  const other = join(folder, 'problem.json');
  await writeFile(other, JSON.stringify(document));
  await callboard('why', other, '--person', 'amy', '--day', monday);
  expect(said).toMatch(
    /problem\.json is no roster: expected what callboard schedule .* wrote; the document: /,
  );
  await callboard('why', roster, '--person', 'dan', '--day', monday);
  expect(said).toContain('nobody of the roster is called dan: expected one of amy, bob, cai');
  await callboard('why', roster, '--person', 'amy', '--day', '2026-12-01');
  expect(said).toContain('expected a day of the roster, 2026-11-23 to before 2026-11-25, got 2026-12-01');
  const out = join(folder, 'never.json');
  await callboard('replan', roster, '--absent', 'amy:2026-12-01..2026-12-03', '--out', out);
  expect(said).toContain(
    'expected days of the roster, 2026-11-23 to before 2026-11-25, got amy absent 2026-12-01 to 2026-12-03',
  );
  expect(process.exitCode).toBe(1);
});

test('what was understood of an edited table is told: a column that is not read, and no sheet that is', async () => {
  const [csv, workbook] = ['edited.csv', 'edited.xlsx'].map((name) => join(folder, name));
  for (const out of [csv, workbook]) await callboard('export', roster, '--out', out ?? '');
  const noted = (await readFile(csv ?? '', 'utf8')).replaceAll(/.$/gm, '$&,hm').replace(',hm', ',note');
  await writeFile(csv ?? '', noted);
  await callboard('check', roster, '--edited', csv ?? '');
  expect(said).toContain('end = end; not read: note\n  2 lines\n');
  await callboard('check', roster, '--edited', workbook ?? '');
  expect(said).toContain('edited.xlsx: workbook, sheet roster 班表, header on line 1\n');
});

test('no roster takes the place of what it is made from: a roster, an edited table, a problem or the tables that it names', async () => {
  const [table, problem] = ['people.csv', 'named.json'].map((name) => join(folder, name));
  const people = 'id,skills\namy,sales\n';
  const named = JSON.stringify({ ...document, people: 'people.csv' });
  await writeFile(table ?? '', people);
  await writeFile(problem ?? '', named);
  const kept = await readFile(roster, 'utf8');
  for (const [typed, out] of [
    [['export', roster], roster],
    [['replan', roster, '--absent', `amy:${monday}`], roster],
    [['check', roster, '--edited', table], table],
    [[problem, '--seconds', '1'], problem],
    [[problem, '--seconds', '1'], table],
  ] as const) {
    await callboard(...typed.map((one) => one ?? ''), '--out', out ?? '');
    expect(said).toContain(`--out ${out} is the same file as ${out}: expected another file`);
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
  }
  expect(await Promise.all([roster, problem, table].map((one) => readFile(one ?? '', 'utf8')))).toEqual([
    kept,
    named,
    people,
  ]);
});

test('options of replan are its own, typed at the program too', () => {
  const program = new URL('../../main.ts', import.meta.url).pathname;
  const typed = ['schedule', 'replan', 'gone.json', '--absent', `amy:${monday}`, '--out', 'x.json'];
  const node = ['--disable-warning=ExperimentalWarning', program, ...typed];
  const { stderr, status } = spawnSync(process.execPath, node, { encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, 'callboard: cannot read gone.json: no such file or folder\n']);
});
