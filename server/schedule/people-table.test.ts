import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseTable, readTable } from '../tables/read-table.ts';
import { peopleOfTable } from './people-table.ts';
import { writeWorkbook } from './write-workbook.ts';

const HEADER = 'id,name,skills,hours_least,hours_most,available,off';

test('a line of a table is a person in the words of the document', () => {
  const text = `${HEADER}\namy,"Lin, Amy",sales; billing 0.8,30,40,1 09:00-17:00; 2 09:00-13:00,2026-11-23..2026-11-27 leave; 2026-12-01\nbob,,sales,,,,\n`;
  expect(peopleOfTable(parseTable(text, 'people.csv'))).toEqual([
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

const read = (line: string): unknown => peopleOfTable(parseTable(`${HEADER}\n${line}\n`, 'people.csv'));

test('what cannot be read is named with its line', () => {
  expect(() => read('amy,,sales,many,,,')).toThrow(
    'people.csv line 2: hours_least must be a number, got many',
  );
  expect(() => read('amy,,sales,,,Monday,')).toThrow('line 2: hours must be written as "1 09:00-17:00"');
  expect(() => read('amy,,sales,,,,tomorrow')).toThrow('got tomorrow');
  expect(() => peopleOfTable(parseTable('name\nAmy\n', 'people.csv'))).toThrow('without id,skills: got name');
  expect(() => parseTable('a,b\n"x', 'broken.csv')).toThrow('broken.csv cannot be read as CSV');
});

test('a workbook says the same as a text', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-people-'));
  const path = join(folder, 'people.xlsx');
  await writeWorkbook(path, [
    {
      name: 'people',
      header: ['id', 'skills', 'hours_most'],
      rows: [
        ['amy', 'sales 0.9', 38.5],
        ['bob', 'sales', undefined],
      ],
    },
  ]);
  expect(peopleOfTable(await readTable(path))).toEqual([
    { id: 'amy', skills: { sales: 0.9 }, hours: { least: 0, most: 38.5 } },
    { id: 'bob', skills: { sales: 1 }, hours: { least: 0, most: 40 } },
  ]);
  await rm(folder, { recursive: true });
  await expect(readTable(path)).rejects.toThrow('no such file or folder');
});
