import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDefinitions } from '../../definitions/read-definitions.ts';

const page = readFileSync(new URL('../../../docs/connect-freeswitch.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^ *```yaml\n(.*?)```/gms)].map(([, text = '']) =>
  text.replaceAll(/^ {3}/gm, ''),
);

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
