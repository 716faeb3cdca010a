import { describe, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { endReplay, replayEvents, startReplay } from '../../replay/replay.ts';
import { stateHash } from '../../replay/state-hash.ts';
import { chunksOf, readCapture } from './testing/capture.ts';
import { figuresOf } from './testing/figures.ts';
import { about, ofAgent, told, withoutSpeed } from './testing/stories.ts';

describe('an attended transfer', () => {
  const fed = { logs: ['attended-transfer/queue_log'], ami: ['attended-transfer/ami_full'] };
  const { events } = readCapture({ logs: fed.logs, ami: fed.ami.map(chunksOf) });

  test('that is completed ends the talk of the agent; the contact goes on until its caller hangs up', () => {
    expect(about(events, '1795327329.0').slice(3)).toEqual([
      '1330.481 contact-ringing support Alice',
      '1331.993 contact-answered support Alice',
      '1334.727 contact-held Alice',
      '1343.476 contact-transferred Alice 2005',
      '1355.997 contact-ended',
    ]);
  });

  test('that is given up leaves the contact with the agent', () => {
    expect(about(events, '1795327361.5').slice(4)).toEqual([
      '1363.155 contact-answered support Alice',
      '1365.902 contact-held Alice',
      '1374.231 contact-resumed Alice',
      '1387.153 contact-ended customer',
    ]);
  });

  test('of the log alone the contact ends with the transfer', () => {
    const { events: heard } = readCapture({ logs: fed.logs });
    expect(about(heard, '1795327329.0').slice(2)).toEqual([
      '1331 contact-answered support Alice',
      '1343 contact-transferred Alice',
      '1343 contact-ended',
    ]);
    expect(withoutSpeed(figuresOf(heard))).toEqual({
      support: { offered: 2, answered: 2, answeredWithin: 2 },
    });
  });
});

describe('a client that was away and a switch that was killed', () => {
  const ami = ['crash/ami_full_1', 'crash/ami_full_2', 'crash/ami_full_3'];
  const logs = ['crash/queue_log'];
  /** 9 calls; one abandon after a busy member, one at the stop; one talk and one wait are cut by the kill. */
  const figures = {
    sales: { offered: 1, abandoned: 1, refused: 1 },
    support: { offered: 8, answered: 6, answeredWithin: 6, abandoned: 1, lost: 1 },
  };

  test('the log alone tells all of it, and the restart ends what was left open', () => {
    const { events } = readCapture({ logs });
    expect(withoutSpeed(figuresOf(events))).toEqual(figures);
    expect(told(events)).toContain('1237 source-started');
  });

  test('what AMI did not hear the log tells, and nothing counts twice', () => {
    const { events } = readCapture({ logs, ami: ami.map(chunksOf) });
    expect(withoutSpeed(figuresOf(events))).toEqual(figures);
    // Before, in and after the gap: AMI's clock, the log's clock, and one of each.
    expect(about(events, '1795327194.2').at(-1)).toBe('1199.588 contact-abandoned sales queue');
    expect(about(events, '1795327200.4').at(-1)).toBe('1206 contact-ended customer');
    expect(about(events, '1795327204.6').slice(2)).toEqual([
      '1206 contact-answered support Alice',
      '1222.719 contact-ended customer',
    ]);
  });

  test('AMI alone says that it was away, and finds who talks to whom when it is back', () => {
    const { events } = readCapture({ ami: ami.map(chunksOf) });
    expect(told(events)).toContain('1210.596 source-gap 1795327199588');
    expect(about(events, '1795327204.6')).toEqual([
      '1206 contact-started voice inbound',
      '1206 contact-queued support',
      '1206 contact-answered support Alice',
      '1222.719 contact-ended customer',
    ]);
    expect(ofAgent(events, 'Bob').slice(1, 2)).toEqual(['1204 agent-state Bob away Lunch']);
  });

  test('read again from the beginning, with or without AMI, the same facts have the same names', () => {
    const once = readCapture({ logs }).events;
    expect(namesOf(readCapture({ logs, ami: ami.map(chunksOf) }).events)).toEqual(namesOf(once));
    expect(hashOf([...once, ...readCapture({ logs }).events])).toBe(hashOf(once));
  });
});

function hashOf(events: readonly AcdEvent[]): string {
  const replay = startReplay({ zone: 'UTC', intervalMs: 1_800_000, withinMs: 20_000, shortAbandonMs: 0 });
  replayEvents(replay, events);
  endReplay(replay);
  return stateHash(replay.world, replay.now);
}

describe('a switch with its settings as they come', () => {
  const logs = ['defaults/queue_log'];
  const ami = ['defaults/ami_agent_default'];

  test('without timestamps the time is that of receipt, and says so', () => {
    const { events } = readCapture({ logs, ami: ami.map(chunksOf) });
    const answered = events.find(({ kind }) => kind === 'contact-answered');
    expect(answered).toMatchObject({ at: 1_795_327_419_506, clock: 'receipt' });
    expect(withoutSpeed(figuresOf(events))).toEqual({
      support: { offered: 1, answered: 1, answeredWithin: 1 },
    });
  });

  test('the interface that signs in and the member who answers are one agent', () => {
    const { events } = readCapture({ logs, ami: ami.map(chunksOf) });
    expect(ofAgent(events, 'Alice')).toEqual([
      '1416.371 agent-signed-in Alice support',
      '1423.505 agent-signed-out Alice',
    ]);
    const given = readCapture({ logs, options: { agents: new Map([['PJSIP/alice', 'Alice']]) } }).events;
    expect(ofAgent(given, 'Alice')).toEqual([
      '1416 agent-signed-in Alice support',
      '1423 agent-signed-out Alice',
    ]);
  });

  test('of the log alone they become one agent when the member answers', () => {
    const { events } = readCapture({ logs });
    expect(ofAgent(events, 'PJSIP/alice').at(-1)).toBe('1419 agent-signed-out PJSIP/alice');
    expect(ofAgent(events, 'Alice')[0]).toBe('1419 agent-signed-in Alice support');
  });

  test('a new reason of a pause is no return in between', () => {
    const { events } = readCapture({ logs, ami: ami.map(chunksOf) });
    expect(ofAgent(events, 'PJSIP/erin').slice(1)).toEqual([
      '1416.875 agent-state PJSIP/erin away Lunch',
      '1416.875 agent-state PJSIP/erin away Coffee',
      '1423.505 agent-signed-out PJSIP/erin',
    ]);
  });
});

/** Facts that both the log and AMI tell. */
const namesOf = (events: readonly AcdEvent[]): string[] =>
  events
    .filter((event) => 'contact' in event && /\/(queued|answered|out|ended|refused)/.test(event.id))
    .map(({ id }) => id)
    .sort();
