import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { SourceDefinition } from '#domain/source-definition.ts';
import { readDefinitions } from './read-definitions.ts';

const page = readFileSync(new URL('../../docs/connect-asterisk.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text);

test('the definitions on the page are read, and say what the page says of them', () => {
  const [plain, secured] = examples.map(onlySource);
  expect(plain).toMatchObject({
    id: 'pbx1',
    reach: {
      ami: { port: 5_038, user: 'callboard', password: { kind: 'environment', name: 'PBX1_PASSWORD' } },
      queueLog: '/var/log/asterisk/queue_log',
      wrapUps: { everywhereMs: 0, queuesMs: { support: 15_000 } },
    },
  });
  expect(secured).toMatchObject({
    reach: {
      ami: { port: 5_039, tls: { authority: '/etc/callboard/pbx-ca.pem' } },
      wrapUps: { everywhereMs: 15_000 },
      agents: { 'PJSIP/1001': 'Alice', '1001': 'Alice' },
    },
  });
});

function onlySource(text: string): SourceDefinition | undefined {
  const read = readDefinitions(text);
  return read.kind === 'centre' ? read.centre.sources[0] : expect.unreachable(read.mistakes[0]?.message);
}
