import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { agentId, queueId, sourceId } from '#domain/ids.ts';
import { DAY_MS, epochMs, later } from '#domain/time.ts';
import { rowsOfEvents } from './testing/rows-of-events.ts';
import { clock } from './testing/tell.ts';

const source = sourceId('switch');
const amy = agentId('amy');
const signedIn = (at: string, from = source): AcdEvent => ({
  id: `in ${from}`,
  source: from,
  at: clock(at),
  kind: 'agent-signed-in',
  agent: amy,
  queues: [queueId('sales')],
});
const stopped = (at: string): AcdEvent => ({
  id: `stop ${at}`,
  source,
  at: clock(at),
  kind: 'source-stopped',
});
const started = (at: string): AcdEvent => ({
  id: `start ${at}`,
  source,
  at: clock(at),
  kind: 'source-started',
});
const beat = (from: string, at: number): AcdEvent => ({
  id: `beat ${at}`,
  source: sourceId(from),
  at: epochMs(at),
  kind: 'source-heartbeat',
});

async function timeOf(...events: readonly AcdEvent[]): Promise<unknown[]> {
  const { rows } = await rowsOfEvents(events);
  return rows.flatMap(([kind, row]) =>
    kind === 'span' ? [[row['state'], Number(row['arrived_at']), Number(row['ended_at'])]] : [],
  );
}

test('an agent’s time ends when the source stops, however long others go on', async () => {
  const days = later(clock('09:00:00'), 3 * DAY_MS);
  expect(await timeOf(signedIn('09:00:00'), stopped('10:00:00'), beat('chat', days))).toEqual([
    ['available', clock('09:00:00'), clock('10:00:00')],
  ]);
});

test('between a stop and the next word nothing is known, and a start ends what had been', async () => {
  expect(
    await timeOf(
      signedIn('09:00:00'),
      stopped('10:00:00'),
      beat('switch', clock('11:00:00')),
      stopped('12:00:00'),
    ),
  ).toEqual([
    ['available', clock('09:00:00'), clock('10:00:00')],
    ['available', clock('11:00:00'), clock('12:00:00')],
  ]);
  expect(
    await timeOf(
      signedIn('09:00:00'),
      stopped('10:00:00'),
      started('11:00:00'),
      beat('switch', clock('12:00:00')),
    ),
  ).toEqual([['available', clock('09:00:00'), clock('10:00:00')]]);
});

test('who is told of by another source too is known while that one speaks', async () => {
  const chat = sourceId('chat');
  expect(
    await timeOf(
      signedIn('09:00:00'),
      signedIn('09:30:00', chat),
      stopped('10:00:00'),
      beat('chat', clock('11:00:00')),
    ),
  ).toEqual([
    ['available', clock('09:00:00'), clock('09:30:00')],
    ['available', clock('09:30:00'), clock('11:00:00')],
  ]);
});
