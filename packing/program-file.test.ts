import { expect, test } from 'vitest';
import { asJavaScript, readProgramFile } from './program-file.ts';

const OWN = new Map([['erlang-c', 'forecasting/erlang-c/erlang-c.ts']]);

const SOURCE = `import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import fastifyStatic from '@fastify/static';
import { erlangC } from 'erlang-c';
import type { Board } from '#domain/board/board.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import { one as first, two as second } from '../web/one.ts';
export { three } from './three.ts';

const late = () => import('./late.ts');
const script = new URL('./worker.ts', import.meta.url);
const pages = new URL('../../pages', import.meta.url);
export const now = (at: EpochMs): string => "import { x } from './x.ts'";
`;

test('what is loaded, read and needed of others is found, and what only types need is not', () => {
  const file = readProgramFile('server/cli/a.ts', SOURCE, OWN);
  expect(file.loads.map(({ path }) => path).toSorted()).toEqual([
    'domain/time.ts',
    'forecasting/erlang-c/erlang-c.ts',
    'server/cli/late.ts',
    'server/cli/three.ts',
    'server/cli/worker.ts',
    'server/web/one.ts',
  ]);
  expect(file.reads).toEqual(['pages']);
  expect(file.packages).toEqual(['pino', '@fastify/static']);
});

test('as JavaScript, every line stands where it stood, and names the JavaScript of other files', () => {
  const text = asJavaScript(readProgramFile('server/cli/a.ts', SOURCE, OWN));
  const lines = text.split('\n').map((line) => line.trimEnd());
  expect(lines).toHaveLength(SOURCE.split('\n').length);
  expect(lines[3]).toBe("import { erlangC } from '../../forecasting/erlang-c/erlang-c.js';");
  expect(lines[4]).toBe('');
  expect(lines[5]).toMatch(/^import \{ epochMs, +\} from '..\/..\/domain\/time.js';$/);
  expect(lines[6]).toBe("import { one as first, two as second } from '../web/one.js';");
  expect(lines[7]).toBe("export { three } from './three.js';");
  expect(lines[9]).toBe("const late = () => import('./late.js');");
  expect(lines[10]).toBe("const script = new URL('./worker.js', import.meta.url);");
  expect(lines[11]).toBe("const pages = new URL('../../pages', import.meta.url);");
  expect(lines[12]).toMatch(/^export const now = \(at +\) +=> "import \{ x \} from '.\/x.ts'";$/);
});

test('a file that Node could not strip is refused', () => {
  expect(() => readProgramFile('server/a.ts', 'enum State { On }', OWN)).toThrow(/enum/);
});
