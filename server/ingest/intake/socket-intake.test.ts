import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { sourceId } from '#domain/ids.ts';
import { BATCH_LIMITS } from '#domain/limits/limits.ts';
import { revokeToken } from '../../access/tokens.ts';
import { StorageFailure } from '../../sqlite/storage-failure.ts';
import { countingClerk, eventLine, startEdge, type EdgeBench } from '../../web/testing/edge-bench.ts';
import type { Batch } from './inbox.ts';

let edge: EdgeBench | undefined;
afterEach(async () => {
  await edge?.close();
  edge = undefined;
});

describe('a feed', () => {
  test('has each frame answered with its position, in the order of the frames', async () => {
    const waiting: Batch[] = [];
    edge = await startEdge({ commit: (batch) => void waiting.push(batch) });
    const feed = await open(edge);
    const answers = receive(feed, 3);
    for (const id of ['a', 'b', 'c']) feed.send(`${eventLine(id)}\nnonsense`);
    await until(() => waiting.length === 3);
    // Whichever is committed first.
    for (const [index, batch] of waiting.entries())
      waiting.at(-1 - index)?.commit({ position: 3 - index, accepted: batch.events.length, duplicates: 0 });
    expect(await answers).toMatchObject(
      [1, 2, 3].map((position) => ({ kind: 'committed', position, refusedCount: 1, refused: [{ line: 2 }] })),
    );
    feed.terminate();
  });

  test('is told to wait when the inbox is full and when the journal fails, and to give up on what is no text', async () => {
    edge = await startEdge({
      inboxLimit: 2,
      commit: (batch) => batch.fail(new StorageFailure('full', 'no space left')),
    });
    const feed = await open(edge);
    const answers = receive(feed, 3);
    feed.send(['a', 'b', 'c'].map((id) => eventLine(id)).join('\n'));
    feed.send(eventLine('a'));
    feed.send('x\n'.repeat(50_001));
    expect(await answers).toEqual([
      { kind: 'wait', reason: 'inbox full: 0 of 2 events wait', retryAfterMs: 500 },
      { kind: 'wait', reason: 'journal full: no space left', retryAfterMs: 5_000 },
      { kind: 'failed', reason: 'more than 50000 events in one batch: split it' },
    ]);
    feed.terminate();
  });

  test('that does not wait for answers is told to wait, then cut off', async () => {
    edge = await startEdge();
    const feed = await open(edge);
    const ended = once(feed, 'close');
    for (let frame = 0; frame <= 4 * BATCH_LIMITS.openFrames; frame++) feed.send(eventLine(String(frame)));
    const [code, reason] = await ended;
    expect([code, String(reason)]).toEqual([1008, 'more than 256 frames without waiting for answers']);
    expect(edge.inbox.load().waitingBatches).toBe(BATCH_LIMITS.openFrames);
  });

  test('that is cut leaves its sources cut, until they are heard again', async () => {
    edge = await startEdge({ commit: countingClerk() });
    const { feeds } = edge;
    const [first, second] = [await open(edge), await open(edge)];
    await exchange(first, `${eventLine('a', 'pbx')}\n${eventLine('b', 'chat')}`);
    await exchange(second, eventLine('c', 'chat'));
    first.terminate();
    await until(() => feeds.cut().size > 0);
    expect([...feeds.cut()]).toEqual([sourceId('pbx')]);
    await exchange(second, eventLine('d', 'pbx'));
    expect([...feeds.cut()]).toEqual([]);
    second.terminate();
  });

  test('ends when its token is revoked', async () => {
    edge = await startEdge();
    const feed = await open(edge);
    const ended = once(feed, 'close');
    revokeToken(edge.folder, 'a source');
    edge.recheck();
    edge.later(1_000);
    edge.recheck();
    const [code, reason] = await ended;
    expect([code, String(reason)]).toEqual([1008, 'the token was revoked']);
  });
});

async function open(to: EdgeBench): Promise<WebSocket> {
  const socket = to.connect('/v1/ingest', { authorization: `Bearer ${to.token('source')}` });
  await once(socket, 'open');
  return socket;
}

async function exchange(feed: WebSocket, frame: string): Promise<void> {
  const answers = receive(feed, 1);
  feed.send(frame);
  await answers;
}

function receive(socket: WebSocket, count: number): Promise<unknown[]> {
  const answers: unknown[] = [];
  return new Promise((resolve) => {
    socket.on('message', (text: Buffer) => {
      answers.push(JSON.parse(text.toString()));
      if (answers.length === count) resolve(answers);
    });
  });
}

/** Lets the sockets have their turn until it is so. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
