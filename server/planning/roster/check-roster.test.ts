import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { assessPlan } from '../../../schedules/plan/assess/assess-plan.ts';
import { shiftsOf, session, training, week } from '../testing/planted-week.ts';
import { problemOf } from '../testing/two-judges.ts';
import { checkRoster } from './check-roster.ts';
import { openRosterFile, assessedRoster } from './written/roster-file.ts';
import type { NamedShift } from '../../../schedules/plan/model/person-times.ts';
import type { Cell } from '../../files/table.ts';
import { writeTables } from '../../files/writing/open-table-file.ts';
import { gridTable, rosterTable } from './written/roster-table.ts';
import { writeRoster } from './written/write-roster.ts';

const document = { ...week, activities: [training], deferredWork: { name: 'tickets', leastMinutes: 60 } };
const tickets = session(420, { name: 'tickets', kind: 'deferred-work' });
const shifts = [
  ...shiftsOf(document, { amy: ['early@240'] }, [session(120), tickets]),
  ...shiftsOf(document, { bob: ['off', 'night', 'off', 'late@300'] }),
];

let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-check-'));
  const problem = problemOf(document);
  const plan = { ...assessPlan(problem, shifts), lowerBound: 12 };
  for (const name of ['roster.json', 'roster.csv', 'roster.xlsx'])
    await writeRoster(
      { document, beside: {}, absences: [] },
      { problem, plan, out: at(name), writtenAt: epochMs(0) },
    );
});
afterAll(() => rm(folder, { recursive: true }));

test('a roster that is checked as it was made keeps the bound that was proved for it', async () => {
  expect((await checkRoster(at('roster.json'), {})).plan.lowerBound).toBe(12);
});

test.each(['roster.csv', 'roster.xlsx'])('%s is read back as the roster that it was', async (edited) => {
  const opened = await openRosterFile(at('roster.json'));
  expect(assessedRoster(opened).lowerBound).toBe(12);
  const { roster, sentences } = await checkRoster(at('roster.json'), { edited: at(edited) });
  expect(roster.shifts).toEqual(opened.shifts);
  // What was proved was proved of the roster as it was made.
  expect(roster.lowerBound).toBeUndefined();
  expect(sentences).toEqual(['not held: training for bob']);
});

async function edit(change: (csv: string) => string): Promise<readonly string[]> {
  await writeFile(at('edited.csv'), change(await readFile(at('roster.csv'), 'utf8')));
  return (await checkRoster(at('roster.json'), { edited: at('edited.csv') })).sentences;
}

const late = (csv: string): string => csv.replace('2026-11-23T10:00:00', '2026-11-23T12:00:00');
const again = (csv: string): string =>
  csv.replace(/bob,2026-11-24,night.*/, 'amy,2026-11-23,night,shift,2026-11-23T22:00:00,2026-11-24T06:00:00');

test('what an edit breaks is said in the words of a planner', async () => {
  expect(await edit(late)).toContain(
    'broken: amy has lunch at 12:00, between 09:00 and 11:00 by the shift early, on 2026-11-23 (break-windows)',
  );
  expect(await edit(again)).toContain('broken: amy early and night meet on 2026-11-23 (one-shift-a-day)');
});

/** A workbook with the lines of one roster and the grid of another. */
async function workbook(
  lines: readonly NamedShift[],
  grid: readonly NamedShift[],
  change: (cell: Cell) => Cell = (cell) => cell,
): Promise<string> {
  const problem = problemOf(document);
  const table = gridTable(problem, assessPlan(problem, grid));
  const rows = table.rows.map((row) => row.map(change));
  await writeTables(at('grid.xlsx'), [rosterTable(problem, assessPlan(problem, lines)), { ...table, rows }]);
  return at('grid.xlsx');
}

