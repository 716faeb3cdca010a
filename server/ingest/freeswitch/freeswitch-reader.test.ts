import { expect, test } from 'vitest';
import { agentId, contactId, queueId, sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import type { FreeswitchEvent } from './freeswitch-event.ts';
import { freeswitchReader } from './freeswitch-reader.ts';
import { tellStory } from './testing/tell-story.ts';

// Rules that the captures have no case of, as mod_callcenter's source has them.

const CALL = '2308fd54-7b8a-4c83-a931-f4bf64c0437d';
const member = { member: 'm1', contact: contactId(CALL), queue: queueId('sales') };
const [amy, bob] = [agentId('amy'), agentId('bob')];
const names = new Map([[CALL, 'Ann']]);

type Said<Event = FreeswitchEvent> = Event extends unknown
  ? Omit<Event, 'stamp'> & { readonly seq?: number }
  : never;

/** What is told of these events, one each second, after Ann has entered the queue. */
function told(...said: readonly Said[]): string[] {
  const reader = freeswitchReader({ source: sourceId('fs') });
  const events = [{ kind: 'member-queued', member, isResumed: false, isOutbound: false } as const, ...said];
  const facts = events.flatMap((one, index) => {
    const seq = ('seq' in one ? one.seq : undefined) ?? index + 1;
    const stamp = { core: 'c0ffee00', seq, at: epochMs(1795328100000 + seq * 1000) };
    return reader.event({ ...one, stamp });
  });
  return tellStory(facts, names).slice(3);
}

const offer = (agent = amy) => ({ kind: 'agent-offered', member, agent }) as const;
const fail = (cause: string, agent = amy) => ({ kind: 'bridge-failed', member, agent, cause }) as const;
const pickUp = { kind: 'bridge-started', member, agent: amy } as const;
const inCall = { kind: 'agent-phase', agent: amy, phase: 'In a queue call' } as const;
const cancel = { kind: 'member-cancelled', member, isUp: false } as const;
const withoutQueues = (lines: readonly string[]): string[] =>
  lines.filter((line) => !line.includes('queues'));

test('of a ring-all queue, who was not quick enough has refused nothing', () => {
  expect(withoutQueues(told(offer(), offer(bob), pickUp, inCall, fail('LOSE_RACE', bob)))).toEqual([
    'Ann ringing sales amy',
    'Ann ringing sales bob',
    'Ann answered sales amy',
  ]);
});

test('a call that is cancelled at an agent is no refusal, unless the agent has gone on break meanwhile', () => {
  expect(withoutQueues(told(offer(), fail('ORIGINATOR_CANCEL')))).toEqual(['Ann ringing sales amy']);
  const onBreak = { kind: 'agent-status', agent: amy, status: 'On Break' } as const;
  expect(told(offer(), onBreak, fail('ORIGINATOR_CANCEL'))).toContain('Ann refused sales amy');
});

test('an agent who picks up and finds nobody has answered nobody: the caller has abandoned, ringing', () => {
  const nobody = {
    kind: 'bridge-ended',
    member,
    agent: amy,
    isBridged: false,
    cause: 'ORIGINATOR_CANCEL',
  } as const;
  const lines = withoutQueues(told(offer(), pickUp, nobody, { ...cancel, reason: 'NONE' }));
  expect(lines).toEqual(['Ann ringing sales amy', 'Ann abandoned sales ringing']);
});

test('an agent who picks up and is gone has refused, and the caller waits on', () => {
  const gone = {
    kind: 'bridge-ended',
    member,
    agent: amy,
    isBridged: false,
    cause: 'NORMAL_CLEARING',
  } as const;
  expect(withoutQueues(told(offer(), pickUp, gone))).toEqual([
    'Ann ringing sales amy',
    'Ann refused sales amy',
  ]);
});

test('an event that overtook another on the wire means the same', () => {
  expect(told(offer(), { ...inCall, seq: 4 }, { ...pickUp, seq: 3 })).toContain('Ann answered sales amy');
  const available = { kind: 'agent-status', agent: amy, status: 'Available' } as const;
  const idle = { kind: 'agent-phase', agent: amy, phase: 'Idle' } as const;
  const waiting = { kind: 'agent-phase', agent: amy, phase: 'Waiting' } as const;
  expect(told(available, { ...waiting, seq: 9 }, { ...idle, seq: 8 })).not.toContain('amy state away Idle');
});

test('a caller who hangs up in the instant of the bridge was answered', () => {
  const served = { kind: 'member-served', member, agent: amy, isUp: false } as const;
  const lines = withoutQueues(told(offer(), pickUp, inCall, { ...cancel, reason: 'NONE' }, served));
  expect(lines).toEqual(['Ann ringing sales amy', 'Ann answered sales amy', 'Ann ended']);
});

test('a call that leaves the queue and goes on was taken out, and is no abandon', () => {
  expect(told({ ...cancel, reason: 'BREAK_OUT', isUp: true })).toEqual(['Ann left sales withdrawn']);
  expect(told({ ...cancel, reason: 'BREAK_OUT' })).toEqual(['Ann abandoned sales queue']);
  expect(told({ ...cancel, reason: 'NO_AGENT_TIMEOUT', isUp: true })).toEqual(['Ann left sales empty']);
});

test('a switch that stops says so', () => {
  expect(told({ kind: 'shutdown' })).toEqual(['source-stopped']);
});
