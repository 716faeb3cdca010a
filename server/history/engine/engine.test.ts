import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine, type Engine } from './engine.ts';
import type { EngineQuestion, EngineStep } from './engine-words.ts';
import { withoutBinary } from './testing/no-binary.ts';

let folder: string;
let engine: Engine;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-engine-'));
  engine = createEngine({
    memoryBytes: 128 * 1_048_576,
    threads: 1,
    spillFolder: folder,
    spillBytes: 64 * 1_048_576,
    log: pino({ level: 'silent' }),
  });
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

const run = (sql: string): EngineStep => ({ kind: 'run', sql });
const question = (steps: readonly EngineStep[], some: Partial<EngineQuestion> = {}): EngineQuestion => ({
  steps,
  mostRows: 1_000,
  limitMs: 60_000,
  ...some,
});

test('what was added is asked for, with integers, texts, truths and what is unknown', async () => {
  const answer = await engine.ask(
    question([
      run('CREATE TABLE visit (arrived BIGINT, queue VARCHAR, wait DOUBLE, short BOOLEAN)'),
      {
        kind: 'add',
        table: 'visit',
        columns: [
          [1_772_582_400_000, 2],
          ['sales', null],
          [1.5, null],
          [true, false],
        ],
      },
      run('SELECT arrived, queue, wait, short FROM visit ORDER BY arrived DESC'),
    ]),
  );
  expect(answer).toEqual({
    names: ['arrived', 'queue', 'wait', 'short'],
    rows: [
      [1_772_582_400_000, 'sales', 1.5, true],
      [2, null, null, false],
    ],
  });
});

test('labels and lists of texts go in and come out', async () => {
  const answer = await engine.ask(
    question([
      run('CREATE TABLE visit (labels MAP(VARCHAR, VARCHAR), queues VARCHAR[])'),
      {
        kind: 'add',
        table: 'visit',
        columns: [
          [{ product: 'loan', 'a "b"': '贷款' }, {}, null],
          [['sales', 'support'], [], null],
        ],
      },
      run("SELECT labels, queues, map_extract_value(labels, 'product') FROM visit"),
    ]),
  );
  expect(answer.rows).toEqual([
    [{ product: 'loan', 'a "b"': '贷款' }, ['sales', 'support'], 'loan'],
    [{}, [], null],
    [null, null, null],
  ]);
});

test('more rows than fit into one part of the engine are added whole', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => index);
  const answer = await engine.ask(
    question([
      run('CREATE TABLE number (arrived BIGINT)'),
      { kind: 'add', table: 'number', columns: [many] },
      run('SELECT count(*), sum(arrived), count(DISTINCT arrived) FROM number'),
    ]),
  );
  expect(answer.rows).toEqual([[10_000, 49_995_000, 10_000]]);
});

test('an answer of more rows than asked for is refused, and the next question is answered', async () => {
  await expect(engine.ask(question([run('FROM range(11)')], { mostRows: 10 }))).rejects.toMatchObject({
    reason: 'too-large',
  });
  expect((await engine.ask(question([run('FROM range(10)')], { mostRows: 10 }))).rows).toHaveLength(10);
});

const ENDLESS =
  'SELECT count(*) FROM range(10_000_000) a, range(10_000_000) b WHERE (a.range * b.range) % 7 = 3';

test('a question that takes too long is broken off, and the same process answers the next', async () => {
  const late = engine.ask(question([run(ENDLESS)], { limitMs: 50 }));
  const next = engine.ask(question([run('SELECT 1')]));
  await expect(late).rejects.toMatchObject({
    reason: 'late',
    message: 'no answer within 0.05 s: ask for less',
  });
  expect((await next).rows).toEqual([[1]]);
  expect(engine.life()).toBe(1);
});

test('a statement that the engine does not take is told, and harms nothing', async () => {
  await expect(engine.ask(question([run('SELECT FROM')]))).rejects.toMatchObject({ reason: 'refused' });
  expect((await engine.ask(question([run('SELECT 2')]))).rows).toEqual([[2]]);
});

test('a process that is killed costs the answer it owed; those who waited are answered by a new one', async () => {
  await engine.ask(question([run('SELECT 1')]));
  const pid = engine.pid() ?? 0;
  expect(pid).toBeGreaterThan(0);
  const owed = engine.ask(question([run(ENDLESS)]));
  const waited = engine.ask(question([run('SELECT 3')]));
  process.kill(pid, 'SIGKILL');
  await expect(owed).rejects.toMatchObject({ reason: 'ended' });
  expect((await waited).rows).toEqual([[3]]);
  expect(engine.life()).toBe(2);
});

test('more memory than it may have is refused by the engine, not taken from the machine', async () => {
  const sql = 'SELECT list(range) FROM range(100_000_000)';
  await expect(engine.ask(question([run(sql)]))).rejects.toMatchObject({
    reason: expect.stringMatching(/refused|ended/),
  });
  expect((await engine.ask(question([run('SELECT 4')]))).rows).toEqual([[4]]);
});

test('the queue of questions is bounded', async () => {
  const asked = Array.from({ length: 250 }, () => engine.ask(question([run('SELECT 1')])));
  const settled = await Promise.allSettled(asked);
  const refused = settled.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBe(50);
});

test('who asks while the server stops is told so', async () => {
  const owed = engine.ask(question([run(ENDLESS)]));
  const closed = engine.close();
  await expect(owed).rejects.toMatchObject({ reason: 'ended' });
  await closed;
  await expect(engine.ask(question([run('SELECT 1')]))).rejects.toMatchObject({ reason: 'ended' });
});

test('an engine at rest has no process, and another answers the next question', async () => {
  await engine.ask(question([run('CREATE TABLE t AS SELECT 1')]));
  engine.rest();
  expect(engine.pid()).toBeUndefined();
  await expect(engine.ask(question([run('FROM t')]))).rejects.toMatchObject({ reason: 'refused' });
  expect(engine.life()).toBe(2);
});

test('where there is no binary every question is told so, and nothing is begun over and over', async () => {
  await withoutBinary(async () => {
    const asked = [engine.ask(question([run('SELECT 1')])), engine.ask(question([run('SELECT 2')]))];
    for (const one of asked)
      await expect(one).rejects.toMatchObject({
        reason: 'absent',
        message: expect.stringContaining('unsupported arch'),
      });
    await expect(engine.ask(question([run('SELECT 3')]))).rejects.toMatchObject({ reason: 'absent' });
    expect(engine.absence()).toContain(process.platform);
  });
});
