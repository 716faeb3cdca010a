import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { ContactRecord } from '#domain/contact.ts';
import { contactId, sourceId } from '#domain/ids.ts';
import { MINUTE_MS, SECOND_MS, epochMs } from '#domain/time.ts';
import { intervalReport } from '../../replay/interval-report.ts';
import { advanceTime } from '../../pipeline/advance-time.ts';
import { drawBoard } from '../../pipeline/draw-board.ts';
import { endReplay, replayEvents, startReplay } from '../../replay/replay.ts';
import { stateHash } from '../../replay/state-hash.ts';
import type { HookMapping } from './mapping/hook-mapping.ts';
import { mapHookBody } from './mapping/map-hook-body.ts';
import { openMapping, readyMappings } from './open-hooks.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const samplesOf = (name: string): readonly Record<string, unknown>[] =>
  JSON.parse(read(`./samples/${name}.json`));

const told = { source: sourceId('hook'), receivedAt: epochMs(Date.UTC(2026, 2, 4, 3)) };
const around = { headers: {}, query: {} };

const mappings = new Map(readyMappings().map((name) => [name, openMapping(name)]));
function mappingOf(name: string): HookMapping {
  const mapping = mappings.get(name);
  if (mapping === undefined) throw new Error(`no mapping ${name}`);
  return mapping;
}

function eventsOf(name: string, bodies: readonly unknown[] = samplesOf(name)): readonly AcdEvent[] {
  const mapping = mappingOf(name);
  const batches = bodies.map((body) => mapHookBody(mapping, { body, ...around }, told));
  expect(batches.flatMap(({ refused }) => refused)).toEqual([]);
  return batches.flatMap(({ events }) => events);
}

const options = {
  zone: 'Asia/Shanghai',
  intervalMs: 30 * MINUTE_MS,
  withinMs: 20 * SECOND_MS,
  shortAbandonMs: 5 * SECOND_MS,
};

function count(events: readonly AcdEvent[]) {
  const replay = startReplay(options);
  replayEvents(replay, events);
  endReplay(replay);
  const { world, terms, now } = replay;
  const { seen } = advanceTime(world, terms, { serverNow: now, cut: new Set(), refused: {} });
  const board = drawBoard(world, terms, seen);
  return {
    world,
    now,
    report: [...intervalReport(world.tally, terms.zone, options.intervalMs)].slice(1),
    agentSeconds: Object.values(board.total.day.agentTime).map((ms) => ms / SECOND_MS),
  };
}

const lifeOf = (name: string, contact: string): ContactRecord | undefined =>
  count(eventsOf(name)).world.floor.contacts.get(contactId(contact))?.record;

