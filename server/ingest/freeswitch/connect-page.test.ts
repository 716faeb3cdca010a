import { expect, test } from 'vitest';
import { readDefinitions } from '../../definitions/read-definitions.ts';
import { openPage } from '../../testing/walk-page.ts';

const examples = openPage('connect-freeswitch.md').blocks('yaml');

test.each([0, 1])('example %i of docs/connect-freeswitch.md is a source that can be started', (index) => {
  const read = readDefinitions(examples[index] ?? '');
  expect(read).toMatchObject({
    kind: 'centre',
    centre: { sources: [{ id: 'freeswitch', reach: { kind: 'freeswitch', port: 8021 } }] },
  });
});

test('what counts when nothing is said is what the page says', () => {
  const [short, long] = examples.map((text) => {
    const read = readDefinitions(text);
    const reach = read.kind === 'centre' ? read.centre.sources[0]?.reach : undefined;
    return reach?.kind === 'freeswitch' ? reach : expect.unreachable();
  });
  expect(long).toMatchObject({
    port: short?.port,
    format: short?.format,
    pollMs: short?.pollMs,
    host: '127.0.0.1',
  });
});
