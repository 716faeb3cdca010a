import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agentsFor, erlangA } from './erlang-c.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const built = mkdtempSync(join(tmpdir(), 'erlang-c-packed-'));
const empty = mkdtempSync(join(tmpdir(), 'erlang-c-installed-'));
const installed = join(empty, 'node_modules', 'erlang-c');
const readme = readFileSync(join(here, 'README.md'), 'utf8');

beforeAll(() => {
  // A copy is packed: while npm packs, package.json names the compiled file, and others import from the checkout.
  const copy = join(built, 'erlang-c');
  cpSync(here, copy, { recursive: true, filter: (path) => !/\/(node_modules|dist)$|\.tgz$/.test(path) });
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(built, 'node_modules'));
  npm(copy, 'pack', '--silent');
  expect(readFileSync(join(copy, 'package.json'), 'utf8')).toBe(
    readFileSync(join(here, 'package.json'), 'utf8'),
  );
  writeFileSync(join(empty, 'package.json'), '{ "private": true }');
  npm(empty, 'install', '--offline', '--no-audit', '--no-fund', '--silent', join(copy, 'erlang-c-0.1.0.tgz'));
}, 120_000);

afterAll(() => {
  for (const folder of [built, empty]) rmSync(folder, { recursive: true, force: true });
});

test('the packed package runs the README’s example in plain Node, and prints what the README says', () => {
  const example = /```js\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const printed = /```text\n(.*?)```/s.exec(readme)?.[1] ?? '';
  writeFileSync(join(empty, 'example.mjs'), example);
  expect(printed.length).toBeGreaterThan(100);
  expect(execFileSync(process.execPath, ['example.mjs'], { cwd: empty, encoding: 'utf8' })).toBe(printed);
});

test('the packed package is at most 15 kB of JavaScript, gzipped, and brings no other', () => {
  const size = gzipSync(readFileSync(join(installed, 'dist', 'erlang-c.js')), { level: 9 }).length;
  process.stdout.write(`erlang-c packed: ${(size / 1000).toFixed(1)} kB gzip of JavaScript\n`);
  expect(size).toBeLessThan(15_000);
  const manifest: Record<string, unknown> = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ name: 'erlang-c', license: 'Apache-2.0' });
  expect(manifest).not.toHaveProperty('dependencies');
});

test('the packed package brings its types', () => {
  const source = [
    "import { agentsFor } from 'erlang-c';",
    "const { oneLess } = agentsFor({ model: 'B', load: 3, target: { blocking: 0.1 } });",
    'export const blocking: number | undefined = oneLess?.blocking;',
    '// @ts-expect-error: model A needs a patience',
    "agentsFor({ model: 'A', load: 3, handleSeconds: 60, target: { occupancy: 0.8 } });",
  ];
  writeFileSync(join(empty, 'types.mts'), source.join('\n'));
  const tsc = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url));
  const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', 'types.mts'];
  execFileSync(tsc, flags, { cwd: empty });
});

test('the README’s table of mistakes tells what the functions say', () => {
  const impatient = { load: 100, handleSeconds: 300, target: { serviceLevel: 0.8, withinSeconds: 20 } };
  expect(agentsFor({ model: 'C', ...impatient }).agents).toBe(108);
  expect(agentsFor({ model: 'A', ...impatient, patienceSeconds: 30 }).agents).toBe(86);
  const crew = { agents: 20, load: 18, handleSeconds: 300, patienceSeconds: 60, withinSeconds: 20 };
  expect(erlangA(crew).speedOfAnswer).toBeCloseTo(3.6, 1);
  expect(erlangA(crew).meanWait).toBeCloseTo(4.7, 1);
});

function npm(cwd: string, ...args: string[]): void {
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: 'pipe' });
}
