import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import type { ListReading } from '#domain/table-reading.ts';
import { peopleOfTable } from './people-table.ts';
import { tableSource } from '../../files/table-source.ts';
import { writeTables } from '../../files/writing/open-table-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-people-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function peopleOf(text: string): Promise<readonly unknown[]> {
  await writeFile(join(folder, 'people.csv'), text);
  return (await peopleOfTable(await tableSource(join(folder, 'people.csv')))).people;
}

const HEADER = 'id,name,skills,hours_least,hours_most,available,off';

test('a line of a table is a person in the words of the document', async () => {
  const text = `${HEADER}\namy,"Lin, Amy",sales; billing 0.8,30,40,1 09:00-17:00; 2 09:00-13:00,2026-11-23..2026-11-27 leave; 2026-12-01\nbob,,sales,,,,\n`;
  expect(await peopleOf(text)).toEqual([
    {
      id: 'amy',
      name: 'Lin, Amy',
      skills: { sales: 1, billing: 0.8 },
      hours: { least: 30, most: 40 },
      available: [
        { weekday: 1, from: '09:00', until: '17:00' },
        { weekday: 2, from: '09:00', until: '13:00' },
      ],
      off: [{ from: '2026-11-23', until: '2026-11-27', why: 'leave' }, { from: '2026-12-01' }],
    },
    { id: 'bob', skills: { sales: 1 }, hours: { least: 0, most: 40 } },
  ]);
});

const ofLine = (line: string): Promise<readonly unknown[]> => peopleOf(`${HEADER}\n${line}\n`);

test('what cannot be read is named with its line', async () => {
  await expect(ofLine('amy,,sales,many,,,')).rejects.toThrow(
    'people.csv line 2: hours_least must be a number, got many',
  );
  await expect(ofLine('amy,,sales,,,Monday,')).rejects.toThrow(
    'line 2: hours must be written as "1 09:00-17:00"',
  );
  await expect(ofLine('amy,,sales,,,,tomorrow')).rejects.toThrow('got tomorrow');
  await expect(peopleOf('name\nAmy\n')).rejects.toThrow('missing id, skills');
});

test('a workbook says the same as a text', async () => {
  const path = join(folder, 'people.xlsx');
  const rows = [
    ['amy', 'sales 0.9', 38.5],
    ['bob', 'sales', undefined],
  ];
  await writeTables(path, [{ name: 'people', header: ['id', 'skills', 'hours_most'], rows }]);
  expect((await peopleOfTable(await tableSource(path))).people).toEqual([
    { id: 'amy', skills: { sales: 0.9 }, hours: { least: 0, most: 38.5 } },
    { id: 'bob', skills: { sales: 1 }, hours: { least: 0, most: 40 } },
  ]);
  await expect(peopleOfTable(await tableSource(join(folder, 'gone.xlsx')))).rejects.toThrow(
    'no such file or folder',
  );
});

test('a day off that a spreadsheet made a date of is one day off', async () => {
  const path = join(folder, 'dates.xlsx');
  const day = new Date('2026-11-25T00:00:00Z');
  await writeXlsx([
    ['id', 'skills', 'off'],
    ['amy', 'sales', { value: day, type: Date, format: 'yyyy-mm-dd' }],
    ['bob', 'sales', '2026/11/5 leave；2026-11-26~2026-11-27'],
  ]).toFile(path);
  expect((await peopleOfTable(await tableSource(path))).people).toMatchObject([
    { id: 'amy', off: [{ from: '2026-11-25' }] },
    {
      id: 'bob',
      off: [
        { from: '2026-11-05', why: 'leave' },
        { from: '2026-11-26', until: '2026-11-27' },
      ],
    },
  ]);
});

test('queues of several words are skills, and a number at the end of one is a proficiency unless the name has it', async () => {
  await writeFile(join(folder, 'words.csv'), 'id,skills\namy,vip line 0.8; tier 2; new line\n');
  const queues = new Set(['vip line', 'tier 2', 'new line']);
  expect((await peopleOfTable(await tableSource(join(folder, 'words.csv')), queues)).people).toMatchObject([
    { skills: { 'vip line': 0.8, 'tier 2': 1, 'new line': 1 } },
  ]);
});

