import { expect, test } from 'vitest';
import type { ContactEvent } from '#domain/acd-event.ts';
import { contactId, queueId, sourceId } from '#domain/ids.ts';
import { MINUTE_MS, SECOND_MS, epochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { intervalReport } from './interval-report.ts';
import { endReplay, replayEvents, startReplay } from './replay.ts';

const START = Date.UTC(2026, 2, 4, 9);

const fact = (contact: string, second: number) => ({
  id: `${contact}-${second}`,
  source: sourceId('pbx'),
  at: epochMs(START + second * SECOND_MS),
  contact: contactId(contact),
});
const queued = (contact: string, second: number): ContactEvent => ({
  ...fact(contact, second),
  kind: 'contact-queued',
  queue: queueId('sales, north'),
});

test('each interval says what became of all that was offered: answered, abandoned, left, lost', () => {
  const replay = startReplay({
    zone: 'UTC',
    intervalMs: 30 * MINUTE_MS,
    withinMs: 20 * SECOND_MS,
    shortAbandonMs: 0,
  });
  replayEvents(replay, [
    queued('c1', 0),
    { ...fact('c1', 10), kind: 'contact-answered' },
    { ...fact('c1', 70), kind: 'contact-ended' },
    queued('c2', 1),
    { ...fact('c2', 31), kind: 'contact-left', reason: 'timeout' },
    queued('c3', 2),
    { ...fact('c3', 7), kind: 'contact-abandoned', during: 'queue' },
    queued('c4', 3),
    { id: 'restart', source: sourceId('pbx'), at: epochMs(START + 100_000), kind: 'source-started' },
  ]);
  endReplay(replay);
  const row = '2026-03-04T09:00:00+00:00,4,1,1,1,0.250000,10.000,60.000,5.000,1,1,1,inbound';
  expect([...intervalReport(replay.world.tally, timeZone('UTC'), 30 * MINUTE_MS)]).toEqual([
    'queue,interval_start,offered,answered,abandoned,answered_within,service_level,asa_seconds,handle_seconds,abandon_wait_seconds,left,left_timeout,lost,stream',
    `"sales, north",${row}`,
    `*,${row}`,
  ]);
});
