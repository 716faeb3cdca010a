import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepTypedMapping, tableChoicesOf } from './table-choices-of.ts';
import { addTableOptions, type TableOptions } from './table-options.ts';

let file = '';
beforeAll(() => {
  file = join(mkdtempSync(join(tmpdir(), 'callboard-mappings-')), 'mappings.json');
});
afterAll(() => rmSync(join(file, '..'), { recursive: true }));

function typed(...options: readonly string[]): TableOptions {
  const command = addTableOptions(
    new Command('x').exitOverride().configureOutput({ writeErr: () => undefined }),
  );
  return command.parse([...options, '--map-file', file], { from: 'user' }).opts();
}

test('columns are named by role; headings with commas stand in quotes, several are added up, and a column has a number', () => {
  const { map } = typed(
    '--map',
    'queue="Skill, Site",start=Interval,offered=Calls+"Chats + mails"',
    '--map',
    'handle_seconds=#7',
  );
  expect([...(map ?? [])]).toEqual([
    ['queue', ['Skill, Site']],
    ['start', ['Interval']],
    ['offered', ['Calls', 'Chats + mails']],
    ['handle', ['#7']],
  ]);
  for (const wrong of ['volume=Calls', 'queue', 'queue='])
    expect(() => typed('--map', wrong)).toThrow(/expected/);
});

test('what is typed is kept under a name, and used by it; a name that is not there is told with those that are', async () => {
  const first = typed('--map', 'offered=转人工量', '--dates', 'mdy', '--mapping', 'cms');
  expect(await keepTypedMapping(first)).toBe(`kept as mapping cms in ${file}`);
  const again = typed('--mapping', 'cms', '--duplicates', 'sum');
  expect(await keepTypedMapping(again)).toBeUndefined();
  expect(await tableChoicesOf(again)).toEqual({
    columns: new Map([['offered', ['转人工量']]]),
    dates: 'mdy',
    duplicates: 'sum',
  });
  await expect(tableChoicesOf(typed('--mapping', 'acd'))).rejects.toThrow(
    'has no mapping acd: expected one of cms',
  );
});
