import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../clock/clock.ts';
import { BATCH_LIMITS } from '#domain/limits/limits.ts';
import { BASIC, RECORD, clerk, startHooks, type HookBench, type Posted } from './testing/hook-bench.ts';

let bench: HookBench | undefined;
afterEach(async () => {
  await bench?.edge.close();
  bench = undefined;
});

async function start(options: Parameters<typeof startHooks>[0]): Promise<void> {
  bench = await startHooks(options);
}

async function post(path: string, posted: Posted): ReturnType<HookBench['post']> {
  if (bench === undefined) throw new Error('not started');
  return bench.post(path, posted);
}

describe('a body', () => {
  test('is answered as its sender expects once its events are in the journal, and counts once', async () => {
    const { events, commit } = clerk();
    await start({ commit });
    const first = await post('tccc?action=cdr&version=1', { body: RECORD, headers: BASIC });
    expect([first.status, first.text, first.headers.get('content-type')]).toEqual([
      200,
      '{"ErrCode":0,"ErrMsg":""}',
      'application/json; charset=utf-8',
    ]);
    const kinds = events.map(({ kind }) => kind);
    expect(kinds).toEqual([
      'contact-started',
      'contact-queued',
      'contact-ringing',
      'contact-answered',
      'contact-ended',
    ]);
    expect(await post('tccc?action=cdr&version=1', { body: RECORD, headers: BASIC })).toMatchObject({
      status: 200,
    });
    expect(events.length).toBe(5);
    expect(bench?.healthOf('tccc')).toMatchObject({
      id: 'tccc',
      kind: 'hook',
      accepted: 5,
      duplicates: 5,
      warnings: [],
    });
  });

  test('that is passed over is answered the same', async () => {
    const { events, commit } = clerk();
    await start({ commit });
    const reply = await post('tccc?action=record&version=1', { body: { RecordId: '1' }, headers: BASIC });
    expect([reply.status, reply.text, events]).toEqual([200, '{"ErrCode":0,"ErrMsg":""}', []]);
    expect(bench?.edge.refusals.list()).toEqual([]);
  });

  test('of the wrong shape is answered, counted and listed', async () => {
    const { commit } = clerk();
    await start({ commit });
    const reply = await post('tccc', {
      body: { ...RECORD, QueuedTimestamp: 1_772_586_010_000 },
      headers: BASIC,
    });
    expect([reply.status, reply.headers.get('x-callboard-refused')]).toEqual([200, '1']);
    expect(bench?.edge.refusals.list()).toMatchObject([
      {
        sender: 'tccc',
        count: 1,
        latest: [
          {
            line: 1,
            reason: 'bad-time',
            field: '<QueuedTimestamp> (at of contact-queued)',
            value: '1772586010000',
          },
        ],
      },
    ]);
    expect(bench?.edge.refusals.bySource()).toEqual({ tccc: 1 });
  });

  test.each([
    ['neither JSON nor a form', { text: 'Direction is 0' }, 'neither JSON nor a form'],
    ['nothing', { text: '' }, 'neither JSON nor a form'],
    [
      'a form of too many fields',
      { text: 'a=1&'.repeat(1_001), type: 'application/x-www-form-urlencoded' },
      'a form of more than 1000 fields',
    ],
  ])('is refused and listed when it is %s', async (_, sent, words) => {
    await start({ commit: clerk().commit });
    const reply = await post('tccc', { ...sent, headers: BASIC });
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(words)]);
    expect(bench?.edge.refusals.list()).toMatchObject([{ sender: 'tccc', latest: [{ reason: 'not-json' }] }]);
  });

  test('may come without a content type', async () => {
    const { events, commit } = clerk();
    await start({ commit });
    const bytes = new TextEncoder().encode(JSON.stringify(RECORD));
    const reply = await fetch(`${bench?.edge.url}/v1/hooks/tccc`, {
      method: 'POST',
      body: bytes,
      headers: BASIC,
    });
    expect([reply.status, events.length]).toEqual([200, 5]);
  });

  test('of more than a megabyte is too large', async () => {
    await start({ commit: clerk().commit });
    const reply = await post('tccc', { text: ' '.repeat(BATCH_LIMITS.hookBytes + 1), headers: BASIC });
    expect([reply.status, JSON.parse(reply.text)]).toEqual([
      413,
      {
        type: 'about:blank',
        title: 'Payload Too Large',
        status: 413,
        detail: expect.any(String),
        error: 'too-large',
        message: expect.any(String),
      },
    ]);
  });
});

