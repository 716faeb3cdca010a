import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { agentId, contactId, sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { isSameFact } from './same-fact.ts';

const fact: AcdEvent = {
  id: 'e-1',
  source: sourceId('pbx'),
  at: epochMs(1_700_000_000_123),
  kind: 'contact-answered',
  contact: contactId('c1'),
  agent: agentId('amy'),
};

test.each<[string, AcdEvent, boolean]>([
  ['itself', fact, true],
  [
    'its fields in another order',
    {
      kind: 'contact-answered',
      agent: agentId('amy'),
      contact: contactId('c1'),
      at: fact.at,
      source: fact.source,
      id: 'e-1',
    },
    true,
  ],
  ['another place among its source’s words', { ...fact, seq: 7 }, true],
  ['the same to the second', { ...fact, at: epochMs(1_700_000_000_000), precisionMs: 1_000 }, true],
  ['another second', { ...fact, at: epochMs(1_700_000_002_000), precisionMs: 1_000 }, false],
  ['a time of receipt', { ...fact, at: epochMs(1_700_000_003_000), clock: 'receipt' }, true],
  ['another millisecond', { ...fact, at: epochMs(1_700_000_000_124) }, false],
  ['another agent', { ...fact, agent: agentId('bob') }, false],
  [
    'no agent',
    { id: 'e-1', source: fact.source, at: fact.at, kind: 'contact-answered', contact: contactId('c1') },
    false,
  ],
  ['another contact', { ...fact, contact: contactId('c2') }, false],
  ['another kind', { id: 'e-1', source: fact.source, at: fact.at, kind: 'source-heartbeat' }, false],
])('the same id with %s', (_, other, same) => {
  expect([isSameFact(fact, other), isSameFact(other, fact)]).toEqual([same, same]);
});

const labelled = (labels: Record<string, string>): AcdEvent => ({
  id: 'l',
  source: sourceId('pbx'),
  at: fact.at,
  kind: 'contact-labelled',
  contact: contactId('c1'),
  labels,
});

test('labels in another order say the same, and another label does not', () => {
  expect(isSameFact(labelled({ a: '1', b: '2' }), labelled({ b: '2', a: '1' }))).toBe(true);
  expect(isSameFact(labelled({ a: '1' }), labelled({ a: '2' }))).toBe(false);
});
