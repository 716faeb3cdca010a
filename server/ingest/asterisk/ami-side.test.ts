import { describe, expect, test } from 'vitest';
import { START, fakeSwitch, type FakeSwitch } from './testing/fake-switch.ts';

const C1 = { Uniqueid: 'c1', Queue: 'sales' };
const AMY = { Interface: 'PJSIP/amy', MemberName: 'Amy' };

const alone = (): FakeSwitch => {
  const pbx = fakeSwitch({ mode: 'ami' });
  pbx.ami(0.5, 'QueueCallerJoin', C1);
  pbx.story();
  return pbx;
};

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
      { kind: 'contact-started', contact: 'pbx/c4', at: (START + 28) * 1_000 },
      { kind: 'contact-queued', contact: 'pbx/c4', precisionMs: 1_000 },
      { kind: 'contact-left', contact: 'pbx/c1', reason: 'error', precisionMs: 37_000 },
      {
        kind: 'contact-labelled',
        contact: 'pbx/c1',
        labels: { 'queue-exit': 'unknown: the connection was lost' },
      },
      { kind: 'contact-ended', contact: 'pbx/c2' },
      { kind: 'contact-answered', contact: 'pbx/c3', agent: 'PJSIP/bob', at: (START + 30) * 1_000 },
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
