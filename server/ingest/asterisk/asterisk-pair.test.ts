import { describe, expect, test } from 'vitest';
import { fakeSwitch } from './testing/fake-switch.ts';

const C1 = { Uniqueid: 'c1', Queue: 'sales' };
const AMY = { Interface: 'PJSIP/amy', MemberName: 'Amy' };

describe('where both tell', () => {
  test('a fact counts once with the finer clock, whoever is first', () => {
    const pbx = fakeSwitch();
    pbx.log(0.6, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.ami(0.7, 'QueueCallerJoin', C1);
    pbx.ami(3.4, 'AgentConnect', { ...C1, ...AMY });
    pbx.log(3.5, 'c1|sales|Amy|CONNECT|3|a1|2');
    pbx.settle(60);
    expect(pbx.story()).toEqual([
      '0.700 contact-started c1 voice inbound',
      '0.700 contact-queued c1 sales',
      '3.400 contact-answered c1 sales Amy',
    ]);
  });

  test('what AMI has not told two seconds later the log tells', () => {
    const pbx = fakeSwitch();
    pbx.log(0, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.settle(1.9);
    expect(pbx.story()).toEqual([]);
    pbx.settle(2);
    expect(pbx.story()).toEqual(['0 contact-started c1 voice inbound 1305', '0 contact-queued c1 sales']);
  });

  test('once AMI is lost nothing waits for it, and what it had told is not told again', () => {
    const pbx = fakeSwitch();
    pbx.ami(0.7, 'QueueCallerJoin', C1);
    pbx.log(1, 'c2|sales|NONE|ENTERQUEUE||1306|1');
    pbx.lost(1.5);
    pbx.log(1.6, 'c1|sales|NONE|DID|600');
    pbx.log(0.9, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.log(3, 'c1|sales|Amy|CONNECT|3|a1|2');
    expect(pbx.story()).toEqual([
      '0.700 contact-started c1 voice inbound',
      '0.700 contact-queued c1 sales',
      '1 contact-started c2 voice inbound 1306',
      '1 contact-queued c2 sales',
      '1 contact-labelled c1 600',
      '3 contact-answered c1 sales Amy',
    ]);
  });

  test.each([
    ['EXITWITHTIMEOUT|1|1|9', 'contact-left c1 sales timeout'],
    ['EXITEMPTY|1|1|9', 'contact-left c1 sales empty'],
    ['WITHDRAW|1|1|9|x', 'contact-left c1 sales withdrawn'],
    ['SYSCOMPAT|', 'contact-left c1 sales error'],
    ['ABANDON|1|1|9', 'contact-abandoned c1 sales queue'],
  ])('AMI says when a wait ended, and the log how: %s', (verb, expected) => {
    for (const isLogFirst of [true, false]) {
      const pbx = fakeSwitch();
      pbx.ami(0.5, 'QueueCallerJoin', C1);
      pbx.story();
      if (isLogFirst) pbx.log(9.2, `c1|sales|NONE|${verb}`);
      pbx.ami(9.3, 'QueueCallerAbandon', C1);
      pbx.ami(9.3, 'QueueCallerLeave', C1);
      if (!isLogFirst) pbx.log(9.4, `c1|sales|NONE|${verb}`);
      pbx.settle(100);
      expect(pbx.story()).toEqual([`9.300 ${expected}`]);
    }
  });

  test('when the log does not say how, after ten seconds what AMI knows must do, and a late line changes nothing', () => {
    const pbx = fakeSwitch();
    pbx.ami(0.5, 'QueueCallerJoin', C1);
    pbx.ami(9.3, 'QueueCallerAbandon', C1);
    pbx.story();
    pbx.settle(19);
    expect(pbx.story()).toEqual([]);
    pbx.settle(19.5);
    expect(pbx.story()).toHaveLength(2);
    pbx.log(21, 'c1|sales|NONE|DID|600');
    pbx.log(9, 'c1|sales|NONE|EXITWITHTIMEOUT|1|1|9');
    pbx.settle(60);
    expect(pbx.story()).toEqual(['21 contact-labelled c1 600']);
  });

  test('two visits to one queue, one told by the log and one by both, are two', () => {
    const pbx = fakeSwitch();
    pbx.lost(0);
    pbx.log(1, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.log(31, 'c1|sales|NONE|EXITWITHTIMEOUT|1|1|30');
    pbx.opened(40);
    pbx.ami(45.2, 'QueueCallerJoin', C1);
    pbx.log(45.3, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.settle(60);
    const events = pbx.events();
    expect(events.map(({ id }) => id).filter((id) => id.endsWith('queued'))).toEqual([
      'c1/sales/1/queued',
      'c1/sales/2/queued',
    ]);
  });
});
