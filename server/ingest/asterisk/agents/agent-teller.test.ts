import { describe, expect, test } from 'vitest';
import { START, fakeSwitch, type FakeSwitch } from '../testing/fake-switch.ts';
import { listed } from '../testing/switch-lists.ts';

const C1 = { Uniqueid: 'c1', Queue: 'sales' };
const AMY = { Interface: 'PJSIP/amy', MemberName: 'Amy' };
const MEMBER = { Name: 'Amy', Location: 'PJSIP/amy', Membership: 'dynamic', Paused: 0 };

const STATUS = { ...AMY, Queue: 'sales', Membership: 'dynamic', Paused: 0 };
const joined = (): FakeSwitch => {
  const pbx = fakeSwitch();
  pbx.ami(0, 'QueueMemberAdded', { ...STATUS, Status: 1 });
  pbx.story();
  return pbx;
};

const ringing = (): FakeSwitch => {
  const pbx = joined();
  pbx.ami(9, 'QueueCallerJoin', C1);
  pbx.ami(10, 'AgentCalled', { ...C1, ...AMY });
  pbx.ami(10.001, 'QueueMemberStatus', { ...STATUS, Status: 2 });
  pbx.settle(17);
  return pbx;
};
const states = (pbx: FakeSwitch): string[] => pbx.story().filter((line) => line.includes('agent-state'));