describe('the figures of the samples:', () => {
  // queue, interval, offered, answered, abandoned, answered within, service level, ASA, handle time, wait of abandons, left, of them timed out, lost, stream
  test.each([
    [
      'twilio-taskrouter',
      [
        'overflow,2026-03-04T09:00:00+08:00,1,1,0,1,1.000000,10.000,120.000,,0,0,0,inbound',
        'sales,2026-03-04T09:00:00+08:00,3,1,1,1,0.333333,12.500,197.300,40.000,1,1,0,inbound',
        '*,2026-03-04T09:00:00+08:00,4,2,1,2,0.500000,11.250,158.650,40.000,1,1,0,inbound',
      ],
    ],
    [
      'chatwoot',
      [
        'inbox-3,2026-03-04T09:00:00+08:00,4,3,0,1,0.250000,28.667,251.417,,1,0,0,inbound',
        '*,2026-03-04T09:00:00+08:00,4,3,0,1,0.250000,28.667,251.417,,1,0,0,inbound',
      ],
    ],
    [
      'tencent-tccc',
      [
        '售后,2026-03-04T09:00:00+08:00,5,3,1,2,0.400000,18.333,141.667,40.000,1,0,0,inbound',
        '投诉,2026-03-04T09:00:00+08:00,1,1,0,0,0.000000,30.000,150.000,,0,0,0,inbound',
        '*,2026-03-04T09:00:00+08:00,6,4,1,2,0.333333,21.250,143.750,40.000,1,0,0,inbound',
      ],
    ],
    ['alibaba-ccc', []],
    [
      'udesk',
      [
        '02100000000,2026-03-04T09:00:00+08:00,3,1,1,1,0.333333,17.000,120.000,30.000,1,0,0,inbound',
        '*,2026-03-04T09:00:00+08:00,3,1,1,1,0.333333,17.000,120.000,30.000,1,0,0,inbound',
      ],
    ],
    [
      '7moor',
      [
        '售后,2026-03-04T09:00:00+08:00,3,2,1,2,0.666667,6.500,145.000,40.000,0,0,0,inbound',
        '投诉,2026-03-04T09:00:00+08:00,1,1,0,1,1.000000,7.000,173.000,,0,0,0,inbound',
        '*,2026-03-04T09:00:00+08:00,4,3,1,3,0.750000,6.667,154.333,40.000,0,0,0,inbound',
      ],
    ],
  ])('%s', (name, report) => {
    expect(count(eventsOf(name)).report).toEqual(report);
  });

  test('the agents of Twilio and of Alibaba are there from sign-in to sign-out', () => {
    // Available, busy, wrap-up, away, unreachable. Amy stays; Bob is away from 09:10 and gone from 09:20.
    expect(count(eventsOf('twilio-taskrouter')).agentSeconds).toEqual([1_572.7, 287.3, 30, 600, 0]);
    // Checked in at 08:59:00, 08:59:10 ready, talks 180 s, wraps up 30 s, lunch from 09:10:15 to 09:30:15.
    expect(count(eventsOf('alibaba-ccc')).agentSeconds).toEqual([455, 180, 30, 1_210, 0]);
  });

  test('a contact nobody queued is answered and handled all the same', () => {
    expect(lifeOf('alibaba-ccc', 'job-20260304-0001')?.engagements).toMatchObject([
      { agent: 'amy@hotline-1' },
    ]);
    expect(lifeOf('7moor', '403344000000000001')?.engagements).toMatchObject([{ agent: '20001' }]);
    expect(lifeOf('tencent-tccc', '00000000-0000-4000-8000-000000000007')).toMatchObject({
      direction: 'outbound',
      customer: '008613900000007',
      engagements: [{ agent: 'amy@example.com' }],
    });
  });

  test('who gave up in the menu never reached a queue', () => {
    for (const [name, contact] of [
      ['tencent-tccc', '00000000-0000-4000-8000-000000000004'],
      ['udesk', 'call-0003'],
      ['7moor', '2026-sheet-3'],
    ] as const)
      expect(lifeOf(name, contact)?.abandonedInSelfServiceAt).toBeDefined();
  });

  test('an agent who did not take it is a refusal, and the next one answers the same visit', () => {
    expect(lifeOf('tencent-tccc', '00000000-0000-4000-8000-000000000005')?.visits).toMatchObject([
      { refused: 1, outcome: { state: 'answered', agent: 'bob@example.com' } },
    ]);
    expect(lifeOf('twilio-taskrouter', 'WT00000000000000000000000000000002')?.visits).toMatchObject([
      { refused: 1, outcome: { state: 'abandoned' } },
    ]);
  });
});

const waitOf = (those: readonly unknown[]): unknown =>
  count(eventsOf('chatwoot', those)).world.floor.contacts.get(contactId('chatwoot-1'))?.record.visits[0]
    ?.outcome;

const changed = (current: string, previous: string) => ({
  changed_attributes: [{ status: { previous_value: previous, current_value: current } }],
});
const lifeOfThose = (those: readonly unknown[]): ContactRecord | undefined =>
  count(eventsOf('chatwoot', those)).world.floor.contacts.get(contactId('chatwoot-1'))?.record;

