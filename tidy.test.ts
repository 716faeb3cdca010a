import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkTidy } from './tidy/check-tidy.ts';

const SKIPPED: ReadonlySet<string> = new Set(['node_modules', 'dist', 'data']);

/** Every file of TypeScript in the repository. */
function repository(folder = ''): { path: string; text: string }[] {
  const entries = readdirSync(new URL(`./${folder}`, import.meta.url), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory()) return isOurs(entry.name) ? repository(`${path}/`) : [];
    return path.endsWith('.ts') ? { path, text: readFileSync(new URL(path, import.meta.url), 'utf8') } : [];
  });
}

const isOurs = (folder: string): boolean => !folder.startsWith('.') && !SKIPPED.has(folder);

test('the repository is tidy', () => {
  expect(checkTidy(repository())).toEqual([]);
});

const lines = (count: number, line: string): string => `${line}\n`.repeat(count);

describe('what is planted is found:', () => {
  test.each([
    [
      'a clock in a pure folder',
      'server/floor/a.ts',
      'export const now = (): number => Date.now();',
      /^server\/floor\/a\.ts:1 asks Date\.now: floor is pure/,
    ],
    [
      'a date of now in domain',
      'domain/a.ts',
      'export const now = new Date();',
      /domain\/a\.ts:1 asks new Date\(\): domain is pure/,
    ],
    [
      'chance in forecasting',
      'forecasting/a.ts',
      '\nexport const die = (): number => Math.random();',
      /forecasting\/a\.ts:2 asks Math\.random/,
    ],
    [
      'a timer in the pipeline',
      'server/pipeline/draw-board.ts',
      'setTimeout(() => {}, 1);',
      /asks setTimeout: pipeline is pure/,
    ],
    [
      'a timer by another name',
      'server/alerts/a.ts',
      'globalThis.setTimeout(() => {}, 1);',
      /asks setTimeout: alerts is pure/,
    ],
    [
      'a second reader of the clock in the server',
      'server/web/a.ts',
      'export const now = Date.now();',
      /the clock is read in server\/clock\/clock\.ts only/,
    ],
    [
      'a package in domain',
      'domain/a.ts',
      "import { DateTime } from 'luxon';",
      /imports luxon: domain does without this package/,
    ],
    [
      'Node in a pure folder',
      'server/metrics/a.ts',
      "import { readFileSync } from 'node:fs';",
      /imports node:fs: metrics runs without Node/,
    ],
    [
      'a scoped package in the wallboard',
      'wallboard/a.ts',
      "import { Type } from '@sinclair/typebox';",
      /imports @sinclair\/typebox: wallboard/,
    ],
    [
      'a package loaded late',
      'server/floor/a.ts',
      "export const load = () => import('d3-array');",
      /imports d3-array: floor/,
    ],
    [
      'floor that looks at metrics',
      'server/floor/a.ts',
      "import type { A } from '../metrics/a.ts';",
      /imports server\/metrics\/a\.ts: floor may import itself and domain, not metrics/,
    ],
    [
      'metrics that look at alerts',
      'server/metrics/a.ts',
      "import { a } from '../alerts/a.ts';",
      /not alerts/,
    ],
    [
      'a pure folder that looks at an adapter',
      'server/alerts/a.ts',
      "import { a } from '../journal/journal.ts';",
      /not server/,
    ],
    [
      'domain that looks at the server',
      'domain/a.ts',
      "import type { A } from '../server/a.ts';",
      /domain may import itself, not server/,
    ],
    [
      'forecasting that looks at schedules',
      'forecasting/a.ts',
      "import { a } from '../schedules/a.ts';",
      /not schedules/,
    ],
    [
      'schedules that look at forecasting',
      'schedules/a.ts',
      "import { a } from '../forecasting/a.ts';",
      /not forecasting/,
    ],
    [
      'Erlang C that looks at domain',
      'forecasting/erlang-c/a.ts',
      "import { a } from '#domain/a.ts';",
      /erlang-c may import itself, not domain/,
    ],
    [
      'a wall that knows the server',
      'wallboard/a.ts',
      "import { a } from '../server/a.ts';",
      /wallboard may import itself and domain, not server/,
    ],
    ['a server that draws', 'server/web/a.ts', "import { a } from '../../wallboard/a.ts';", /not wallboard/],
    [
      'the long way to domain',
      'server/web/a.ts',
      "import { a } from '../../domain/a.ts';",
      /say #domain\/a\.ts/,
    ],
    [
      'the program as a part',
      'bench/a.ts',
      "import { a } from '../server/main.ts';",
      /imports server\/main\.ts/,
    ],
    [
      'a test as a part',
      'server/web/a.test.ts',
      "import { a } from './b.test.ts';",
      /imports the test server\/web\/b\.test\.ts/,
    ],
    [
      'a contract outside tests',
      'server/web/a.ts',
      "import { a } from '../store/world-store-contract.ts';",
      /which is for tests/,
    ],
    ['a default export', 'server/web/a.ts', 'export default 1;', /has a default export/],
    [
      'a default under another name',
      'server/web/a.ts',
      'const a = 1;\nexport { a as default };',
      /:2 has a default export/,
    ],
    ['a barrel', 'server/web/a.ts', "export * from './b.ts';", /passes on a whole file/],
    ['a name passed on', 'server/web/a.ts', "import { b } from './b.ts';\nexport { b };", /:2 passes on b/],
    ['an empty word', 'domain/a.ts', 'export const queueData = 1;', /exports queueData: data says nothing/],
    [
      'an empty verb',
      'server/web/a.ts',
      'export function handleRequest() {}',
      /exports handleRequest: handle says nothing/,
    ],
    ['a file of 301 lines', 'server/web/a.ts', lines(301, '// .'), /a\.ts:1 has 301 lines, at most 300/],
    [
      'a function of 41 lines',
      'server/web/a.ts',
      `function long() {\n${lines(39, ';')}}`,
      /a\.ts:1 long has 41 lines, at most 40/,
    ],
    [
      'an arrow of 41 lines',
      'server/web/a.ts',
      `\nconst long = () => {\n${lines(39, ';')}};`,
      /a\.ts:2 long has 41 lines/,
    ],
    [
      'a method of 41 lines',
      'server/web/a.ts',
      `class A {\n  long() {\n${lines(39, ';')}}\n}`,
      /a\.ts:2 long has 41 lines/,
    ],
    [
      'a function of 41 lines in a test',
      'server/web/a.test.ts',
      `function long() {\n${lines(39, ';')}}`,
      /long has 41 lines/,
    ],
  ])('%s', (_, path, text, expected) => {
    expect(checkTidy([{ path, text }])).toEqual([expect.stringMatching(expected)]);
  });

  test('a ring of imports, by types too, told once with the way around', () => {
    const ring = [
      { path: 'server/web/a.ts', text: "import { b } from './b.ts';" },
      { path: 'server/web/b.ts', text: "import type { C } from './c.ts';" },
      { path: 'server/web/c.ts', text: "import { a } from './a.ts';" },
      { path: 'server/web/d.ts', text: "import { a } from './a.ts';" },
    ];
    expect(checkTidy(ring)).toEqual([
      'server/web/a.ts:1 imports itself in a ring: server/web/a.ts → server/web/b.ts → server/web/c.ts → server/web/a.ts',
    ]);
  });

  test('folders that need each other in a ring though no two files do, with the files on the way', () => {
    const rooms = [
      { path: 'server/web/a.ts', text: "import { b } from '../journal/b.ts';" },
      { path: 'server/journal/b.ts', text: '' },
      { path: 'server/journal/c.ts', text: "import type { D } from '../files/d.ts';" },
      { path: 'server/files/d.ts', text: '' },
      { path: 'server/files/e.ts', text: "import { f } from '../web/f.ts';" },
      { path: 'server/web/f.ts', text: '' },
      { path: 'server/start/g.ts', text: "import { a } from '../web/a.ts';" },
    ];
    expect(checkTidy(rooms)).toEqual([
      'server/web:1 needs itself in a ring: server/web → server/journal → server/files → server/web (server/web/a.ts, server/journal/c.ts, server/files/e.ts)',
    ]);
  });

  test('a folder of 26 files, and none of 25', () => {
    const files = Array.from({ length: 26 }, (_, at) => ({ path: `server/web/a${at}.ts`, text: '' }));
    expect(checkTidy(files)).toEqual(['server/web:1 has 26 files, at most 25: give some their own room']);
    expect(checkTidy(files.slice(1))).toEqual([]);
  });

  test('a file loose at the root of the server', () => {
    expect(checkTidy([{ path: 'server/a.ts', text: '' }])).toEqual([
      'server/a.ts:1 lies loose at the root of server: only entry points do',
    ]);
  });

  test('text that is not TypeScript', () => {
    expect(() => checkTidy([{ path: 'server/a.ts', text: 'const = 1' }])).toThrow(
      /server\/a\.ts cannot be parsed/,
    );
  });
});

