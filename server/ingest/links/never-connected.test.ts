import { expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { neverConnected } from './never-connected.ts';
import { createSourceHealth } from './source-health.ts';

const pbx = sourceId('pbx');
const now = epochMs(1_795_326_700_000);

test('a switch that was never connected is not heard by the lines of its old log', () => {
  const book = createSourceHealth(() => now);
  const entry = book.add(pbx, 'asterisk');
  entry.link('queue-log', { state: 'live', since: now });
  entry.link('ami', { state: 'connecting', since: now });
  entry.committed([], { accepted: 0, duplicates: 3 });
  expect(neverConnected(book.list())).toEqual([pbx]);
  entry.link('ami', { state: 'live', since: now });
  expect(neverConnected(book.list())).toEqual([]);
});

test('a switch whose log goes on is heard by it, and a log alone needs no connection', () => {
  const book = createSourceHealth(() => now);
  const both = book.add(pbx, 'asterisk');
  both.link('ami', { state: 'connecting', since: now });
  both.committed([], { accepted: 2, duplicates: 0 });
  book.add(sourceId('log'), 'asterisk').link('queue-log', { state: 'live', since: now });
  expect(neverConnected(book.list())).toEqual([]);
});
