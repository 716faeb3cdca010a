import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { COMMANDS } from './commands.ts';

const ROOT = join(import.meta.dirname, '../../..');
const OURS = [
  'server/cli/program/commands.ts',
  'server/cli/program/program.ts',
  'server/cli/run-command.ts',
  'server/files/file-failure.ts',
  'server/main.ts',
  'server/planning/work/planning-failure.ts',
];

/** What the program says, and which of our files and which packages it loaded for that. */
function callboard(...typed: readonly string[]) {
  const preload = join(import.meta.dirname, 'testing/say-loaded.ts');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', preload, join(ROOT, 'server/main.ts'), ...typed],
    { encoding: 'utf8' },
  );
  const loaded = [...stderr.matchAll(/^loaded (.+)$/gm)].map(([, url = '']) =>
    relative(ROOT, fileURLToPath(url)),
  );
  const packages = loaded.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  const files = loaded.filter((path) => !path.includes('node_modules/'));
  return { status, stdout, stderr, files: files.toSorted(), packages: [...new Set(packages)] };
}

test('the version is the package’s, and needs six small files and one package', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(callboard('--version')).toMatchObject({
    status: 0,
    stdout: `${version}\n`,
    files: OURS,
    packages: ['commander'],
  });
});

test('the help lists every command with what it is for, and needs no more', () => {
  const { status, stdout, files } = callboard('--help');
  expect(status).toBe(0);
  for (const { name, summary } of COMMANDS)
    expect(stdout).toMatch(new RegExp(`^  ${name} .*${summary.slice(0, 20)}`, 'm'));
  expect(files).toEqual(OURS);
});

test.each(COMMANDS.map(({ name }) => name))('the help of %s loads nothing that does the work', (name) => {
  const { status, stdout, packages } = callboard(name, '--help');
  expect(status).toBe(0);
  expect(stdout).toContain(`Usage: callboard ${name} `);
  expect(packages).toEqual(['commander']);
});

test('help with a name, and a name after an option, reach the command', () => {
  expect(callboard('help', 'replay').stdout).toContain('Usage: callboard replay [options] <events>');
  expect(callboard('schedule', 'why', '--help').stdout).toContain('Usage: callboard schedule why [options]');
});

test('a command that does not exist is named, and nothing like it is run', () => {
  const { status, stdout, stderr } = callboard('forcast', 'history.csv');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain("error: unknown command 'forcast'");
  expect(stderr).toContain('Did you mean forecast?');
});