describe('what is allowed is not found:', () => {
  test.each([
    ['a function of 40 lines', 'server/web/a.ts', `function full() {\n${lines(38, ';')}}`],
    ['a file of 300 lines', 'server/web/a.ts', lines(300, '// .')],
    ['a long block of tests', 'server/web/a.test.ts', `describe.each([])('', () => {\n${lines(60, ';')}});`],
    [
      'a long function of tests in a contract',
      'server/store/a-contract.ts',
      `function all() {\n${lines(60, "test('', f);")}}`,
    ],
    ['the clock, read in its place', 'server/clock/clock.ts', 'export const now = Date.now();'],
    ['a date that is told which', 'domain/a.ts', 'export const day = new Date(0);'],
    ['a clock in a test', 'server/floor/a.test.ts', "import fs from 'node:fs';\nDate.now();"],
    ['a timer of the server', 'server/web/a.ts', 'setTimeout(() => {}, 1);'],
    [
      "the field's own words",
      'domain/a.ts',
      'export const [handleTime, handleMs, handled, processed] = [1, 2, 3, 4];',
    ],
    [
      'arithmetic in forecasting',
      'forecasting/a.ts',
      "import { sum } from 'd3-array';\nimport { b } from 'erlang-c';",
    ],
    [
      'fonts and fragments on the wall',
      'wallboard/a.ts',
      "import '@fontsource/noto-sans-sc/400.css';\nimport { html } from 'lit/html.js';",
    ],
    ['the face of a package', 'forecasting/erlang-c/erlang-c.ts', "export { b } from './b.ts';"],
    ['the default of a configuration', 'vitest.config.ts', 'export default {};'],
    ['a contract in a test', 'server/store/a.test.ts', "import { a } from './world-store-contract.ts';"],
  ])('%s', (_, path, text) => {
    expect(checkTidy([{ path, text }])).toEqual([]);
  });
});
