import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Columns, Row } from '#domain/history/column.ts';
import { timeZone } from '#domain/time-zone.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import type { EngineStep, EngineValue } from '../engine/engine-words.ts';
import { compileAmount, compilePredicate } from './compile-expression.ts';
import { parseExpression } from './parse-expression.ts';
import { sqlExpression } from './sql-expression.ts';

const COLUMNS = {
  queue: { type: 'text', says: '' },
  agent: { type: 'text', says: '' },
  priority: { type: 'number', says: '' },
  wait_ms: { type: 'ms', says: '' },
  arrived_at: { type: 'time', says: '' },
  handled: { type: 'flag', says: '' },
  labels: { type: 'labels', says: '' },
  queues: { type: 'texts', says: '' },
} as const satisfies Columns;
const TYPES = [
  'VARCHAR',
  'VARCHAR',
  'DOUBLE',
  'BIGINT',
  'BIGINT',
  'BOOLEAN',
  'MAP(VARCHAR, VARCHAR)',
  'VARCHAR[]',
];
const names = { columns: COLUMNS, terms: ['within_ms'] };
const zone = timeZone('America/New_York');
const terms = { within_ms: 20_000 };

const texts = ['', 'sales', "o'neil", '售后', 'a😀b', 'SALES', '12', '-3.50', '1e5', 'NaN', ' 7'];
const text = fc.constantFrom(...texts);
const unknown = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 3 });
const row: fc.Arbitrary<Row> = fc.record({
  queue: unknown(text),
  agent: unknown(text),
  priority: unknown(fc.nat(3)),
  wait_ms: unknown(fc.constantFrom(0, 19_999, 20_000, 20_001, 3_600_000)),
  // Around both nights in which the clock of New York is changed, too.
  arrived_at: unknown(
    fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) }).map((at) => at as never),
  ),
  handled: unknown(fc.boolean()),
  labels: unknown(fc.dictionary(fc.constantFrom('product', 'a b', 'users'), text, { maxKeys: 3 })),
  queues: unknown(fc.array(text, { maxLength: 3 })),
});

const written = (value: string): string => JSON.stringify(value);
type Tie = (kind: 'flag' | 'number' | 'text') => fc.Arbitrary<string>;
const SMALL = { depthSize: 'small', withCrossShrink: true } as const;
const spaced = (parts: readonly string[]): string => `(${parts.join(' ')})`;
const chosen = ([when, one, other]: readonly string[]): string => `(${when} ? ${one} : ${other})`;

const textOf = (tie: Tie): fc.Arbitrary<string> =>
  fc.oneof(
    SMALL,
    fc.constantFrom('queue', 'agent', 'labels.product', 'labels["a b"]', 'labels.users'),
    text.map(written),
    fc.tuple(tie('flag'), tie('text'), tie('text')).map(chosen),
  );

const CALENDAR = ['getHours', 'getMinutes', 'getDayOfWeek', 'getDate', 'getMonth'];

const numberOf = (tie: Tie): fc.Arbitrary<string> =>
  fc.oneof(
    SMALL,
    fc.constantFrom('priority', 'wait_ms', 'within_ms', '0', '1', '2.5', '20000', 'duration("20s")'),
    fc.constantFrom(...CALENDAR).map((part) => `arrived_at.${part}()`),
    tie('text').map((of) => `size(${of})`),
    tie('text').map((of) => `double(${of})`),
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*', '/', '%'), tie('number')).map(spaced),
    fc.tuple(tie('flag'), tie('number'), tie('number')).map(chosen),
  );

const flagOf = (tie: Tie): fc.Arbitrary<string> =>
  fc.oneof(
    SMALL,
    fc.constantFrom(
      'true',
      'handled',
      'has(labels.product)',
      'has(wait_ms)',
      '(agent == null)',
      '(priority != null)',
    ),
    fc.tuple(tie('text'), fc.constantFrom('==', '!='), tie('text')).map(spaced),
    fc.tuple(tie('number'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), tie('number')).map(spaced),
    fc
      .tuple(tie('text'), fc.array(text, { maxLength: 3 }))
      .map(([of, list]) => `(${of} in [${list.map(written).join(', ')}])`),
    tie('number').map((of) => `(${of} in [0, 1, 20000])`),
    tie('text').map((of) => `(${of} in queues)`),
    fc
      .tuple(tie('text'), fc.constantFrom('startsWith', 'endsWith', 'contains'), tie('text'))
      .map(([of, by, part]) => `${of}.${by}(${part})`),
    fc.tuple(tie('flag'), fc.constantFrom('&&', '||'), tie('flag')).map(spaced),
    tie('flag').map((of) => `!${of}`),
  );

const { flag, number } = fc.letrec<{ flag: string; number: string; text: string }>((tie) => ({
  text: textOf(tie),
  number: numberOf(tie),
  flag: flagOf(tie),
}));

let folder: string;
let engine: Engine;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-conditions-'));
  engine = createEngine({
    memoryBytes: 256 * 1_048_576,
    threads: 1,
    spillFolder: folder,
    spillBytes: 64 * 1_048_576,
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

async function inSql(sql: string, rows: readonly Row[]): Promise<readonly EngineValue[]> {
  const columns = Object.keys(COLUMNS);
  const steps: EngineStep[] = [
    {
      kind: 'run',
      sql: `CREATE OR REPLACE TABLE told (place INTEGER, ${columns.map((name, place) => `"${name}" ${TYPES[place]}`).join(', ')})`,
    },
    {
      kind: 'add',
      table: 'told',
      columns: [
        rows.map((_, place) => place),
        ...columns.map((name) => rows.map((one) => one[name] ?? null)),
      ],
    },
    { kind: 'run', sql: `SELECT ${sql} AS value FROM told ORDER BY place` },
  ];
  const answer = await engine.ask({ steps, mostRows: 1_000, limitMs: 60_000 });
  return answer.rows.map(([value]) => value ?? null);
}

/** Longer ones than these are refused; that is tested elsewhere. */
const isShort = (one: string): boolean => one.length < 600;
const rows = fc.array(row, { minLength: 1, maxLength: 12 });

test('a condition holds in SQL for the same rows as here', async () => {
  await fc.assert(
    fc.asyncProperty(flag.filter(isShort), rows, async (condition, told) => {
      const expression = parseExpression(condition, names, 'flag');
      const here = compilePredicate(expression, zone);
      const there = await inSql(sqlExpression(expression, { terms, zone: zone.name }), told);
      expect(there).toEqual(told.map((one) => here(one, terms)));
    }),
    { numRuns: 400 },
  );
});

test('an amount is the same in SQL as here, and unknown for the same rows', async () => {
  await fc.assert(
    fc.asyncProperty(number.filter(isShort), rows, async (amount, told) => {
      const expression = parseExpression(amount, names, 'number');
      const here = compileAmount(expression, zone);
      const there = await inSql(sqlExpression(expression, { terms, zone: zone.name }), told);
      for (const [place, one] of told.entries()) {
        const [value, sql] = [here(one, terms), there[place]];
        if (value === undefined) expect(sql).toBeNull();
        else expect(Number(sql)).toBeCloseTo(value, 6);
      }
    }),
    { numRuns: 400 },
  );
});
