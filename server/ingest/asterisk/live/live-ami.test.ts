import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SECOND_MS } from '#domain/time.ts';
import { USUAL_BACK_OFF } from '../../links/back-off.ts';
import { keepLinked, type Link, type LinkState } from '../../links/keep-linked.ts';
import { handClock, type HandClock } from '../../links/testing/hand-clock.ts';
import { valueOf } from '../ami/ami-block.ts';
import { liveAmi, type Heartbeat } from './live-ami.ts';
import { startFakeAsterisk, type FakeAsterisk, type FakeAsteriskOptions } from './testing/fake-asterisk.ts';
import { until } from './testing/until.ts';

const SECRET = 'correct horse';

let folder = '';
let open: { readonly link: Link; readonly fake: FakeAsterisk }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-ami-'));
  open = [];
});
afterEach(async () => {
  for (const { link, fake } of open) {
    await link.stop();
    await fake.down();
  }
  rmSync(folder, { recursive: true, force: true });
});

type Meeting = Partial<FakeAsteriskOptions> & {
  readonly typed?: string;
  readonly gate?: Promise<void>;
  readonly isAlone?: boolean;
};

/** A fake switch, and a client that writes down what it sees. */
async function meet(more: Meeting = {}) {
  const hand = handClock();
  const fake = await startFake(hand, more);
  const seen: string[] = [];
  const states: LinkState[] = [];
  const beats: Heartbeat[] = [];
  const link = keepLinked({
    ...hand,
    random: () => 1,
    backOff: USUAL_BACK_OFF,
    onState: (state) => void states.push(state),
    connect: async (connection) => {
      await more.gate;
      return liveAmi(
        {
          host: '127.0.0.1',
          port: fake.port,
          user: 'callboard',
          password: async () => more.typed ?? SECRET,
          ...hand,
          opened: async () => void seen.push('opened'),
          resyncing: () => void seen.push('resyncing'),
          frame: (frame) =>
            void (frame.kind === 'block' && seen.push(valueOf(frame.block, 'Event') ?? 'response')),
          heartbeat: (beat) => void beats.push(beat),
          resynced: async () => void seen.push('resynced'),
          isAlone: more.isAlone ?? false,
          listed: (action, refusal) => void seen.push(`${action}: ${refusal ?? 'given'}`),
        },
        connection,
      );
    },
  });
  open.push({ link, fake });
  const isLive = (): boolean => link.state().state === 'live';
  return { hand, fake, link, seen, states, beats, isLive };
}

async function startFake(hand: HandClock, more: Partial<FakeAsteriskOptions>): Promise<FakeAsterisk> {
  const seconds = (): number => hand.clock() / 1000 + 180;
  const queueLog = join(folder, 'queue_log');
  const fake = await startFakeAsterisk({ user: 'callboard', password: SECRET, queueLog, seconds, ...more });
  fake.answer('QueueStatus', ['Event: QueueParams\nQueue: sales']);
  return fake;
}

const reasons = (states: readonly LinkState[]): string[] =>
  states.flatMap((state) => (state.state === 'waiting' ? [state.reason] : []));

test.each([
  ['Permission denied', 60],
  ['Invalid/unknown command', 1],
])(
  'alone, a switch that does not list its callers (%s) is not live, and is asked again after %i s',
  async (words, seconds) => {
    const { hand, fake, states, isLive } = await meet({ isAlone: true });
    fake.answer('QueueStatus', [`Response: Error\nMessage: ${words}`]);
    await until(hand, () => reasons(states).length > 0);
    expect(reasons(states)).toEqual([`QueueStatus refused: ${words}`]);
    const waiting = states.at(-1);
    expect(waiting?.state === 'waiting' && waiting.until - waiting.since).toBe(seconds * SECOND_MS);
    fake.answer('QueueStatus', ['Event: QueueParams\nQueue: sales']);
    await until(hand, isLive);
  },
);

