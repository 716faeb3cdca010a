import { describe, expect, test } from 'vitest';
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

describe('AMI alone, after nobody listened for a while,', () => {
  test('after a gap it lists who waits, who talks and who is gone, as coarse as the gap', () => {
    const pbx = alone();
    pbx.ami(1, 'QueueCallerJoin', { Uniqueid: 'c2', Queue: 'sales' });
    pbx.ami(2, 'AgentConnect', { Uniqueid: 'c2', Queue: 'sales', ...AMY });
    pbx.ami(3, 'QueueCallerJoin', { Uniqueid: 'c3', Queue: 'sales' });
    pbx.lost(10);
    pbx.opened(40);
    pbx.story();
    const leg = {
      Application: 'AppQueue',
      BridgeId: 'b',
      Duration: '00:00:10',
      Linkedid: 'c3',
      Uniqueid: 'a3',
      Channel: 'PJSIP/bob-0000001f',
    };
    const caller = {
      Application: 'Queue',
      ApplicationData: 'sales,tT',
      BridgeId: 'b',
      Duration: '00:00:37',
      Linkedid: 'c3',
      Uniqueid: 'c3',
      Channel: 'PJSIP/x-1',
    };
    listed(pbx, 40, { callers: [{ Uniqueid: 'c4', Wait: 12 }], channels: [leg, caller] });
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

  test('a caller who is answered and whose entry nobody heard was offered when the answer says', () => {
    const pbx = fakeSwitch({ mode: 'ami' });
    pbx.ami(10, 'AgentConnect', { ...C1, ...AMY, HoldTime: 6, RingTime: 2 });
    expect(pbx.story()).toEqual([
      '4 contact-started c1 voice inbound',
      '4 contact-queued c1 sales',
      '10.000 contact-answered c1 sales Amy',
    ]);
  });

  test('and so was one who rings at an agent and gives up before the lists come', () => {
    const pbx = fakeSwitch({ mode: 'ami' });
    pbx.ami(8, 'AgentCalled', { ...C1, ...AMY });
    pbx.ami(9.5, 'HangupRequest', { Privilege: 'call,all', Uniqueid: 'c1' });
    pbx.ami(9.5, 'QueueCallerAbandon', { ...C1, HoldTime: 6 });
    expect(pbx.story().filter((line) => /queued|abandoned/.test(line))).toEqual([
      '4 contact-queued c1 sales',
      '9.500 contact-abandoned c1 sales ringing',
    ]);
  });

  test('a caller who is passed on while nobody listens is with the next agent, and that is no end', () => {
    const pbx = alone();
    pbx.ami(2, 'AgentConnect', { ...C1, ...AMY });
    pbx.lost(10);
    pbx.opened(60);
    pbx.story();
    listed(pbx, 60, { channels: talkOfC1('PJSIP/bob', ['00:00:20', '00:01:00']) });
    expect(pbx.story()).toEqual([
      '2 contact-transferred c1 Amy',
      '2 contact-queued c1 sales',
      '40 contact-answered c1 sales PJSIP/bob',
    ]);
  });

  test('a talk whose end was missed is over with the channel of its caller', () => {
    const pbx = alone();
    pbx.ami(2, 'AgentConnect', { ...C1, ...AMY });
    pbx.story();
    pbx.ami(30, 'Hangup', { Privilege: 'call,all', Uniqueid: 'c1' });
    pbx.settle(31);
    expect(pbx.story()).toEqual([]);
    pbx.settle(33);
    expect(pbx.story()).toEqual(['30.000 contact-ended c1']);
  });

  test('one who was in the queue before the gap and is in it again has left it meanwhile', () => {
    const pbx = alone();
    pbx.lost(10);
    pbx.opened(100);
    listed(pbx, 100, { callers: [{ Uniqueid: 'c1', Wait: 30 }] });
    expect(pbx.story().filter((line) => /left|queued/.test(line))).toEqual([
      '70 contact-left c1 sales error',
      '70 contact-queued c1 sales',
    ]);
  });
});