test('a table of a Chinese planner and one of a German say the same', async () => {
  const chinese =
    '工号,姓名,技能组,周工时上限,可排时间,请假\n1001,林美,销售、客服 80%,40,周一至周五 09:00-18:00,2026年11月23日至2026年11月27日 年假\n';
  const german =
    'Personalnummer;Mitarbeiter;Warteschlangen;Wochenstunden;Verfügbarkeit;Urlaub\n1001;林美;"销售; 客服 (0,8)";40,0;Mo-Fr 09:00-18:00;23.11.2026 - 27.11.2026 年假\n';
  const expected = {
    id: '1001',
    name: '林美',
    skills: { 销售: 1, 客服: 0.8 },
    hours: { least: 0, most: 40 },
    available: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', until: '18:00' })),
    off: [{ from: '2026-11-23', until: '2026-11-27', why: '年假' }],
  };
  for (const text of [chinese, german]) expect(await peopleOf(text)).toEqual([expected]);
});

test('a matrix of people and queues has a mark or a proficiency in each cell', async () => {
  const path = join(folder, 'matrix.csv');
  await writeFile(
    path,
    'Skills of the team,,,\nEmployee ID,Name,vip line,billing\namy,Amy,x,0.8\nbob,Bob,√,\ncid,Cid,no,70%\n',
  );
  const queues = new Set(['vip line', 'billing']);
  expect((await peopleOfTable(await tableSource(path), queues)).people).toMatchObject([
    { id: 'amy', skills: { 'vip line': 1, billing: 0.8 } },
    { id: 'bob', skills: { 'vip line': 1 } },
    { id: 'cid', skills: { billing: 0.7 } },
  ]);
  await writeFile(path, 'Employee ID,vip line\namy,maybe\n');
  await expect(peopleOfTable(await tableSource(path), queues)).rejects.toThrow(
    'line 2: vip line must be a mark such as x, or a proficiency such as 0.8, got maybe',
  );
});

test('a day off that could be two days is refused', async () => {
  await expect(ofLine('amy,,sales,,,,03/04/2026')).rejects.toThrow('got 03/04/2026');
});

async function readingOf(text: string): Promise<ListReading> {
  await writeFile(join(folder, 'people.csv'), text);
  return (await peopleOfTable(await tableSource(join(folder, 'people.csv')))).reading;
}

test('what a week has at least is understood as planners write it', async () => {
  expect(await peopleOf('工号,技能组,每周最少工时,每周最多工时\n1001,销售,32,44\n')).toMatchObject([
    { hours: { least: 32, most: 44 } },
  ]);
});

test('columns that are not read are named, with what they may be meant for, and so are hours that are assumed', async () => {
  const reading = await readingOf(
    '人员排班表,,,,,,\n工号,技能组,本周最少工时,部门,技能,Hours mst,\n1001,销售,32,一部,x,40,晚班\n,,,,,,合同工\n合计,,32,,,40,\n',
  );
  expect(reading).toMatchObject({
    headerLine: 2,
    rows: 1,
    unread: [
      { heading: '本周最少工时', doubt: { kind: 'near', column: 'hours_least', known: '周最少工时' } },
      { heading: '部门' },
      { heading: '技能', doubt: { kind: 'taken', column: 'skills' } },
      { heading: 'Hours mst', doubt: { kind: 'near', column: 'hours_most' } },
      { heading: 'column 7' },
    ],
    assumed: [
      { column: 'hours_least', value: '0 h a week' },
      { column: 'hours_most', value: '40 h a week' },
    ],
    passedOver: [
      { reason: 'title', rows: 1, lines: [1] },
      { reason: 'note', rows: 1, lines: [4] },
      { reason: 'total', rows: 1, lines: [5] },
    ],
  });
  const whole = await readingOf('id,skills,hours_least,hours_most\namy,sales,20,40\n');
  expect(whole).toMatchObject({ unread: [], assumed: [], passedOver: [] });
});
