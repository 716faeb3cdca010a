import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';

const MAIN = resolve(import.meta.dirname, '../../main.ts');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-convert-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

function convert(...given: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, 'convert', ...given],
    { encoding: 'utf8', cwd: folder },
  );
  return { status, stdout, stderr };
}

const record = (call: number, entry = '6:55:20'): string =>
  `AA0101\t${call}\t0\t2\tPS\t990101\t${entry}\t6:55:26\t6\t6:55:26\t6:55:43\t17\tAGENT\t6:55:43\t6:56:37\t54\tMICHAL`;

const idsIn = (ndjson: string): string[] =>
  ndjson
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).id);

test('records become a file of events by time, and what happened is said on standard error', async () => {
  await writeFile(join(folder, 'in.txt'), gzipSync(['header', record(2), record(1), ''].join('\r\n')));
  const { status, stderr } = convert(
    'anonymous-bank',
    'in.txt',
    '--zone',
    'Asia/Jerusalem',
    '--out',
    'out.ndjson.gz',
  );
  expect({ status, stderr }).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('2 contacts, 8 events'),
  });
  const ids = idsIn(gunzipSync(await readFile(join(folder, 'out.ndjson.gz'))).toString());
  expect(ids.map((id) => id.split('-')[1] + (id.split(':')[1] ?? ''))).toEqual([
    '2started',
    '1started',
    '2queued',
    '1queued',
    '2answered',
    '1answered',
    '2ended',
    '1ended',
  ]);
  expect((await readdir(folder)).toSorted()).toEqual(['in.txt', 'out.ndjson.gz']);
});

test('the first 20 rows that cannot be read are named, the rest is counted, and a file has them all', async () => {
  const bad = Array.from({ length: 25 }, (_, index) => record(index, '6:99:00'));
  await writeFile(join(folder, 'in.txt'), [record(100), ...bad, 'short'].join('\n'));
  const { status, stderr } = convert(
    'anonymous-bank',
    'in.txt',
    '--out',
    'out.ndjson',
    '--refused',
    'refused.tsv',
  );
  expect(status).toBe(0);
  expect(stderr).toContain('line 2: bad-time: vru_entry is "6:99:00", expected a time H:MM:SS');
  expect(stderr.match(/^line \d+:/gm)).toHaveLength(20);
  expect(stderr).toContain('… and 6 more rows');
  expect(stderr).toContain('refused: 25 bad-time, 1 field-count');
  const refused = (await readFile(join(folder, 'refused.tsv'), 'utf8')).trimEnd().split('\n');
  expect(refused).toHaveLength(1 + 26);
  expect(refused.at(-1)).toBe('27\tfield-count\t\t1 fields\t17 fields\tshort');
});

test('standard input and output do', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, 'convert', 'anonymous-bank', '-', '--out', '-'],
    { encoding: 'utf8', input: record(1) },
  );
  expect(status).toBe(0);
  expect(idsIn(stdout)).toHaveLength(4);
});

test('what fails ends with 1, a sentence, and nothing half written', async () => {
  await writeFile(join(folder, 'other.txt'), 'this is\nanother file\n');
  await writeFile(join(folder, 'in.txt'), record(1));
  const failures = [
    [
      convert('anonymous-bank', 'none.txt', '--out', 'out'),
      'callboard: cannot read none.txt: no such file or folder\n',
    ],
    [
      convert('anonymous-bank', 'other.txt', '--out', 'out'),
      'callboard: no row of other.txt could be read\n',
    ],
    [
      convert('anonymous-bank', 'in.txt', '--out', 'none/out'),
      'callboard: cannot write none/out: no such file or folder\n',
    ],
    [convert('anonymous-bank', 'in.txt', '--out', './in.txt'), '--out ./in.txt is the same file as in.txt'],
  ] as const;
  for (const [{ status, stderr }, said] of failures) {
    expect(stderr).toContain(said);
    expect(status).toBe(1);
  }
  expect((await readdir(folder)).toSorted()).toEqual(['in.txt', 'other.txt']);
});

test('what is mistyped ends with 2, and help with 0', () => {
  expect(convert('anonymous-bank', 'in.txt')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--out'),
  });
  expect(convert('anonymous-bank', 'in.txt', '--out', 'x', '--zone', 'Mars')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('zone must be an IANA time zone'),
  });
  expect(convert('another-bank')).toMatchObject({ status: 2 });
  expect(convert('anonymous-bank', '--help')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('callboard convert anonymous-bank january.txt.gz'),
  });
});
