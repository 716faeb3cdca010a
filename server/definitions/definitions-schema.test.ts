import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Centre } from '#domain/centre.ts';
import { definitionsJsonSchema, definitionsSchema } from './definitions-schema.ts';
import { readDefinitions } from './read-definitions.ts';

const page = readFileSync(new URL('../../docs/definitions.md', import.meta.url), 'utf8');
const [example = ''] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text);
const RULE = 'zone: UTC\nqueues: [{ id: sales }]\nalerts:\n  - ';

function centreOf(text: string): Centre {
  const read = readDefinitions(text);
  return read.kind === 'centre' ? read.centre : expect.unreachable(read.mistakes[0]?.message);
}

test('what is accepted is what the published schema accepts, and a limit in the time of the target is judged by it', () => {
  const schema = definitionsJsonSchema();
  for (const text of [
    example,
    RULE + '{ id: r, measure: longest-wait, queues: all, above: 4.5 x target, clear: 3 × target }',
  ]) {
    expect(centreOf(text).zone).not.toBe('');
    expect([...Compile(schema).Errors(parse(text))]).toEqual([]);
  }
  const [rule] = centreOf(
    `${RULE}{ id: longest-wait, measure: longest-wait, queue: sales, above: 4.5 x target, clear: 60 }`,
  ).rules.slice(1);
  expect(rule).toMatchObject({
    threshold: { kind: 'target-time', times: 4.5 },
    clear: { kind: 'value', value: 60 },
  });
});

test('whatever the published schema refuses is refused, with a place', () => {
  const schema = Compile(definitionsJsonSchema());
  const value = fc.oneof(
    fc.constantFrom(null, true, 'x', '', -1, 0, 15, 0.5, 80, '80%', Infinity, 'target', 'all', 'asterisk'),
    fc.constantFrom(
      [],
      {},
      ['a'],
      [{ id: 'a' }],
      { env: 'A' },
      { zh: '一' },
      { share: 2 },
      { id: 'a', kind: 'hook' },
    ),
  );
  const keys = Object.keys(definitionsSchema.properties);
  const anything = fc.dictionary(fc.constantFrom(...keys, 'nam', 'kind'), value, { maxKeys: 4 });
  fc.assert(
    fc.property(anything, (written) => {
      const text = stringify({ zone: 'UTC', ...written });
      if (schema.Check(parse(text))) return;
      const read = readDefinitions(text);
      expect(read.kind === 'mistakes' && read.mistakes[0]).toMatchObject({ line: expect.any(Number) });
    }),
    { numRuns: 500, seed: 20260310 },
  );
});
