import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEdge } from '../testing/edge-bench.ts';

let folder: string;
let served: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-client-'));
  const edge = await startEdge();
  served = await (await fetch(`${edge.url}/openapi.json`)).text();
  await edge.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** As somebody else would write it: what is asked for, and what each answer has. */
const CLIENT = `
import type { paths } from './schema.ts';

type Asked<Path extends keyof paths> = paths[Path] extends { get: { parameters: infer Parameters } }
  ? Pick<Parameters, Extract<keyof Parameters, 'query' | 'path'>>
  : never;
type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Answer } } } };
}
  ? Answer
  : never;
declare function ask<Path extends keyof paths>(path: Path, asked: Asked<Path>): Promise<Answered<Path>>;

export async function asking(): Promise<readonly unknown[]> {
  const figures = await ask('/v1/figures', { query: { measures: 'offered', by: 'queue', where: 'true', format: 'json' } });
  const contacts = await ask('/v1/contacts', { query: { of: 'abandoned', limit: '50' } });
  const contact = await ask('/v1/contacts/{id}', { path: { id: 'c1' }, query: { within: '20' } });
  const lost = await ask('/v1/lost', { query: { minutes: '30', states: 'all' } });
  const board = await ask('/v1/board', { query: { at: '2026-03-04T09:00:00+08:00' } });
  // @ts-expect-error -- measures is missing
  await ask('/v1/figures', { query: { by: 'queue' } });
  // @ts-expect-error -- there is no such format
  await ask('/v1/figures', { query: { measures: 'offered', format: 'xml' } });
  // @ts-expect-error -- of is missing
  await ask('/v1/contacts', { query: { limit: '50' } });
  // @ts-expect-error -- which contact
  await ask('/v1/contacts/{id}', { query: { within: '20' } });
  // @ts-expect-error -- there are no such states
  await ask('/v1/lost', { query: { states: 'found' } });
  // @ts-expect-error -- there is no such parameter
  await ask('/v1/board', { query: { when: '2026-03-04T09:00:00+08:00' } });
  // @ts-expect-error -- there is no such address
  await ask('/v1/bored', {});
  // @ts-expect-error -- an answer has no such field
  figures.nothing_of_the_kind;
  return [figures.zone, contacts, contact, lost, board];
}
`;

const client = fileURLToPath(new URL('client/node_modules/openapi-typescript/bin/cli.js', import.meta.url));
const tsc = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));

/** Types are made of a description, and the client is checked by them: nothing when all is well, else what the compiler says. */
async function checked(description: string): Promise<string> {
  writeFileSync(join(folder, 'openapi.json'), description);
  writeFileSync(join(folder, 'client.ts'), CLIENT);
  const made = await run(client, ['openapi.json', '--output', 'schema.ts']);
  if (made.code !== 0) return made.said;
  const found = await run(tsc, ['--noEmit', '--strict', '--allowImportingTsExtensions', 'client.ts']);
  return found.code === 0 ? '' : found.said;
}

const run = (script: string, words: readonly string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, ...words], { cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : 1, said: `${stdout}${stderr}` }),
    );
  });

test('a client that is generated from the description type-checks', async () => {
  expect(await checked(served)).toBe('');
});

test.each([
  [
    'a parameter that is not required any more',
    '"name":"measures","in":"query","required":true',
    '"name":"measures","in":"query","required":false',
    /Unused '@ts-expect-error'/,
  ],
  ['an address by another name', '"/v1/lost"', '"/v1/lost-customers"', /"\/v1\/lost"/],
  [
    'a reference to nothing',
    '#/components/schemas/Problem',
    '#/components/schemas/Nothing',
    /Can't resolve \$ref/,
  ],
])('%s in the description is noticed', async (_what, right, broken, said) => {
  expect(served).toContain(right);
  expect(await checked(served.replaceAll(right, broken))).toMatch(said);
});