describe('agents beside their contacts', () => {
  test('a telephone in use for two seconds without a contact of ours is busy elsewhere', () => {
    const pbx = joined();
    pbx.ami(10, 'QueueMemberStatus', { ...STATUS, Status: 2 });
    pbx.settle(11.9);
    expect(pbx.story()).toEqual([]);
    pbx.settle(12);
    pbx.ami(30, 'QueueMemberStatus', { ...STATUS, Status: 1 });
    expect(pbx.story()).toEqual(['10.000 agent-state Amy busy', '30.000 agent-state Amy available']);
  });

  test('a telephone in use a moment before the answer is not', () => {
    const pbx = joined();
    pbx.ami(10, 'QueueMemberStatus', { ...STATUS, Status: 2 });
    pbx.ami(10.1, 'AgentConnect', { ...C1, ...AMY });
    pbx.settle(60);
    expect(pbx.story()).toEqual(['10.100 contact-answered c1 sales Amy']);
  });

  test('a telephone that is gone is away; a member by configuration is present when its telephone is', () => {
    const pbx = joined();
    pbx.ami(10, 'QueueMemberStatus', { ...STATUS, Status: 5 });
    const bob = {
      Queue: 'sales',
      Interface: 'PJSIP/bob',
      MemberName: 'Bob',
      Membership: 'static',
      Paused: 0,
    };
    pbx.ami(11, 'QueueMemberStatus', { ...bob, Status: 5 });
    pbx.ami(12, 'QueueMemberStatus', { ...bob, Status: 1 });
    pbx.ami(13, 'QueueMemberStatus', { ...bob, Status: 5 });
    expect(pbx.story()).toEqual([
      '10.000 agent-state Amy away device unavailable',
      '12.000 agent-signed-in Bob sales',
      '13.000 agent-signed-out Bob',
    ]);
  });

  describe('when AMI is lost and the log goes on', () => {
    test('an agent who talks then is available after that call and each of the next', () => {
      const pbx = joined();
      pbx.ami(9, 'QueueCallerJoin', C1);
      pbx.ami(10, 'QueueMemberStatus', { ...STATUS, Status: 2 });
      pbx.ami(10.1, 'AgentConnect', { ...C1, ...AMY });
      pbx.lost(12);
      pbx.log(20, 'c1|sales|Amy|COMPLETEAGENT|1|10|1');
      pbx.log(30, 'c2|sales|NONE|ENTERQUEUE||1306|1');
      pbx.log(31, 'c2|sales|Amy|CONNECT|1|a2|1');
      pbx.log(40, 'c2|sales|Amy|COMPLETEAGENT|1|9|1');
      pbx.settle(200);
      expect(pbx.story().filter((line) => line.includes('agent-state'))).toEqual([]);
    });

    test('one who was on another call is believed to be on it for a minute', () => {
      const pbx = joined();
      pbx.ami(10, 'QueueMemberStatus', { ...STATUS, Status: 2 });
      pbx.settle(12);
      pbx.lost(20);
      pbx.settle(79);
      expect(pbx.story()).toEqual(['10.000 agent-state Amy busy']);
      pbx.settle(80);
      expect(pbx.story()).toEqual(['80.000 agent-state Amy available']);
    });

    test('one who is still on it when AMI is back was never available, to our knowledge', () => {
      const pbx = joined();
      pbx.ami(10, 'QueueMemberStatus', { ...STATUS, Status: 2 });
      pbx.settle(12);
      pbx.lost(20);
      pbx.opened(30);
      listed(pbx, 30, { members: [{ ...MEMBER, Status: 2 }] });
      pbx.settle(200);
      expect(pbx.story()).toEqual(['10.000 agent-state Amy busy']);
    });
  });

  describe('a device that is in use while it rings, as Local channels are,', () => {
    test('leaves its agent available until somebody answers', () => {
      const pbx = ringing();
      pbx.ami(18, 'AgentRingNoAnswer', { ...C1, ...AMY, RingTime: 8_000 });
      pbx.ami(18.001, 'QueueMemberStatus', { ...STATUS, Status: 1 });
      pbx.settle(60);
      expect(states(pbx)).toEqual([]);
    });

    test('and when the caller hangs up', () => {
      const pbx = ringing();
      pbx.ami(18, 'HangupRequest', { Privilege: 'call,all', Uniqueid: 'c1' });
      pbx.ami(18, 'QueueCallerAbandon', C1);
      pbx.ami(18.2, 'QueueMemberStatus', { ...STATUS, Status: 1 });
      pbx.settle(60);
      expect(states(pbx)).toEqual([]);
    });

    test('and is in use for something else where it stays so afterwards', () => {
      const pbx = ringing();
      pbx.ami(18, 'AgentRingNoAnswer', { ...C1, ...AMY, RingTime: 8_000 });
      pbx.settle(60);
      expect(states(pbx)).toEqual(['18.000 agent-state Amy busy']);
    });

    test('also where it rang already when AMI came back, as the list of channels shows', () => {
      const pbx = joined();
      pbx.lost(5);
      pbx.opened(12);
      const both = { Linkedid: 'c1', Duration: '00:00:03' };
      const caller = { Application: 'Queue', ApplicationData: 'sales,t', Uniqueid: 'c1', ChannelState: 6 };
      const leg = { Application: 'AppQueue', Uniqueid: 'a1', ChannelState: 5 };
      listed(pbx, 12, {
        members: [{ ...MEMBER, Status: 2 }],
        callers: [{ Uniqueid: 'c1', Wait: 5 }],
        channels: [
          { ...both, ...caller },
          { ...both, ...leg, Channel: 'PJSIP/amy-0000001f;1' },
        ],
      });
      pbx.settle(18);
      pbx.ami(19, 'AgentRingNoAnswer', { ...C1, ...AMY, RingTime: 8_000 });
      pbx.ami(19, 'QueueMemberStatus', { ...STATUS, Status: 1 });
      pbx.settle(60);
      expect(states(pbx)).toEqual([]);
    });
  });

  test('a list of members signs in who is there since when, and out who is not; what is known is not told again', () => {
    const pbx = joined();
    const list = { ActionID: '7' };
    const member = { ...list, Queue: 'sales', Membership: 'dynamic', Status: 1 };
    pbx.ami(20, 'QueueParams', { ...list, Queue: 'sales' });
    pbx.ami(20, 'QueueMember', {
      ...member,
      Name: 'Cai',
      Location: 'PJSIP/cai',
      LoginTime: START + 5,
      Paused: 1,
      LastPause: START + 9,
      PausedReason: 'Lunch',
    });
    pbx.ami(20, 'QueueStatusComplete', list);
    expect(pbx.story()).toEqual([
      '5 agent-signed-in Cai sales',
      '9 agent-state Cai away Lunch',
      '20.000 agent-signed-out Amy',
    ]);
    pbx.ami(30, 'QueueParams', { ...list, Queue: 'support' });
    pbx.ami(30, 'QueueStatusComplete', list);
    expect(pbx.story()).toEqual([]);
  });

  test('without a call, AgentComplete is that of the talk which the member has from the queue', () => {
    const pbx = joined();
    pbx.ami(1, 'AgentConnect', { ...C1, ...AMY });
    pbx.ami(9, 'AgentComplete', { Queue: 'sales', ...AMY, Reason: 'caller' });
    expect(pbx.story().at(-1)).toBe('9.000 contact-ended c1 customer');
  });
});
