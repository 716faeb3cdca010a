import { link, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { notOntoItself } from './not-onto-itself.ts';
import { program } from './program/program.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onto-itself-'));
});
afterEach(async () => {
  process.exitCode = 0;
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

test('another path to the same file is the same file', async () => {
  const file = join(folder, 'calls.ndjson.gz');
  await writeFile(file, 'calls');
  await mkdir(join(folder, 'sub'));
  await symlink(folder, join(folder, 'sub', 'back'));
  await symlink(file, join(folder, 'linked'));
  await link(file, join(folder, 'hard'));
  const paths = ['sub/../calls.ndjson.gz', 'sub/back/calls.ndjson.gz', 'linked', 'hard'];
  for (const path of paths.map((one) => `${folder}/${one}`))
    expect(() => notOntoItself({ inputs: [undefined, file], outs: { '--out': path } })).toThrow(
      `--out ${path} is the same file as ${file}: expected another file`,
    );
});

test('two outputs may not be one, and a new file, a device and standard output may be written', () => {
  const file = join(folder, 'new.csv');
  expect(() => notOntoItself({ inputs: ['in'], outs: { '--out': file, '--refused': file } })).toThrow(
    `--refused ${file} is the same file as ${file}`,
  );
  for (const path of [file, '-', '/dev/null', undefined])
    notOntoItself({ inputs: ['in', '-', '/dev/null'], outs: { '--out': path } });
});

const CALL = JSON.stringify({
  id: '1',
  source: 'pbx',
  kind: 'contact-queued',
  at: '2026-03-04T09:00:00Z',
  contact: 'a',
  queue: 'sales',
});

test.each([
  ['query', '--measures', 'offered', '--out'],
  ['replay', '--report'],
  ['forecast', '--out'],
  ['staff', '--out'],
  ['schedule', '--format', 'curtois-qu', '--out'],
])('%s leaves the file that it reads as it is', async (command, ...options) => {
  const file = join(folder, 'calls.ndjson');
  await writeFile(file, CALL);
  await symlink(file, join(folder, 'linked'));
  let said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => (said += String(text)) !== '');
  const typed = [command, file, ...options, join(folder, 'linked')];
  await (await program(typed)).parseAsync(typed, { from: 'user' });
  expect(said).toContain(`linked is the same file as ${file}: expected another file`);
  expect(process.exitCode).toBe(1);
  expect(await readFile(file, 'utf8')).toBe(CALL);
});