describe('login', () => {
  test('answers a challenge, so that the password is never on the wire', async () => {
    const { hand, fake, isLive } = await meet();
    await until(hand, isLive);
    expect(fake.asked.map(({ Action }) => Action).slice(0, 5)).toEqual([
      'Challenge',
      'Login',
      'Ping',
      'QueueStatus',
      'CoreShowChannels',
    ]);
    expect(JSON.stringify(fake.asked)).not.toContain(SECRET);
    expect(fake.asked[1]).toMatchObject({ Events: 'agent,call,system,user' });
  });

  test('gives the password itself only where the switch has no challenges', async () => {
    const { hand, fake, isLive } = await meet({ hasNoChallenge: true });
    await until(hand, isLive);
    expect(fake.asked[1]).toMatchObject({ Action: 'Login', Secret: SECRET });
  });

  test('a wrong password waits a minute, in the words of the switch and without the password', async () => {
    const { hand, states } = await meet({ typed: 'wrong pony' });
    await until(hand, () => reasons(states).length > 0);
    expect(reasons(states)).toEqual(['login refused: Authentication failed']);
    expect(JSON.stringify(states)).not.toContain('pony');
    const waiting = states.at(-1);
    expect(waiting?.state === 'waiting' && waiting.until - waiting.since).toBe(60 * SECOND_MS);
  });

  test('a password with a line end in it cannot become an action of its own', async () => {
    const { hand, states, fake } = await meet({ typed: 'x\r\nAction: Originate', hasNoChallenge: true });
    await until(hand, () => reasons(states).length > 0);
    expect(reasons(states)).toEqual(['Secret holds a line end; expected one line']);
    expect(fake.asked.map(({ Action }) => Action)).toEqual(['Challenge']);
  });
});

describe('a live connection', () => {
  test('asks for the lists after it is logged in, and is live when they are complete', async () => {
    const { hand, seen, isLive } = await meet();
    await until(hand, isLive);
    expect(seen.filter((one) => one !== 'response')).toEqual([
      'FullyBooted',
      'opened',
      'resyncing',
      'QueueParams',
      'QueueStatusComplete',
      'QueueStatus: given',
      'CoreShowChannelsComplete',
      'CoreShowChannels: given',
      'resynced',
    ]);
  });

  test("beats with the switch's own clock every five seconds", async () => {
    const { hand, beats, isLive } = await meet();
    await until(hand, isLive);
    await until(hand, () => beats.length === 3);
    const [first, second] = beats;
    expect(first).toMatchObject({ clock: 'origin' });
    expect(Number(first?.at) - hand.clock()).toBeGreaterThan(160 * SECOND_MS);
    expect(Number(second?.at) - Number(first?.at)).toBeGreaterThan(4.9 * SECOND_MS);
  });

  test('a switch that is silent is told from one that has nothing to say: a ping without an answer ends the connection', async () => {
    const { hand, fake, isLive, states, seen } = await meet();
    await until(hand, isLive);
    fake.stall();
    await until(hand, () => !isLive());
    expect(reasons(states)).toEqual(['no answer to Ping within 10 s']);
    fake.resume();
    await until(hand, isLive);
    expect(seen.filter((one) => one === 'resyncing')).toHaveLength(2);
  });

  test('comes back after the switch was away, later and later while it stays away', async () => {
    const { hand, fake, isLive, states } = await meet();
    await until(hand, isLive);
    await fake.down();
    await until(hand, () => reasons(states).length >= 4);
    const waits = states.flatMap((state) => (state.state === 'waiting' ? [state.until - state.since] : []));
    expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8].map((seconds) => seconds * SECOND_MS));
    await fake.up();
    await until(hand, isLive);
  });

  test('asks for the lists again when the switch says that it has only now started', async () => {
    const { hand, fake, isLive, seen } = await meet();
    await until(hand, isLive);
    fake.say('Event: FullyBooted\r\nPrivilege: system,all\r\n\r\n');
    await until(hand, () => seen.filter((one) => one === 'QueueStatus: given').length === 2);
    expect(isLive()).toBe(true);
  });

  test('a list that is refused is told, and the connection lives without it', async () => {
    const { hand, fake, isLive, seen } = await meet();
    fake.answer('CoreShowChannels', ['Response: Error\nMessage: Permission denied']);
    await until(hand, isLive);
    expect(seen).toContain('CoreShowChannels: Permission denied');
  });

  test('stopped while it still waits for the log, it does not come to life afterwards', async () => {
    const { promise: gate, resolve } = Promise.withResolvers<void>();
    const { link, fake } = await meet({ gate });
    const stopped = link.stop();
    resolve();
    await stopped;
    expect(link.state().state).toBe('stopped');
    expect(fake.clients()).toBe(0);
  });
});
