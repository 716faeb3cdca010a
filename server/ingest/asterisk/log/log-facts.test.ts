import { describe, expect, test } from 'vitest';
import { fakeSwitch, type FakeSwitch } from '../testing/fake-switch.ts';
import { figuresOf } from '../testing/figures.ts';

const log = (options = {}): FakeSwitch => fakeSwitch({ mode: 'queue-log', ...options });

describe('the log alone', () => {
  test('a caller whom the queue did not let in is offered, where the dialplan writes it down', () => {
    const pbx = log();
    pbx.log(1, 'c1|vip|NONE|JOINEMPTY|');
    pbx.log(2, 'c2|vip|NONE|FULL|');
    pbx.log(3, 'c3|vip|NONE|WFM_NOTE|x');
    expect(figuresOf(pbx.events())).toEqual({ vip: { offered: 2, empty: 1, overflow: 1 } });
    expect(pbx.reader.sums().customVerbs).toEqual({ WFM_NOTE: 1 });
  });

  test('an agent signs in with the first queue, out with the last, and serves those in which there is no pause', () => {
    const pbx = log();
    pbx.log(1, 'NONE|sales|Amy|ADDMEMBER|');
    pbx.log(2, 'NONE|support|Amy|ADDMEMBER|');
    pbx.log(3, 'NONE|sales|Amy|PAUSE|Break');
    pbx.log(4, 'NONE|NONE|Amy|PAUSEALL|Lunch');
    pbx.log(4, 'NONE|sales|Amy|PAUSE|Lunch');
    pbx.log(4, 'NONE|support|Amy|PAUSE|Lunch');
    pbx.log(5, 'NONE|sales|Amy|REMOVEMEMBER|');
    pbx.log(6, 'NONE|support|Amy|REMOVEMEMBER|');
    expect(pbx.story()).toEqual([
      '1 agent-signed-in Amy sales',
      '2 agent-queues Amy sales,support',
      '3 agent-queues Amy support',
      '4 agent-queues Amy sales,support',
      '4 agent-state Amy away Lunch',
      '5 agent-queues Amy support',
      '6 agent-signed-out Amy',
    ]);
  });

  test('wrap-up is that of the queue; a pause, the next ring and the sign-out end it', () => {
    const pbx = log({ wrapUpMs: 5_000, wrapUpMsByQueue: new Map([['sales', 20_000]]) });
    pbx.log(0, 'NONE|sales|Amy|ADDMEMBER|');
    pbx.log(1, 'c1|sales|NONE|ENTERQUEUE||1|1');
    pbx.log(2, 'c1|sales|Amy|CONNECT|1');
    pbx.log(10, 'c1|sales|Amy|COMPLETEAGENT|1|8|1');
    pbx.log(15, 'NONE|sales|Amy|PAUSE|Lunch');
    pbx.story();
    pbx.log(40, 'c2|support|Bob|CONNECT|1');
    pbx.log(50, 'c2|support|Bob|COMPLETECALLER|1|10|1');
    pbx.log(90, 'NONE|NONE|NONE|CONFIGRELOAD|');
    pbx.log(91, 'c3|support|NONE|ENTERQUEUE||1|1');
    expect(pbx.story()).toContain('55 contact-wrapped c2 Bob');
    const again = log({ wrapUpMs: 5_000 });
    again.log(2, 'c1|sales|Amy|CONNECT|1');
    again.log(10, 'c1|sales|Amy|COMPLETEAGENT|1|8|1');
    again.log(12, 'c2|sales|Amy|CONNECT|1');
    expect(again.story()).toContain('12 contact-wrapped c1 Amy');
  });

  test('a restart ends what was open; a member who turns up again had not left', () => {
    const pbx = log();
    pbx.log(0, 'NONE|sales|Amy|ADDMEMBER|');
    pbx.log(1, 'c1|sales|NONE|ENTERQUEUE||1|1');
    pbx.log(9, 'NONE|NONE|NONE|QUEUESTART|');
    pbx.log(20, 'c2|sales|NONE|ENTERQUEUE||1|1');
    pbx.log(25, 'c2|sales|Amy|CONNECT|5');
    const events = pbx.events();
    expect(figuresOf(events)['sales']).toMatchObject({ offered: 2, lost: 1, answered: 1 });
    expect(events.map(({ kind }) => kind)).toEqual([
      'agent-signed-in',
      'contact-started',
      'contact-queued',
      'source-started',
      'contact-started',
      'contact-queued',
      'agent-signed-in',
      'contact-answered',
    ]);
  });

  test('two identical lines are two facts', () => {
    const pbx = log();
    pbx.log(1, 'c1|sales|NONE|ENTERQUEUE||1|1');
    pbx.log(5, 'c1|sales|Amy|RINGNOANSWER|0');
    pbx.log(5, 'c1|sales|Amy|RINGNOANSWER|0');
    expect(figuresOf(pbx.events())['sales']).toMatchObject({ refused: 2 });
  });
});
