import { describe, expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { START, fakeSwitch, type FakeSwitch } from './testing/fake-switch.ts';
import { listed, talkOfC1 } from './testing/switch-lists.ts';

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
  listed(again, 60);
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
    expect(pbx.story()).toEqual([]);
    pbx.ami(18.1, 'QueueMemberStatus', { ...AMY, Queue: 'sales', Status: 1 });
    pbx.settle(18.2);
    expect(pbx.story()).toContain('9.300 contact-left c1 sales key');
  });

  test('a caller who left without a word before the connection was lost may have been answered: the lists say', () => {
    const pbx = alone();
    pbx.ami(9.3, 'QueueCallerLeave', C1);
    pbx.lost(9.4);
    const again = pbx.restarted();
    again.opened(30);
    again.settle(30);
    expect(again.story().filter((line) => line.includes('c1'))).toEqual([]);
    listed(again, 30, { channels: talkOfC1('PJSIP/amy', ['00:00:22', '00:00:31']) });
    expect(again.story()).toEqual(['9 contact-answered c1 sales PJSIP/amy']);
  });

  test('a caller who is known from the list only, and hangs up, has abandoned', () => {
    const pbx = fakeSwitch({ mode: 'ami' });
    pbx.ami(30, 'QueueEntry', { ActionID: '1', Queue: 'sales', Uniqueid: 'c1', Wait: 27 });
    pbx.ami(33, 'HangupRequest', { Privilege: 'call,all', Uniqueid: 'c1' });
    pbx.ami(33, 'QueueCallerAbandon', C1);
    pbx.ami(33, 'QueueCallerLeave', C1);
    expect(pbx.story()).toEqual(['33.000 contact-abandoned c1 sales queue']);
    listed(pbx, 34);
    expect(pbx.story()).toEqual(['3 contact-started c1 voice inbound', '3 contact-queued c1 sales']);
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

  test('a pause that is told while the list is on its way is not taken back by it', () => {
    const pbx = fakeSwitch({ mode: 'ami' });
    const list = { ActionID: '1', Queue: 'sales' };
    pbx.ami(0, 'QueueParams', list);
    pbx.ami(0, 'QueueMember', { ...list, Name: 'Amy', Location: 'PJSIP/amy', Paused: 0, Status: 1 });
    pbx.ami(0.1, 'QueueMemberPause', { ...AMY, Queue: 'sales', Paused: 1, PausedReason: 'Lunch' });
    pbx.ami(0.2, 'QueueStatusComplete', list);
    pbx.ami(0.2, 'CoreShowChannelsComplete', list);
    expect(pbx.story().at(-1)).toBe('0.100 agent-state Amy away Lunch');
  });

  test('on a quiet switch, whoever is on another call when the lists come is busy two seconds later', () => {
    const pbx = fakeSwitch({ mode: 'ami' });
    const pong = (second: number): void =>
      pbx.reader.ami(
        { keys: ['Response', 'Ping', 'Timestamp'], values: ['Success', 'Pong', `${START + second}.000000`] },
        epochMs((START + second) * 1_000),
      );
    pong(0);
    const member = { Name: 'Amy', Location: 'PJSIP/amy', Membership: 'dynamic', Status: 2 };
    listed(pbx, 0, { members: [member] });
    pong(5);
    pbx.settle(5);
    expect(pbx.story().filter((line) => line.includes('Amy'))).toEqual([
      '0.000 agent-signed-in Amy sales',
      '0.000 agent-state Amy busy',
    ]);
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

const connected = (): FakeSwitch => {
  const pbx = fakeSwitch();
  pbx.lost(50);
  pbx.opened(60);
  const member = { Name: 'Amy', Location: 'PJSIP/amy', Membership: 'dynamic', Status: 1, Paused: 0 };
  listed(pbx, 60, { members: [member] });
  pbx.ami(62, 'QueueCallerJoin', C1);
  pbx.story();
  return pbx;
};

describe('the line of a start in the log, read when the switch is connected and has listed who is there,', () => {
  test.each([58, 65])('takes nobody away: stamped %s', (second) => {
    const pbx = connected();
    pbx.log(second, 'NONE|NONE|NONE|QUEUESTART|', 70);
    pbx.settle(80);
    const story = pbx.story();
    expect(story[0]).toBe(`${second} source-started`);
    expect(story.at(-1)).toMatch(/agent-signed-in Amy/);
  });

  test('leaves the calls that came after it', () => {
    const pbx = connected();
    pbx.log(58, 'NONE|NONE|NONE|QUEUESTART|', 70);
    pbx.ami(75, 'AgentConnect', { ...C1, ...AMY });
    pbx.log(75, 'c1|sales|Amy|CONNECT|13|a1|1');
    pbx.settle(90);
    expect(pbx.story().join()).toContain('contact-answered c1');
  });

  test('signs everybody out where the switch is not connected', () => {
    const pbx = connected();
    pbx.lost(64);
    pbx.log(65, 'NONE|NONE|NONE|QUEUESTART|', 66);
    pbx.settle(80);
    expect(pbx.story().join()).not.toContain('agent-signed-in');
  });
});

test('what a list says in seconds of long ago is not known, and no event says it', () => {
  const pbx = fakeSwitch();
  const member = { Name: 'Amy', Interface: 'PJSIP/amy', Membership: 'dynamic', Status: 1, Paused: 1 };
  listed(pbx, 1, {
    members: [{ ...member, LoginTime: 1, LastPause: 2 }],
    callers: [{ Uniqueid: 'c1', Wait: START }],
  });
  pbx.settle(20);
  const events = pbx.events();
  expect(events.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['agent-signed-in', 'agent-state', 'contact-queued']),
  );
  for (const event of events) expect(event.at).toBeGreaterThanOrEqual(START * 1000);
});