describe('who posts', () => {
  test('must be named in the definitions', async () => {
    await start({ commit: clerk().commit });
    const reply = await post('elsewhere', { body: RECORD, headers: BASIC });
    expect([reply.status, JSON.parse(reply.text).error]).toEqual([404, 'not-found']);
    expect((await fetch(`${bench?.edge.url}/v1/hooks/tccc`)).status).toBe(404);
  });

  test('must show the secret, and its absence is told apart from a wrong one', async () => {
    const { events, commit } = clerk();
    await start({ commit });
    const wrong = { authorization: `Basic ${Buffer.from('callboard:secret').toString('base64')}` };
    expect((await post('tccc', { body: RECORD })).status).toBe(401);
    expect((await post('tccc', { body: RECORD, headers: wrong })).status).toBe(403);
    expect((await post('tccc?secret=wrong', { body: RECORD })).status).toBe(403);
    expect(events).toEqual([]);
    expect(bench?.healthOf('tccc')?.warnings).toEqual([
      expect.stringContaining('signed with another secret'),
    ]);
    expect((await post('tccc?secret=s3cret', { body: RECORD })).status).toBe(200);
    expect(bench?.healthOf('tccc')?.warnings).toEqual([]);
  });

  test('shows a token of ours where no secret was agreed', async () => {
    await start({ commit: clerk().commit });
    const token = bench?.edge.token('source') ?? '';
    expect((await post('free', { body: [] })).status).toBe(401);
    expect(
      (await post('free', { body: [], headers: { authorization: `Bearer ${bench?.edge.token('wall')}` } }))
        .status,
    ).toBe(403);
    expect((await post('free', { body: [], headers: { authorization: `Bearer ${token}` } })).status).toBe(
      200,
    );
  });

  test('may sign body and time, as Chatwoot does', async () => {
    const { events, commit } = clerk();
    await start({ commit });
    const text = JSON.stringify({
      event: 'conversation_created',
      id: 9,
      inbox_id: 3,
      status: 'open',
      created_at: 1_772_586_000,
    });
    const at = String(Math.floor(systemClock() / 1000));
    const signature = createHmac('sha256', 's3cret').update(`${at}.${text}`).digest('hex');
    const headers = { 'x-chatwoot-timestamp': at, 'x-chatwoot-signature': `sha256=${signature}` };
    expect((await post('chat', { text, headers })).status).toBe(200);
    expect(events.map(({ kind }) => kind)).toEqual(['contact-started', 'contact-queued']);
    expect((await post('chat', { text: `${text} `, headers })).status).toBe(403);
  });

  test('may sign the address and the form, as Twilio does, behind a proxy too', async () => {
    const { events, commit } = clerk();
    await start({ commit });
    const form = new URLSearchParams({
      EventType: 'task.created',
      TaskSid: 'WT1',
      TaskChannelUniqueName: 'voice',
      Sid: 'EV1',
      TimestampMs: '1772586000120',
    });
    const signed = [...form]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flat()
      .join('');
    const signature = createHmac('sha1', '12345')
      .update(`https://wall.example.com/hooks/flex${signed}`)
      .digest('base64');
    const type = 'application/x-www-form-urlencoded; charset=UTF-8';
    const reply = await post('flex', {
      text: form.toString(),
      type,
      headers: { 'x-twilio-signature': signature },
    });
    expect([reply.status, reply.text]).toEqual([204, '']);
    expect(events).toMatchObject([{ id: 'EV1/contact-started', contact: 'WT1', channel: 'voice' }]);
    form.set('TaskSid', 'WT2');
    expect(
      (await post('flex', { text: form.toString(), type, headers: { 'x-twilio-signature': signature } }))
        .status,
    ).toBe(403);
  });
});
