import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { parseEvent } from '../events/parse-event.ts';
import { openStanding } from '../links/standing.ts';
import { READER_VERSION, createAsteriskReader } from './asterisk-reader.ts';
import { START, fakeSwitch } from './testing/fake-switch.ts';

describe('a reader that goes on where another stood', () => {
  test('knows what was open, and names each fact as the other would have', () => {
    const lines = [
      [0, 'NONE|sales|Amy|ADDMEMBER|'],
      [1, 'c1|sales|NONE|ENTERQUEUE||1|1'],
      [9, 'c1|sales|NONE|EXITWITHTIMEOUT|1|1|8'],
      [12, 'c1|sales|NONE|ENTERQUEUE||1|1'],
      [15, 'c1|sales|Amy|RINGNOANSWER|3000'],
      [20, 'c1|sales|Amy|CONNECT|8'],
      [30, 'c1|sales|Amy|COMPLETEAGENT|8|10|1'],
      [60, 'NONE|sales|Amy|REMOVEMEMBER|'],
    ] as const;
    const straight = fakeSwitch({ mode: 'queue-log', wrapUpMs: 4_000 });
    for (const [second, line] of lines) straight.log(second, line);
    const expected = straight.events().map(({ id, at, kind }) => ({ id, at, kind }));
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (stops) => {
        let pbx = fakeSwitch({ mode: 'queue-log', wrapUpMs: 4_000 });
        const told = lines.flatMap(([second, line], index) => {
          if (stops[index] === true) pbx = pbx.restarted();
          pbx.log(second, line);
          return pbx.events().map(({ id, at, kind }) => ({ id, at, kind }));
        });
        expect(told).toEqual(expected);
      }),
    );
  });
});

test('whatever comes in, every event that comes out is one that the ingest would take, and nothing throws', () => {
  const name = fc.constantFrom(
    'sales',
    'support',
    'Amy',
    'PJSIP/amy',
    'c1',
    'c2',
    'NONE',
    '',
    '1001',
    'x'.repeat(199),
  );
  const verb = fc.constantFrom(
    ...words(`
      ENTERQUEUE CONNECT ABANDON COMPLETEAGENT BLINDTRANSFER RINGNOANSWER RINGCANCELED DID ADDMEMBER
      REMOVEMEMBER PAUSE UNPAUSE QUEUESTART EXITWITHKEY JOINEMPTY AGENTLOGIN AGENTLOGOFF
    `),
  );
  const event = fc.constantFrom(
    ...words(`
      QueueCallerJoin QueueCallerLeave QueueCallerAbandon AgentCalled AgentConnect AgentComplete Hold
      Unhold Hangup HangupRequest QueueMemberStatus QueueMemberPause QueueMemberRemoved AgentLogin
      QueueEntry QueueMember QueueParams QueueStatusComplete CoreShowChannel CoreShowChannelsComplete
    `),
  );
  const line = fc.tuple(
    name,
    name,
    name,
    verb,
    fc.constantFrom('', '1|2|3', 'Lunch', '600|x|1|2|3', '|1305|1', 'z'.repeat(600)),
  );
  const fields = fc.dictionary(
    fc.constantFrom(
      'Uniqueid',
      'Queue',
      'Interface',
      'MemberName',
      'Location',
      'Status',
      'Paused',
      'PausedReason',
      'Agent',
      'Linkedid',
      'BridgeId',
      'Application',
      'Wait',
      'LoginTime',
      'Membership',
      'Reason',
    ),
    fc.oneof(
      name,
      fc.constantFrom('1', '5', '2', 'static', 'transfer', 'AppQueue', 'Queue', '1795326001', '-3', '1e9'),
    ),
  );
  const step = fc.oneof(
    { weight: 5, arbitrary: line.map((parts) => ({ kind: 'log' as const, line: parts.join('|') })) },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('ami' as const), event, fields }) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('lost' as const, 'opened' as const, 'settle' as const, 'restart' as const)
        .map((kind) => ({ kind })),
    },
  );
  const mode = fc.constantFrom('pair' as const, 'ami' as const, 'queue-log' as const);
  fc.assert(
    fc.property(mode, fc.array(fc.tuple(step, fc.nat(20)), { maxLength: 60 }), (how, steps) => {
      let pbx = fakeSwitch({ mode: how, wrapUpMs: 3_000 });
      let now = 0;
      for (const [one, seconds] of steps) {
        now += seconds / 4;
        if (one.kind === 'log') pbx.log(now, one.line);
        else if (one.kind === 'ami') pbx.ami(now, one.event, one.fields);
        else if (one.kind === 'restart') pbx = pbx.restarted();
        else pbx[one.kind](now);
        for (const told of pbx.events()) expect(parseEvent(told)).toMatchObject({ kind: 'event' });
      }
      pbx.reader.finish();
    }),
    { numRuns: 300 },
  );
});

test('of calls that are over, those of half an hour are kept and no more', () => {
  const source = sourceId('pbx');
  const standing = openStanding({ source, kept: new Map(), version: READER_VERSION });
  const reader = createAsteriskReader({ source, mode: 'queue-log', standing });
  const kept = new Set<string>();
  const put = (second: number, line: string): void =>
    reader.queueLog({ bytes: bytesOf(second, line), file: 'q', offset: 0, receivedAt: epochMs(0) });
  for (let second = 0; second < 20_000; second += 1) {
    put(second, 'NONE|ENTERQUEUE||1|1');
    put(second, 'NONE|ABANDON|1|1|0');
    for (const { key, value } of reader.take().standing)
      if (value === undefined) kept.delete(key);
      else kept.add(key);
  }
  expect(kept.size).toBeLessThan(2_000);
});

const words = (text: string): string[] => text.trim().split(/\s+/);

const bytesOf = (second: number, line: string): Buffer =>
  Buffer.from(`${START + second}|c${second}|sales|${line}\n`);
