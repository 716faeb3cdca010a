import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readContact } from '../../../floor/read-contact.ts';
import { START, fakeSwitch, type FakeSwitch } from '../testing/fake-switch.ts';
import { figuresOf } from '../testing/figures.ts';

const C1 = { Uniqueid: 'c1', Queue: 'sales' };
const AMY = { Interface: 'PJSIP/amy', MemberName: 'Amy' };

const logOnly = (): FakeSwitch => fakeSwitch({ mode: 'queue-log' });

describe('a talk that was never said to begin', () => {
  test.each([
    ['COMPLETEAGENT|6|90|1', 96],
    ['COMPLETECALLER|6|90|1', 96],
    ['ATTENDEDTRANSFER|BRIDGE|aa-bb|6|90|1', 96],
    ['ATTENDEDTRANSFER|APP|Park|6|90|1', 96],
    ['BLINDTRANSFER|700|inside|6|90|1', 96],
    ['TRANSFER|700|inside|6|90|1', 96],
    // The line was written at once though it counts a talk: its durations are differences of one clock.
    ['COMPLETECALLER|6|90|1', 6],
  ])('is answered after the wait, and as long, as its end says: %s', (verb, second) => {
    const pbx = logOnly();
    pbx.log(0, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.log(second, `c1|sales|Amy|${verb}`);
    const events = pbx.events();
    expect(figuresOf(events)['sales']).toEqual({
      offered: 1,
      answered: 1,
      answeredWithin: 1,
      speedOfAnswer: 6,
    });
    const [answered, over] = ['answered', 'ended'].map((what) =>
      Number(events.find(({ kind }) => kind === `contact-${what}`)?.at),
    );
    expect(Number(over) - Number(answered)).toBe(90_000);
  });

  test('is known from the live events as well', () => {
    const pbx = fakeSwitch({ mode: 'ami' });
    pbx.ami(0.5, 'QueueCallerJoin', C1);
    pbx.ami(20, 'AgentComplete', { ...C1, ...AMY, HoldTime: 6, TalkTime: 13, Reason: 'agent' });
    expect(pbx.story().slice(2)).toEqual([
      '7 contact-answered c1 sales Amy',
      '20.000 contact-ended c1 agent',
    ]);
  });

  test('of a call that entered before the log begins is told as far as the line knows', () => {
    const pbx = logOnly();
    pbx.log(96, 'c1|sales|Amy|COMPLETECALLER|6|90|1');
    expect(pbx.story()).toEqual([
      '0 contact-started c1 voice inbound',
      '0 contact-queued c1 sales',
      '6 contact-answered c1 sales Amy',
      '96 contact-ended c1 customer',
    ]);
  });

  test('and is told once, whatever else the log says of it afterwards', () => {
    const pbx = logOnly();
    pbx.log(0, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.log(6, 'c1|sales|Amy|CONNECT|6|a1|2');
    pbx.log(96, 'c1|sales|Amy|COMPLETECALLER|6|90|1');
    pbx.log(96, 'c1|sales|Amy|COMPLETEAGENT|6|90|1');
    expect(figuresOf(pbx.events())['sales']).toMatchObject({ offered: 1, answered: 1 });
  });
});

describe('a call that is passed on into a queue', () => {
  test.each([
    ['after', ['c1|sales|Amy|BLINDTRANSFER|703|inside|2|2|1', 'c1|billing|NONE|ENTERQUEUE||1305|1']],
    ['before', ['c1|billing|NONE|ENTERQUEUE||1305|1', 'c1|sales|Amy|BLINDTRANSFER|703|inside|2|2|1']],
  ])('is answered there, where the log writes the entry %s the transfer', (_, lines) => {
    const pbx = logOnly();
    pbx.log(0, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.log(2, 'c1|sales|Amy|CONNECT|2|a1|1');
    for (const line of lines) pbx.log(4, line);
    pbx.log(4, 'c1|billing|Bob|CONNECT|0|b1|0');
    pbx.log(9, 'c1|billing|Bob|COMPLETECALLER|0|5|1');
    const figures = figuresOf(pbx.events());
    expect(figures['sales']).toMatchObject({ offered: 1, answered: 1 });
    expect(figures['billing']).toEqual({ offered: 1, answered: 1, answeredWithin: 1 });
  });

  test('may come back to the queue it came from', () => {
    const pbx = logOnly();
    pbx.log(0, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.log(2, 'c1|sales|Amy|CONNECT|2|a1|1');
    pbx.log(4, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.log(4, 'c1|sales|Amy|BLINDTRANSFER|701|inside|2|2|1');
    pbx.log(7, 'c1|sales|NONE|ABANDON|1|1|3');
    expect(figuresOf(pbx.events())['sales']).toMatchObject({ offered: 2, answered: 1, abandoned: 1 });
  });
});

describe('an agent who takes the next call', () => {
  test('has left the one before when it rang, though the switch counts that to its end; and it is said that this is presumed', () => {
    const pbx = logOnly();
    pbx.log(0, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.log(5, 'c1|sales|Amy|CONNECT|5|a1|3');
    pbx.log(140, 'c2|sales|NONE|ENTERQUEUE||1306|1');
    pbx.log(145, 'c2|sales|Amy|CONNECT|5|a2|3');
    pbx.log(325, 'c2|sales|Amy|COMPLETECALLER|5|180|1');
    pbx.log(3_605, 'c1|sales|Amy|COMPLETECALLER|5|3600|1');
    expect(pbx.story().filter((line) => line.includes(' c1'))).toEqual([
      '0 contact-started c1 voice inbound 1305',
      '0 contact-queued c1 sales',
      '5 contact-answered c1 sales Amy',
      '142 contact-transferred c1 Amy',
      '142 contact-labelled c1 its agent took the next call',
      '3605 contact-ended c1 customer',
    ]);
  });

  test('makes an oddity of the contact that was left', () => {
    const pbx = logOnly();
    pbx.log(0, 'c1|sales|NONE|ENTERQUEUE||1305|1');
    pbx.log(5, 'c1|sales|Amy|CONNECT|5|a1|3');
    pbx.log(145, 'c2|sales|Amy|CONNECT|5|a2|3');
    const facts = pbx
      .events()
      .flatMap((event) => ('contact' in event && event.contact === 'pbx/c1' ? [event] : []));
    const closing = { restarts: [], now: facts.at(-1)?.at ?? expect.unreachable() };
    const { oddities, engagements } = readContact(facts, closing);
    expect(oddities.map(({ kind }) => kind)).toEqual(['end-presumed']);
    expect(engagements[0]?.endedAt).toBe((START + 142) * 1_000);
  });

  test('has not left a caller who was put on hold', () => {
    const pbx = fakeSwitch();
    pbx.ami(1, 'QueueCallerJoin', C1);
    pbx.ami(2, 'AgentConnect', { ...C1, ...AMY, DestUniqueid: 'a1' });
    pbx.ami(3, 'Hold', { Privilege: 'call,all', Uniqueid: 'a1' });
    pbx.ami(4, 'QueueCallerJoin', { Uniqueid: 'c2', Queue: 'sales' });
    pbx.ami(6, 'AgentConnect', { Uniqueid: 'c2', Queue: 'sales', ...AMY, DestUniqueid: 'a2' });
    expect(pbx.story().filter((line) => line.includes('transferred'))).toEqual([]);
  });
});

type Ending = 'timeout' | 'empty' | 'key' | 'abandoned' | 'answered';
const VERBS: Readonly<Record<Ending, string>> = {
  timeout: 'NONE|EXITWITHTIMEOUT|1|1|1',
  empty: 'NONE|EXITEMPTY|1|1|1',
  key: 'NONE|EXITWITHKEY|9|1|1|1',
  abandoned: 'NONE|ABANDON|1|1|1',
  answered: 'Amy|CONNECT|1|a1|1',
};

type Pass = { readonly waitsMs: number; readonly ending: Ending; readonly awayMs: number };

/** One caller who comes to one queue again and again, each time after so long. `lateMs`: how late the log is read; absent: never. */
function playPasses(pbx: FakeSwitch, passes: readonly Pass[], lateMs: number | undefined): void {
  const words: { readonly at: number; readonly say: () => void }[] = [];
  const word = (at: number, say: () => void): void => void words.push({ at, say });
  const logged = (at: number, line: string): void => {
    const arrives = at + (lateMs ?? 0) / 1_000;
    if (lateMs !== undefined) word(arrives, () => pbx.log(at, `c1|sales|${line}`, arrives));
  };
  word(0, () => pbx.ami(0, 'Newchannel', { Privilege: 'call,all', Uniqueid: 'c1' }));
  let now = 1;
  for (const { waitsMs, ending, awayMs } of passes) {
    const [enters, out] = [now, now + waitsMs / 1_000];
    word(enters, () => pbx.ami(enters, 'QueueCallerJoin', C1));
    logged(enters, 'NONE|ENTERQUEUE||1305|1');
    if (ending === 'abandoned')
      word(out, () => pbx.ami(out, 'HangupRequest', { Privilege: 'call,all', Uniqueid: 'c1' }));
    if (ending !== 'key' && ending !== 'answered') word(out, () => pbx.ami(out, 'QueueCallerAbandon', C1));
    word(out, () => pbx.ami(out, 'QueueCallerLeave', C1));
    if (ending === 'answered') word(out, () => pbx.ami(out, 'AgentConnect', { ...C1, ...AMY }));
    logged(out, VERBS[ending]);
    now = out + awayMs / 1_000;
    if (ending !== 'answered') continue;
    const passedOn = now;
    word(passedOn, () => pbx.ami(passedOn, 'AgentComplete', { ...C1, ...AMY, Reason: 'transfer' }));
    logged(passedOn, 'Amy|BLINDTRANSFER|701|inside|1|1|1');
  }
  for (const { at, say } of words.toSorted((one, other) => one.at - other.at)) {
    pbx.settle(at);
    say();
  }
  pbx.settle(now + 100);
}

const ms = (max: number) => fc.oneof(fc.integer({ min: 1, max }), fc.integer({ min: 1, max: 50 }));

describe('visits to one queue again and again', () => {
  const pass = fc.record({
    waitsMs: ms(9_000),
    ending: fc.constantFrom<Ending>('timeout', 'timeout', 'empty', 'key', 'answered'),
    awayMs: ms(4_000),
  });
  const late = fc.integer({ min: 0, max: 1_500 });

  test.each(['pair', 'ami'] as const)('are told apart, each with its own end, by %s', (mode) => {
    fc.assert(
      fc.property(fc.array(pass, { minLength: 1, maxLength: 6 }), pass, late, (passes, last, lateMs) => {
        const pbx = fakeSwitch({ mode });
        const all: Pass[] = [...passes, { ...last, ending: 'abandoned' }];
        playPasses(pbx, all, mode === 'pair' ? lateMs : undefined);
        const events = pbx.events();
        const waits = events.filter(({ kind }) => kind === 'contact-queued');
        expect(waits).toHaveLength(all.length);
        const outs = events.filter(({ kind }) => /left|abandoned|answered/.test(kind));
        const told = outs.toSorted((one, other) => one.at - other.at);
        expect(told.map((out, index) => [wordOf(out), out.at - (waits[index]?.at ?? 0)])).toEqual(
          all.map(({ ending, waitsMs }) => [
            // Alone AMI cannot know more of these than that nobody hung up.
            mode === 'ami' && ending === 'empty' ? 'timeout' : ending,
            // Both instants are rounded to milliseconds.
            expect.closeTo(waitsMs, -0.5),
          ]),
        );
        expect(figuresOf(events)['sales']).toMatchObject({ offered: all.length, abandoned: 1 });
      }),
      { numRuns: 200 },
    );
  });

  test('end for the wall when the next begins, before the log has said how', () => {
    const pbx = fakeSwitch({ mode: 'ami' });
    pbx.ami(1, 'QueueCallerJoin', C1);
    pbx.ami(13, 'QueueCallerAbandon', C1);
    pbx.ami(13, 'QueueCallerLeave', C1);
    pbx.ami(13.01, 'QueueCallerJoin', C1);
    expect(pbx.story().slice(2)).toEqual([
      '13.000 contact-left c1 sales timeout',
      '13.000 contact-labelled c1 timeout, empty or withdrawn',
      '13.010 contact-queued c1 sales',
    ]);
  });
});

const wordOf = (event: { readonly kind: string }): string =>
  'reason' in event ? String(event.reason) : event.kind.replace('contact-', '');
