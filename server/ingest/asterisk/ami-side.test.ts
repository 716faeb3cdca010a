import { describe, expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { START, fakeSwitch, type FakeSwitch } from './testing/fake-switch.ts';

const C1 = { Uniqueid: 'c1', Queue: 'sales' };
const AMY = { Interface: 'PJSIP/amy', MemberName: 'Amy' };

const alone = (): FakeSwitch => {
  const pbx = fakeSwitch({ mode: 'ami' });
  pbx.ami(0.5, 'QueueCallerJoin', C1);
  pbx.story();
  return pbx;
};

const killedAndBack = (): FakeSwitch => {
  const pbx = fakeSwitch();
  for (const call of ['c1', 'c2']) {
    pbx.ami(1, 'QueueCallerJoin', { Uniqueid: call, Queue: 'sales' });
    pbx.log(1, `${call}|sales|NONE|ENTERQUEUE||1305|1`);
  }
  pbx.ami(2, 'AgentConnect', { Uniqueid: 'c2', Queue: 'sales', ...AMY });
  pbx.log(2, 'c2|sales|Amy|CONNECT|1|a2|1');
  pbx.story();
  const again = pbx.restarted();
  again.opened(60);
  again.ami(60, 'QueueParams', { ActionID: '1', Queue: 'sales' });
  again.ami(60, 'QueueStatusComplete', { ActionID: '1' });
  again.ami(60, 'CoreShowChannelsComplete', { ActionID: '1' });
  return again;
};

describe('a switch that is read by log and AMI', () => {
  test('has nobody who is not listed, also when the lines of the log are gone', () => {
    const pbx = killedAndBack();
    pbx.settle(69);
    expect(pbx.story()).toEqual([]);
    pbx.settle(71);
    expect(pbx.story()).toEqual([
      '60 contact-left c1 sales error',
      '60 contact-labelled c1 unknown: the connection was lost',
      '60 contact-ended c2',
    ]);
  });

  test('learns from the log, where it has it, how they ended', () => {
    const pbx = killedAndBack();
    pbx.log(20, 'c1|sales|NONE|ABANDON|1|1|19', 61);
    pbx.log(30, 'c2|sales|Amy|COMPLETEAGENT|1|28|1', 61);
    pbx.settle(80);
    expect(pbx.story()).toEqual(['20 contact-abandoned c1 sales queue', '30 contact-ended c2 agent']);
  });
});

describe('AMI alone', () => {
  test('a hang-up that was asked for before the end is an abandon at once', () => {
    const pbx = alone();
    pbx.ami(9.2, 'HangupRequest', { Privilege: 'call,all', Uniqueid: 'c1' });
    pbx.ami(9.3, 'QueueCallerAbandon', C1);
    expect(pbx.story()).toEqual(['9.300 contact-abandoned c1 sales queue']);
  });

  test('a word of the dialplan says how it ended', () => {
    const pbx = alone();
    pbx.ami(9.3, 'QueueCallerAbandon', C1);
    pbx.ami(9.3, 'QueueCallerLeave', C1);
    pbx.ami(9.4, 'UserEvent', { Uniqueid: 'c1', UserEvent: 'QueueResult', Status: 'LEAVEEMPTY' });
    expect(pbx.story()).toEqual(['9.300 contact-left c1 sales empty']);
  });

  test('without hang-ups an end is called an abandon, and marked as unknown', () => {
    const pbx = alone();
    pbx.ami(9.3, 'QueueCallerAbandon', C1);
    pbx.settle(12);
    expect(pbx.story()).toEqual([
      '9.300 contact-abandoned c1 sales queue',
      '9.300 contact-labelled c1 unknown: hung up, timeout, empty or withdrawn',
    ]);
  });

  test('an agent who hears an announcement is answered seconds after the caller has left the queue', () => {
    const pbx = alone();
    pbx.ami(9.3, 'QueueCallerLeave', C1);
    pbx.settle(12);
    pbx.ami(13, 'AgentConnect', { ...C1, ...AMY });
    pbx.settle(60);
    expect(pbx.story()).toEqual(['13.000 contact-answered c1 sales Amy']);
  });

  test('a caller who leaves without a word has pressed a key, presumably', () => {
    const pbx = alone();
    pbx.ami(9.3, 'QueueCallerLeave', C1);
    pbx.settle(18);
    expect(pbx.story()[0]).toBe('9.300 contact-left c1 sales key');
  });

  test('after a gap it lists who waits, who talks and who is gone, as coarse as the gap', () => {
    const pbx = alone();
    pbx.ami(1, 'QueueCallerJoin', { Uniqueid: 'c2', Queue: 'sales' });
    pbx.ami(2, 'AgentConnect', { Uniqueid: 'c2', Queue: 'sales', ...AMY });
    pbx.ami(3, 'QueueCallerJoin', { Uniqueid: 'c3', Queue: 'sales' });
    pbx.lost(10);
    pbx.opened(40);
    pbx.story();
    const list = { ActionID: '1' };
    pbx.ami(40, 'QueueParams', { ...list, Queue: 'sales' });
    pbx.ami(40, 'QueueEntry', { ...list, Queue: 'sales', Uniqueid: 'c4', Wait: 12 });
    pbx.ami(40, 'QueueStatusComplete', list);
    const leg = {
      Application: 'AppQueue',
      BridgeId: 'b',
      Duration: '00:00:10',
      Linkedid: 'c3',
      Uniqueid: 'a3',
    };
    pbx.ami(40, 'CoreShowChannel', { ...list, ...leg, Channel: 'PJSIP/bob-0000001f' });
    const caller = { Application: 'Queue', ApplicationData: 'sales,tT', BridgeId: 'b', Duration: '00:00:37' };
    pbx.ami(40, 'CoreShowChannel', {
      ...list,
      ...caller,
      Linkedid: 'c3',
      Uniqueid: 'c3',
      Channel: 'PJSIP/x-1',
    });
    pbx.ami(40, 'CoreShowChannelsComplete', list);
    const events = pbx.events();
    expect(events).toMatchObject([
      { kind: 'contact-left', contact: 'pbx/c1', reason: 'error', precisionMs: 37_000 },
      {
        kind: 'contact-labelled',
        contact: 'pbx/c1',
        labels: { 'queue-exit': 'unknown: the connection was lost' },
      },
      { kind: 'contact-ended', contact: 'pbx/c2' },
      { kind: 'contact-started', contact: 'pbx/c4', at: (START + 28) * 1_000 },
      { kind: 'contact-queued', contact: 'pbx/c4', precisionMs: 1_000 },
      { kind: 'contact-answered', contact: 'pbx/c3', agent: 'PJSIP/bob', at: (START + 30) * 1_000 },
    ]);
  });

  test('a caller who is known from the list only, and hangs up, has abandoned', () => {
    const pbx = fakeSwitch({ mode: 'ami' });
    pbx.ami(30, 'QueueEntry', { ActionID: '1', Queue: 'sales', Uniqueid: 'c1', Wait: 27 });
    pbx.ami(33, 'HangupRequest', { Privilege: 'call,all', Uniqueid: 'c1' });
    pbx.ami(33, 'QueueCallerAbandon', C1);
    pbx.ami(33, 'QueueCallerLeave', C1);
    expect(pbx.story()).toEqual(['33.000 contact-abandoned c1 sales queue']);
    pbx.ami(34, 'QueueParams', { ActionID: '1', Queue: 'sales' });
    pbx.ami(34, 'QueueStatusComplete', { ActionID: '1' });
    pbx.ami(34, 'CoreShowChannelsComplete', { ActionID: '1' });
    expect(pbx.story()).toEqual(['3 contact-started c1 voice inbound', '3 contact-queued c1 sales']);
  });

  test('a list that was written before an event and comes after it does not bring back who has gone', () => {
    const pbx = alone();
    pbx.lost(10);
    pbx.opened(20);
    pbx.ami(20, 'QueueParams', { ActionID: '1', Queue: 'sales' });
    pbx.ami(20, 'QueueEntry', { ActionID: '1', Queue: 'sales', Uniqueid: 'c1', Wait: 19 });
    pbx.ami(20.1, 'HangupRequest', { Privilege: 'call,all', Uniqueid: 'c1' });
    pbx.ami(20.1, 'QueueCallerAbandon', C1);
    pbx.ami(20.2, 'QueueStatusComplete', { ActionID: '1' });
    pbx.ami(20.2, 'CoreShowChannelsComplete', { ActionID: '1' });
    pbx.settle(60);
    expect(pbx.story()).toEqual([
      '20.000 source-gap 1795326000500',
      '20.100 contact-abandoned c1 sales queue',
    ]);
  });

  test('one who was in the queue before the gap and is in it again has left it meanwhile', () => {
    const pbx = alone();
    pbx.lost(10);
    pbx.opened(100);
    pbx.ami(100, 'QueueParams', { ActionID: '1', Queue: 'sales' });
    pbx.ami(100, 'QueueEntry', { ActionID: '1', Queue: 'sales', Uniqueid: 'c1', Wait: 30 });
    pbx.ami(100, 'QueueStatusComplete', { ActionID: '1' });
    pbx.ami(100, 'CoreShowChannelsComplete', { ActionID: '1' });
    expect(pbx.story().filter((line) => /left|queued/.test(line))).toEqual([
      '70 contact-queued c1 sales',
      '100 contact-left c1 sales error',
    ]);
  });

  test('where channels are not shown, the queues and the telephones say who waits and who talks', () => {
    const pbx = alone();
    const AMY_LISTED = { Queue: 'sales', Name: 'Amy', Location: 'PJSIP/amy', Membership: 'dynamic' };
    for (const call of ['c2', 'c3']) pbx.ami(1, 'QueueCallerJoin', { Uniqueid: call, Queue: 'sales' });
    pbx.ami(2, 'AgentConnect', { Uniqueid: 'c2', Queue: 'sales', ...AMY });
    pbx.story();
    pbx.lost(10);
    pbx.opened(40);
    pbx.ami(40, 'QueueParams', { ActionID: '1', Queue: 'sales' });
    pbx.ami(40, 'QueueMember', { ActionID: '1', ...AMY_LISTED, Status: 1 });
    pbx.ami(40, 'QueueEntry', { ActionID: '1', Queue: 'sales', Uniqueid: 'c3', Wait: 39 });
    pbx.ami(40, 'QueueStatusComplete', { ActionID: '1' });
    pbx.reader.amiListed(epochMs((START + 40) * 1_000));
    expect(pbx.story().filter((line) => line.includes('contact'))).toEqual([
      '40 contact-left c1 sales error',
      '40 contact-labelled c1 unknown: the connection was lost',
      '40 contact-ended c2',
    ]);
  });

  test('lists are read on the clock of the switch, though they do not tell it', () => {
    const pbx = fakeSwitch({ mode: 'ami' });
    // Our clock is three minutes ahead.
    const later = (second: number, fields: Readonly<Record<string, string>>): void =>
      pbx.reader.ami(
        { keys: Object.keys(fields), values: Object.values(fields) },
        epochMs((START + 180 + second) * 1_000),
      );
    later(9, { Response: 'Success', Ping: 'Pong', Timestamp: `${START + 9}.000000` });
    later(10, { Event: 'QueueParams', Queue: 'sales' });
    later(10, { Event: 'QueueEntry', Queue: 'sales', Uniqueid: 'c1', Wait: '4' });
    later(10, { Event: 'QueueStatusComplete' });
    later(10, { Event: 'CoreShowChannelsComplete' });
    expect(pbx.story()).toContain('6 contact-queued c1 sales');
  });

  test('a fact that lacks its call is refused by the name of the field', () => {
    const pbx = fakeSwitch({ mode: 'ami' });
    pbx.ami(1, 'QueueCallerJoin', { Queue: 'sales' });
    pbx.ami(1, 'QueueCallerJoin', { Uniqueid: 'c1', Queue: '__proto__' });
    expect(pbx.reader.take().refused).toMatchObject([
      { place: 'block 1', reason: 'missing-field', field: 'QueueCallerJoin Uniqueid' },
      { place: 'block 2', reason: 'bad-value', field: 'QueueCallerJoin Queue' },
    ]);
    expect(pbx.reader.sums()).toMatchObject({ blocks: 2, refused: 2 });
  });
});

const listed = (): FakeSwitch => {
  const pbx = fakeSwitch();
  pbx.lost(50);
  pbx.opened(60);
  pbx.ami(60, 'QueueParams', { ActionID: '1', Queue: 'sales' });
  const member = {
    Queue: 'sales',
    Name: 'Amy',
    Location: 'PJSIP/amy',
    Membership: 'dynamic',
    Status: 1,
    Paused: 0,
  };
  pbx.ami(60, 'QueueMember', { ActionID: '1', ...member });
  pbx.ami(60, 'QueueStatusComplete', { ActionID: '1' });
  pbx.ami(60, 'CoreShowChannelsComplete', { ActionID: '1' });
  pbx.ami(62, 'QueueCallerJoin', C1);
  pbx.story();
  return pbx;
};

describe('the line of a start in the log, read when the switch is connected and has listed who is there,', () => {
  test.each([58, 65])('takes nobody away: stamped %s', (second) => {
    const pbx = listed();
    pbx.log(second, 'NONE|NONE|NONE|QUEUESTART|', 70);
    pbx.settle(80);
    const story = pbx.story();
    expect(story[0]).toBe(`${second} source-started`);
    expect(story.at(-1)).toMatch(/agent-signed-in Amy/);
  });

  test('leaves the calls that came after it', () => {
    const pbx = listed();
    pbx.log(58, 'NONE|NONE|NONE|QUEUESTART|', 70);
    pbx.ami(75, 'AgentConnect', { ...C1, ...AMY });
    pbx.log(75, 'c1|sales|Amy|CONNECT|13|a1|1');
    pbx.settle(90);
    expect(pbx.story().join()).toContain('contact-answered c1');
  });

  test('signs everybody out where the switch is not connected', () => {
    const pbx = listed();
    pbx.lost(64);
    pbx.log(65, 'NONE|NONE|NONE|QUEUESTART|', 66);
    pbx.settle(80);
    expect(pbx.story().join()).not.toContain('agent-signed-in');
  });
});

test('what a list says in seconds of long ago is not known, and no event says it', () => {
  const pbx = fakeSwitch();
  const member = { Name: 'Amy', Interface: 'PJSIP/amy', Membership: 'dynamic', Status: 1, Paused: 1 };
  pbx.ami(1, 'QueueParams', { Queue: 'sales' });
  pbx.ami(1, 'QueueMember', { Queue: 'sales', ...member, LoginTime: 1, LastPause: 2 });
  pbx.ami(1, 'QueueEntry', { ...C1, Wait: START });
  pbx.ami(1, 'QueueStatusComplete');
  pbx.ami(1, 'CoreShowChannelsComplete');
  pbx.settle(20);
  const events = pbx.events();
  expect(events.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['agent-signed-in', 'agent-state', 'contact-queued']),
  );
  for (const event of events) expect(event.at).toBeGreaterThanOrEqual(START * 1000);
});
