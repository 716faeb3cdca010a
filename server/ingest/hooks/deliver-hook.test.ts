import { afterEach, describe, expect, test } from 'vitest';
import { StorageFailure } from '../../sqlite/storage-failure.ts';
import { RETRY_AFTER_MS } from '../intake/inbox.ts';
import { BASIC, RECORD, clerk, startHooks, until, type HookBench } from './testing/hook-bench.ts';

let bench: HookBench | undefined;
afterEach(async () => {
  await bench?.edge.close();
  bench = undefined;
});

/** Four fifths of the five seconds that Chatwoot waits. */
const CHAT_LIMIT_MS = 4_000;

describe('when the events cannot be taken', () => {
  const chat = {
    event: 'conversation_created',
    id: 9,
    inbox_id: 3,
    status: 'open',
    created_at: 1_772_586_000,
  };

  test('a sender that sends again is told so at once', async () => {
    bench = await startHooks({ inboxLimit: 4 });
    const reply = await bench.post('tccc', { body: RECORD, headers: BASIC });
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '1']);
    expect(JSON.parse(reply.text).message).toContain('inbox full');
    expect(bench.healthOf('tccc')?.warnings).toEqual([]);
  });

  test('a sender that does not is kept until there is room', async () => {
    bench = await startHooks({ inboxLimit: 2 });
    const { edge, timers } = bench;
    edge.inbox.offer({ sender: 'another', events: [] });
    const reply = bench.post('chat?secret=s3cret', { body: chat });
    await until(() => timers.isSet(RETRY_AFTER_MS));
    const { events, commit } = clerk();
    edge.inbox.take(1).map(commit);
    timers.fire(RETRY_AFTER_MS);
    await until(() => edge.inbox.load().waitingBatches === 1);
    edge.inbox.take(1).map(commit);
    expect([(await reply).status, events.length]).toEqual([200, 2]);
  });

  test('what is then turned away is lost, and said to be', async () => {
    bench = await startHooks({ inboxLimit: 1 });
    const { timers } = bench;
    const reply = bench.post('chat?secret=s3cret', { body: chat });
    await until(() => timers.isSet(RETRY_AFTER_MS));
    timers.fire(CHAT_LIMIT_MS);
    expect((await reply).status).toBe(503);
    expect(bench.healthOf('chat')?.warnings).toEqual([
      expect.stringContaining('Chatwoot does not send it again: inbox full'),
    ]);
  });

  test('a sender is not kept beyond its time, and what comes again later counts once', async () => {
    bench = await startHooks();
    const { edge, timers } = bench;
    const reply = bench.post('chat?secret=s3cret', { body: chat });
    await until(() => edge.inbox.load().waitingBatches === 1);
    timers.fire(CHAT_LIMIT_MS);
    expect((await reply).status).toBe(503);
    const { events, commit } = clerk();
    const again = bench.post('chat?secret=s3cret', { body: chat });
    await until(() => edge.inbox.load().waitingBatches === 2);
    edge.inbox.take(100).map(commit);
    expect([(await again).status, events.length]).toEqual([200, 2]);
  });

  test('a journal that fails is no reason to say that it was taken', async () => {
    bench = await startHooks({
      commit: (batch) => batch.fail(new StorageFailure('full', 'no space left on the disk')),
    });
    const reply = await bench.post('tccc', { body: RECORD, headers: BASIC });
    expect([reply.status, JSON.parse(reply.text).message]).toEqual([
      503,
      'journal full: no space left on the disk',
    ]);
  });
});
