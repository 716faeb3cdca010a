import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { spawnNode } from '../server/testing/spawn-node.ts';
import { buildProgram, type BuiltProgram } from './build-program.ts';
import { ACCIDENTS, ROOT, installPackage, type InstalledPackage } from './testing/installed-package.ts';

/** npm brings some hundred packages with two binaries, from a registry that may be far away. */
const INSTALLING_MS = 600_000;

let installed: InstalledPackage;
let folder = '';
let built: BuiltProgram;
beforeAll(async () => {
  installed = await installPackage();
  folder = mkdtempSync(join(tmpdir(), 'callboard-installed-'));
  built = buildProgram(ROOT, 'server/bin.js', join(folder, 'built'));
}, INSTALLING_MS);
afterAll(() => {
  installed.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The installed program; a test of it is skipped where no registry answers. */
function programOf({ skip }: TestContext): string {
  return installed.program ?? skip('no npm registry can be reached from here');
}

/** Runs the program in the Node of these tests, as its link in node_modules/.bin would. */
function run(program: string, ...typed: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...typed], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('it holds the code that the program loads, the pages and the mappings, and nothing else', () => {
  const code = built.files.map((path) => `dist/${path.replace(/\.ts$/, '.js')}`);
  const mappings = readdirSync(join(ROOT, 'server/ingest/hooks/mappings'));
  const pages = installed.contents.filter((path) => path.startsWith('dist/wallboard/dist/'));
  expect(installed.contents).toEqual(
    [
      'LICENSE',
      'README.md',
      'dist/package.json',
      'package.json',
      ...code,
      ...mappings.map((name) => `dist/server/ingest/hooks/mappings/${name}`),
      ...pages,
    ].toSorted(),
  );
  expect(pages).toContain('dist/wallboard/dist/index.html');
  expect(code).toContain('dist/server/files/old-workbook/read-worker.js');
  process.stdout.write(
    `callboard packed: ${(installed.bytes / 1e6).toFixed(1)} MB, ${installed.contents.length} files\n`,
  );
});

test('nothing in it is for tests, and nothing that lay about got in', () => {
  const furniture = /\.test\.|\/testing\/|-contract\.|-bench\.|gallery|sample|captures/;
  expect(installed.contents.filter((path) => furniture.test(path))).toEqual([]);
  const names = new Set(ACCIDENTS.map((path) => basename(path).replace(/\.ts$/, '.js')));
  expect(installed.contents.filter((path) => names.has(basename(path)))).toEqual([]);
});

test('it asks for the packages that its code loads and for Node, and for no other', () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  expect(Object.keys(dependencies).toSorted()).toEqual([...built.packages, 'node'].toSorted());
});

test('installed, it says its version and its help', (context) => {
  const program = programOf(context);
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(run(program, '--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  const help = run(program, 'forecast', '--help');
  expect(help).toMatchObject({ status: 0, stderr: '' });
  expect(help.stdout).toContain('Usage: callboard forecast [options] [history]');
  expect(run(program, 'hook', 'mappings').stdout).toContain('tencent-tccc');
});

test('installed, what it simulates it counts as the source does', (context) => {
  const simulate = ['simulate', '--centre', 'tibetan-seats', '--from', '2026-03-02', '--out', '-'];
  const counted = (program: string): string => {
    const call = `"${process.execPath}" --disable-warning=ExperimentalWarning "${program}"`;
    const { stdout } = spawnSync('sh', ['-c', `${call} ${simulate.join(' ')} | ${call} replay -`], {
      encoding: 'utf8',
    });
    return /^state hash .+$/m.exec(stdout)?.[0] ?? stdout;
  };
  const here = counted(programOf(context));
  expect(here).toMatch(/^state hash [0-9a-f]+/);
  expect(here).toBe(counted(join(ROOT, 'server/main.ts')));
});

test('installed, it plans shifts in a thread', (context) => {
  const people = ['amy', 'bob'].map((id) => ({ id, skills: { sales: 1 } }));
  const required = Array.from({ length: 24 }, (_, at) => (at >= 9 && at < 17 ? 1 : 0));
  const problem = {
    zone: 'Asia/Shanghai',
    from: '2026-11-23',
    days: 1,
    intervalMinutes: 60,
    people,
    queues: [{ queue: 'sales', required }],
    shifts: [{ id: 'day', starts: ['09:00'], minutes: 480 }],
    rules: { preset: 'eu-2003-88', own: [{ rule: 'breaks', overHours: 9, leastMinutes: 20, beforeHour: 6 }] },
  };
  writeFileSync(join(folder, 'problem.json'), JSON.stringify(problem));
  const planned = run(programOf(context), 'schedule', 'problem.json', '--seconds', '2', '--out', '-');
  expect(planned.stderr).toContain('coverage costs 0.00');
  expect(planned.stdout).toMatch(/^(amy|bob),2026-11-23,day/m);
});

/** What an older Node would say of itself; what it starts is not told so. */
const OLDER_NODE = `data:text/javascript,${encodeURIComponent(
  "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.9.0' } });",
)}`;

test('installed, its demo answers with a wall on an older Node too, and ends without a trace', async (context) => {
  const typed = ['demo', '--port', '0', '--weeks', '0', '--centre', 'tibetan-seats'];
  const flags = ['--import', OLDER_NODE];
  const child = spawnNode([...flags, programOf(context), ...typed], ['ignore', 'pipe', 'inherit']);
  let said = '';
  child.stdout?.on('data', (text: Buffer) => (said += text.toString()));
  while (!said.includes('Ctrl-C') && child.stdout !== null) await once(child.stdout, 'data');
  const url = /http:\/\/[^/\s]+/.exec(said)?.[0] ?? '';
  const page = await fetch(`${url}/wall`);
  expect(page.status).toBe(200);
  const script = /src="([^"]+\.js)"/.exec(await page.text())?.[1] ?? '';
  expect((await fetch(`${url}${script}`)).status).toBe(200);
  const home = /in (\/\S*callboard-demo-\w+)/.exec(said)?.[1] ?? '';
  expect(existsSync(home)).toBe(true);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(existsSync(home)).toBe(false);
});