describe('Chatwoot:', () => {
  test('the first answer is that of a person, whatever greeting, automation, bot or note came before', () => {
    expect(lifeOf('chatwoot', 'chatwoot-1')?.visits).toMatchObject([
      {
        queuedAt: Date.UTC(2026, 2, 4, 1),
        outcome: { state: 'answered', at: Date.UTC(2026, 2, 4, 1, 0, 45, 500) },
      },
      { outcome: { state: 'answered', agent: '8' } },
    ]);
    expect(lifeOf('chatwoot', 'chatwoot-2')?.visits).toMatchObject([{ outcome: { agent: '8' } }]);
  });

  test('what a bot began waits from the hand-over, told twice and counted once', () => {
    expect(lifeOf('chatwoot', 'chatwoot-2')?.visits).toMatchObject([
      { queuedAt: Date.UTC(2026, 2, 4, 1, 2, 0, 250), outcome: { at: Date.UTC(2026, 2, 4, 1, 2, 10, 500) } },
    ]);
    expect(lifeOf('chatwoot', 'chatwoot-2')?.oddities).toEqual([]);
  });

  describe('of before 2025, whose payload has no updated_at,', () => {
    const at = 1_772_586_000;
    const conversation = (event: string, status: string, seconds: number, more = {}) => ({
      event,
      id: 1,
      inbox_id: 3,
      status,
      channel: 'Channel::WebWidget',
      meta: { sender: { id: 2, name: 'V' } },
      timestamp: at + seconds,
      ...more,
    });
    const reply = {
      event: 'message_created',
      id: 9,
      created_at: new Date((at + 60) * 1_000).toISOString(),
      message_type: 'outgoing',
      private: false,
      sender: { id: 7, type: 'user' },
      conversation: conversation('', 'open', 60),
    };
    test.each([
      ['with what has changed', changed('resolved', 'open'), changed('open', 'resolved')],
      ['and of before 2023, without', { changed_attributes: null }, { changed_attributes: null }],
    ])('%s: a conversation ends and waits again when it is opened', (_, resolved, reopened) => {
      const life = lifeOfThose([
        conversation('conversation_created', 'open', 0),
        reply,
        conversation('conversation_status_changed', 'resolved', 300, {
          first_reply_created_at: '2026-03-04T01:01:00Z',
          ...resolved,
        }),
        conversation('conversation_status_changed', 'open', 9_000, {
          first_reply_created_at: '2026-03-04T01:01:00Z',
          ...reopened,
        }),
      ]);
      expect(life?.visits).toMatchObject([
        { queuedAt: at * 1_000, outcome: { state: 'answered', handled: { endedAt: (at + 300) * 1_000 } } },
        { queuedAt: (at + 9_000) * 1_000, outcome: { state: 'waiting' } },
      ]);
      expect(life?.oddities).toEqual([]);
    });
  });

  test('a body whose kind is known and which fits no rule is told by the condition that does not hold', () => {
    const body = { event: 'conversation_status_changed', id: 1, inbox_id: 3, status: 'muted' };
    const batch = mapHookBody(
      openMapping('chatwoot'),
      { body, headers: {}, query: {} },
      { source: sourceId('chat'), receivedAt: epochMs(0) },
    );
    expect(batch.refused).toMatchObject([
      {
        reason: 'unknown-kind',
        field: 'changed_attributes.status.current_value | status',
        value: 'muted',
        expected: expect.stringMatching(/^for conversation_status_changed of Chatwoot open, or snoozed/),
      },
    ]);
  });

  test('what nobody answered has left when it is resolved', () => {
    expect(lifeOf('chatwoot', 'chatwoot-3')?.visits).toMatchObject([
      { outcome: { state: 'left', reason: 'withdrawn' } },
    ]);
  });

  test('the second reply alone is the answer until the first one arrives late', () => {
    const bodies = samplesOf('chatwoot');
    const replies = bodies.filter(({ sender }) => /Amy/.test(JSON.stringify(sender) ?? ''));
    const [campaign, note, first, second] = replies;
    const others = bodies.filter((body) => body !== first && body !== second);
    expect([campaign?.['private'], note?.['private'], first?.['private']]).toEqual([false, true, false]);
    expect(waitOf([...others, second])).toMatchObject({ at: Date.UTC(2026, 2, 4, 1, 1, 30, 500) });
    expect(waitOf([...others, second, first])).toMatchObject({ at: Date.UTC(2026, 2, 4, 1, 0, 45, 500) });
  });
});

describe('each mapping that comes with the program', () => {
  test.each(readyMappings())(
    '%s gives the same figures in any order and however often a body comes',
    (name) => {
      const bodies = samplesOf(name);
      const once = count(eventsOf(name));
      const hash = stateHash(once.world, once.now);
      const again = fc.shuffledSubarray([...bodies, ...bodies], { minLength: 2 * bodies.length });
      fc.assert(
        fc.property(again, (shuffled) => {
          const twice = count(eventsOf(name, shuffled));
          expect(stateHash(twice.world, twice.now)).toBe(hash);
          expect(twice.report).toEqual(once.report);
        }),
        { numRuns: 30, seed: 20260304 },
      );
    },
  );

  test.each(readyMappings())('%s throws at no body, and says of each whether it is one', (name) => {
    const mapping = mappingOf(name);
    const [sample = {}] = samplesOf(name);
    // Fields that the mapping looks at, with anything in them.
    const bent = fc
      .dictionary(fc.constantFrom(...Object.keys(sample)), fc.jsonValue())
      .map((more) => ({ ...sample, ...more }));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), bent), (body) => {
        const { events, refused, refusedCount } = mapHookBody(mapping, { body, ...around }, told);
        expect(refused.length).toBe(Math.min(100, refusedCount));
        for (const { source, id, at } of events) {
          expect(source).toBe('hook');
          expect(id.length).toBeGreaterThan(0);
          expect(Number.isInteger(at)).toBe(true);
        }
      }),
      { numRuns: 300, seed: 20260304 },
    );
  });

  test.each(readyMappings())('%s says that it is untested and what it cannot know', (name) => {
    const text = read(`./mappings/${name}.yaml`);
    expect(text).toMatch(/untested against a\s+(#\s+)?live/);
    expect(text).toContain('What it cannot know:');
  });
});
