import { describe, expect, test } from 'vitest';
import { START, fakeSwitch, type FakeSwitch } from '../testing/fake-switch.ts';

const C1 = { Uniqueid: 'c1', Queue: 'sales' };
const AMY = { Interface: 'PJSIP/amy', MemberName: 'Amy' };

describe('agents beside their contacts', () => {
  const STATUS = { ...AMY, Queue: 'sales', Membership: 'dynamic', Paused: 0 };
  const joined = (): FakeSwitch => {
    const pbx = fakeSwitch();
    pbx.ami(0, 'QueueMemberAdded', { ...STATUS, Status: 1 });
    pbx.story();
    return pbx;
  };

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
