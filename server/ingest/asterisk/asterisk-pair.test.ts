import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { START, fakeSwitch, type FakeSwitch } from './testing/fake-switch.ts';
import { figuresOf } from './testing/figures.ts';

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

  test.each([
    ['a lost connection', (pbx: FakeSwitch) => pbx],
    ['a restart of ours', (pbx: FakeSwitch) => pbx.restarted()],
  ])('%s between the two words changes neither', (_, happens) => {
    const pbx = fakeSwitch();
    pbx.ami(0.5, 'QueueCallerJoin', C1);
    pbx.ami(9.3, 'QueueCallerAbandon', C1);
    pbx.story();
    pbx.lost(9.4);
    const after = happens(pbx);
    after.opened(9.8);
    after.log(9, 'c1|sales|NONE|EXITWITHTIMEOUT|1|1|9', 9.9);
    after.settle(60);
    expect(after.story()).toEqual(['9.300 contact-left c1 sales timeout']);
  });

  test('a reader that goes on where one was killed forgets no call over what that one held back', () => {
    const pbx = fakeSwitch();
    pbx.ami(0.7, 'QueueCallerJoin', C1);
    pbx.ami(3.4, 'AgentConnect', { ...C1, ...AMY });
    pbx.log(10, 'c2|sales|NONE|ENTERQUEUE||1306|1');
    pbx.story();
    const again = pbx.restarted();
    again.settle(20);
    expect(again.story()).toEqual(['10 contact-started c2 voice inbound 1306', '10 contact-queued c2 sales']);
    again.log(90, 'c1|sales|Amy|COMPLETECALLER|3|87|1');
    expect(again.story()).toEqual(['90 contact-ended c1 customer']);
  });

  test('a transfer that the log tells when the next agent talks already ends the talk before', () => {
    const pbx = fakeSwitch();
    pbx.ami(0.7, 'QueueCallerJoin', C1);
    pbx.ami(3.4, 'AgentConnect', { ...C1, ...AMY });
    pbx.ami(10.2, 'QueueCallerJoin', C1);
    pbx.ami(16.4, 'AgentConnect', { ...C1, Interface: 'PJSIP/bob', MemberName: 'Bob' });
    pbx.story();
    pbx.log(10, 'c1|sales|Amy|BLINDTRANSFER|600|agents|3|7|1', 17);
    pbx.settle(30);
    expect(pbx.story()).toEqual([]);
    pbx.ami(40, 'AgentComplete', { ...C1, Interface: 'PJSIP/bob', MemberName: 'Bob', Reason: 'agent' });
    expect(pbx.story()).toEqual(['40.000 contact-ended c1 agent']);
  });

  test('two entries into one queue that only the log tells, three seconds apart, are two', () => {
    const pbx = fakeSwitch();
    pbx.lost(0);
    pbx.log(6, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.log(8, 'c1|sales|Amy|CONNECT|2|a1|1');
    pbx.log(9, 'c1|sales|Amy|BLINDTRANSFER|600|agents|2|1|1');
    pbx.log(9, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.log(9, 'c1|sales|Bob|CONNECT|0|b1|0');
    expect(figuresOf(pbx.events())['sales']).toMatchObject({ offered: 2, answered: 2 });
  });

  test('lines that a killed reader held back come before those that are read next', () => {
    const pbx = fakeSwitch();
    pbx.ami(0.7, 'QueueCallerJoin', C1);
    pbx.ami(3.4, 'AgentConnect', { ...C1, ...AMY });
    pbx.log(10, 'c1|sales|Amy|BLINDTRANSFER|600|agents|3|7|1');
    pbx.log(10, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.story();
    const again = pbx.restarted();
    again.log(11, 'c1|sales|Bob|CONNECT|1|b1|1');
    expect(again.story()).toEqual([
      '10 contact-transferred c1 Amy 600',
      '10 contact-ended c1',
      '10 contact-queued c1 sales',
      '11 contact-answered c1 sales Bob',
    ]);
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

  test('an entry that only the log tells, after AMI has told the answer, is the entry of that visit', () => {
    const pbx = fakeSwitch();
    pbx.log(0.9, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.ami(1.5, 'AgentConnect', { ...C1, ...AMY });
    pbx.settle(60);
    const events = pbx.events();
    expect(events.map(({ id }) => id)).toEqual(['c1/sales/1/answered', 'c1/started', 'c1/sales/1/queued']);
    expect(figuresOf(events)['sales']).toEqual({
      offered: 1,
      answered: 1,
      answeredWithin: 1,
      speedOfAnswer: 1.5,
    });
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

type Ending = 'answered' | 'abandoned' | 'timeout' | 'empty' | 'key';
type RandomCall = {
  readonly enters: number;
  readonly waits: number;
  readonly talks: number;
  readonly ending: Ending;
};

type Word = {
  readonly at: number;
  readonly log?: string;
  readonly ami: readonly [string, Record<string, string>];
};

/** What one call makes both say, and when. */
function wordsOf({ enters, waits, talks, ending }: RandomCall, index: number, queue: string): Word[] {
  const call = { Uniqueid: `${START}.${index}`, Queue: queue };
  const line = (text: string): string => `${call.Uniqueid}|${queue}|${text}`;
  const out = enters + waits;
  const abandon: Word = { at: out, ami: ['QueueCallerAbandon', call] };
  const entry: Word[] = [
    { at: enters, log: line('NONE|ENTERQUEUE||1305|1'), ami: ['QueueCallerJoin', call] },
  ];
  if (ending === 'answered')
    return [
      ...entry,
      { at: out, ami: ['QueueCallerLeave', call] },
      {
        at: out,
        log: line(`Amy|CONNECT|${Math.round(waits)}|x|1`),
        ami: ['AgentConnect', { ...call, ...AMY }] as const,
      },
      {
        at: out + talks,
        log: line('Amy|COMPLETECALLER|1|1|1'),
        ami: ['AgentComplete', { ...call, ...AMY, Reason: 'caller' }] as const,
      },
    ];
  const verb = {
    abandoned: 'ABANDON|1|1|1',
    timeout: 'EXITWITHTIMEOUT|1|1|1',
    empty: 'EXITEMPTY|1|1|1',
    key: 'EXITWITHKEY|9|1|1|1',
  };
  return [
    ...entry,
    ...(ending === 'key' ? [] : [abandon]),
    { at: out, log: line(`NONE|${verb[ending]}`), ami: ['QueueCallerLeave', call] },
  ];
}

const seconds = (max: number) => fc.integer({ min: 1, max: max * 1_000 }).map((ms) => ms / 1_000);

test('of any busy hour the pair gives every count exactly, and waits to the millisecond, whoever is late by up to a second', () => {
  const call = fc.record({
    enters: seconds(600),
    waits: fc.oneof(seconds(60), fc.constantFrom(19.999, 20, 20.001, 0.004)),
    talks: seconds(300),
    ending: fc.constantFrom<Ending>('answered', 'answered', 'abandoned', 'timeout', 'empty', 'key'),
  });
  const delays = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 120 }), delays, (calls, late) => {
      const pbx = fakeSwitch();
      const words = calls.flatMap((one, index) => wordsOf(one, index, `queue-${index % 3}`));
      const sayings = words.flatMap(({ at, log, ami }, index) => [
        { arrives: at, say: () => pbx.ami(at, ...ami) },
        ...(log === undefined ? [] : [logged(pbx, at, log, (late[index % 7] ?? 0) / 1_000)]),
      ]);
      for (const { arrives, say } of sayings.toSorted((one, other) => one.arrives - other.arrives)) {
        pbx.settle(arrives);
        say();
      }
      pbx.settle(10_000);
      const figures = figuresOf(pbx.events());
      for (const [name, expected] of Object.entries(truthOf(calls)))
        expect(figures[name]).toEqual({ ...expected, ...speedOf(expected) });
    }),
    { numRuns: 40 },
  );
});

const logged = (pbx: FakeSwitch, at: number, line: string, late: number) => ({
  arrives: at + late,
  say: () => pbx.log(at, line, at + late),
});

type Truth = Record<string, number>;

/** Counted from the calls themselves. */
function truthOf(calls: readonly RandomCall[]): Record<string, Truth> {
  const queues: Record<string, Truth> = {};
  for (const [index, { ending, waits, enters }] of calls.entries()) {
    const queue = (queues[`queue-${index % 3}`] ??= {});
    const add = (what: string, amount = 1): number => (queue[what] = (queue[what] ?? 0) + amount);
    const waitMs = Math.round((enters + waits) * 1_000) - Math.round(enters * 1_000);
    add('offered');
    add(ending);
    if (ending === 'answered' && waitMs <= 20_000) add('answeredWithin');
    if (ending === 'answered') add('speedOfAnswer', waitMs);
  }
  return queues;
}

const speedOf = ({ answered, speedOfAnswer }: Truth) =>
  answered === undefined ? {} : { speedOfAnswer: expect.closeTo((speedOfAnswer ?? 0) / answered / 1_000, 6) };