test('a cell of the grid is an edit too: another shift, one more, or none', async () => {
  const amyLate = shiftsOf(document, { amy: ['late'], bob: ['off', 'night', 'short'] });
  const edited = await workbook(shifts, amyLate);
  const { roster } = await checkRoster(at('roster.json'), { edited });
  expect(
    new Set(roster.shifts.map(({ person, day, template }) => [person, day, template.id].join(' '))),
  ).toEqual(new Set(['amy 2026-11-23 late', 'bob 2026-11-24 night', 'bob 2026-11-25 short']));
  // Nothing is known of its breaks and sessions: they are as early as may be, and to be held.
  expect(roster.shifts.find(({ person }) => person === 'amy')?.activities).toBeUndefined();
});

test('of list and grid only one says of a day what it had not, and a cell that names no shift is refused', async () => {
  const [bobOff, bobLate] = [{ bob: ['off'] }, { bob: ['off', 'late'] }].map((one) =>
    shiftsOf(document, one),
  );
  const both = await workbook(bobOff ?? [], bobLate ?? []);
  await expect(checkRoster(at('roster.json'), { edited: both })).rejects.toThrow(
    'grid.xlsx: bob has late on 2026-11-24 in the grid and nothing in the list: edit one of them',
  );
  const typo = await workbook(shifts, shifts, (cell) => (cell === 'night' ? 'nihgt' : cell));
  await expect(checkRoster(at('roster.json'), { edited: typo })).rejects.toThrow(
    /line 3 of the grid: expected a shift such as early, late, .* on 2026-11-24, or nothing, got nihgt/,
  );
});

test('a line that is no part of the roster is refused with its place', async () => {
  await expect(edit((csv) => csv.replaceAll('bob,', 'eve,'))).rejects.toThrow(
    /edited\.csv line \d+: expected one of the people of the roster, got eve/,
  );
  await expect(edit((csv) => csv.replaceAll(',night,', ',nihgt,'))).rejects.toThrow(
    'expected one of the shifts early, late, night, short at its hours, got nihgt at 22:00 of 2026-11-24',
  );
});

const cutShort = (csv: string): string =>
  csv.replace(/(bob,2026-11-24,night,shift,2026-11-24T22:00:00,)\S+/, '$12026-11-25T03:00:00');

test('an end that no shift has is refused: it would be lost', async () => {
  await expect(edit(cutShort)).rejects.toThrow(
    /line \d+: expected one of the shifts .* at its hours, got night at 22:00 of 2026-11-24, until 27:00/,
  );
});

test('a start that is moved names another start of its kind, though the end was left as it was', async () => {
  const shiftsOfTwo = document.shifts.map((one) =>
    one.id === 'late' ? { ...one, starts: ['14:00', '15:00'] } : one,
  );
  const two = { ...document, shifts: shiftsOfTwo };
  const problem = problemOf(two);
  const [amy] = shiftsOf(two, { amy: ['early'] });
  const template = problem.templates.find(({ id }) => id === 'late@14:00');
  if (amy === undefined || template === undefined) throw new Error('expected a late shift at 14:00');
  const plan = assessPlan(problem, [{ ...amy, template }]);
  for (const name of ['two.json', 'two.csv'])
    await writeRoster(
      { document: two, beside: {}, absences: [] },
      { problem, plan, out: at(name), writtenAt: epochMs(0) },
    );
  const csv = await readFile(at('two.csv'), 'utf8');
  await writeFile(at('two.csv'), csv.replace('2026-11-23T14:00:00', '2026-11-23T15:00:00'));
  const { roster } = await checkRoster(at('two.json'), { edited: at('two.csv') });
  expect(roster.shifts.map((one) => one.template.id)).toEqual(['late@15:00']);
});

test('a roster is held against another problem, with stricter rules', async () => {
  const rules = {
    preset: 'california',
    own: [
      { rule: 'nights-in-a-row', most: 1 },
      { rule: 'night-hours', mostHours: 7 },
    ],
  };
  await writeFile(at('strict.json'), JSON.stringify({ ...document, rules }));
  const { sentences } = await checkRoster(at('roster.json'), { problem: at('strict.json') });
  expect(sentences).toContain('broken: bob works 8 h in the night of 2026-11-24, at most 7 h (night-hours)');
});
