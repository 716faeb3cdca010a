import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import type { RunningSource } from '../../links/source-ports.ts';
import { handClock } from '../../links/testing/hand-clock.ts';
import { dayFigures } from '../testing/day-figures.ts';
import { captureChunks, type CaptureName } from '../testing/freeswitch-captures.ts';
import { rawTables } from '../testing/captured-words.ts';
import { tellStory } from '../testing/tell-story.ts';
import { startFakeFreeswitch, type FakeFreeswitch } from './testing/fake-freeswitch.ts';
import { openStation } from '../../testing/station.ts';
import { soon, startFollowing } from './testing/freeswitch-source.ts';

const CORE = '90d95d9f-610b-497a-ad68-e9ef2e68f7e0';
const NEXT_CORE = '6ebd2377-60eb-43fc-9173-0d47ebb3de4e';
const START = 1795328121000;

let fakes: FakeFreeswitch[] = [];
let sources: RunningSource[] = [];
beforeEach(() => {
  [fakes, sources] = [[], []];
});
afterEach(async () => {
  for (const source of sources) await source.stop();
  for (const fake of fakes) await fake.down();
});

async function meet(password = 'ClueCon') {
  const hand = handClock(epochMs(START));
  const fake = await startFakeFreeswitch({ password: 'ClueCon', clock: hand.clock }, CORE);
  fakes.push(fake);
  const station = openStation(hand);
  const start = async (more = {}): Promise<RunningSource> => {
    const source = await startFollowing(station, { port: fake.port, ...more }, password);
    sources.push(source);
    return source;
  };
  const state = () => station.health().links['esl'];
  const isLive = (): boolean => state()?.state === 'live';
  const story = (): string[] => tellStory(station.told, new Map());
  const has = (id: string): boolean => station.told.some((event) => event.id === id);
  return { hand, fake, station, start, state, isLive, story, has };
}

type Met = Awaited<ReturnType<typeof meet>>;

/** Amy has served a caller, and wraps up for four seconds. */
async function meetWrapping(): Promise<Met> {
  const met = await meet();
  await met.start({ wrapUpMs: 4_000 });
  await soon(met.isLive);
  met.fake.say(plain({ ...AMY, 'CC-Action': 'agent-status-change', 'CC-Agent-Status': 'Available' }));
  met.fake.say(plain({ ...AMY, ...CALL, 'CC-Action': 'member-queue-end', 'CC-Cause': 'Terminated' }));
  await soon(() => met.story().includes('amy state wrap-up'));
  return met;
}

/** Lets time pass a little at a time, so that questions that fall due are answered in between. */
async function pass({ hand }: Met, ms: number, isDone: () => boolean = () => false): Promise<void> {
  for (let left = ms; left > 0 && !isDone(); left -= 250) {
    hand.pass(250);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('login', () => {
  test('says who we are, learns which core it is, listens, and reads the tables', async () => {
    const met = await meet();
    await met.start({ format: 'json' });
    await soon(met.isLive);
    expect(met.fake.asked.slice(0, 11)).toEqual([
      'auth ClueCon',
      'api strmicroepoch',
      'api global_getvar core_uuid',
      'api uptime s',
      'event json HEARTBEAT SHUTDOWN CHANNEL_HOLD CHANNEL_UNHOLD CUSTOM callcenter::info',
      'api strmicroepoch',
      'api strmicroepoch',
      'api callcenter_config queue list',
      'api callcenter_config tier list',
      'api callcenter_config agent list',
      'api callcenter_config queue list members',
    ]);
  });

  test('a user of the directory logs in by name', async () => {
    const met = await meet();
    await met.start({ user: 'wall@acd.local' });
    await soon(met.isLive);
    expect(met.fake.asked[0]).toBe('userauth wall@acd.local:ClueCon');
  });

  test('a wrong password is asked again after most of a minute, and appears nowhere', async () => {
    const met = await meet('wrong horse');
    await met.start();
    await soon(() => met.state()?.state === 'waiting');
    expect(met.state()).toMatchObject({
      state: 'waiting',
      why: 'refused',
      until: START + 45_000,
      reason: 'login refused: -ERR invalid',
    });
    expect(JSON.stringify(met.station.health())).not.toContain('horse');
  });

  test('an address that the access list does not know is told so', async () => {
    const met = await meet();
    met.fake.shutOut();
    await met.start();
    await soon(() => met.state()?.state === 'waiting');
    expect(met.state()).toMatchObject({ reason: 'the switch does not let us in: Access Denied, go away.' });
  });

  test('a switch that does not say which core it is is not followed: a restart could not be told', async () => {
    const met = await meet();
    met.fake.answer('global_getvar core_uuid', '-ERR permission denied');
    await met.start();
    await soon(() => met.state()?.state === 'waiting');
    expect(met.state()).toMatchObject({ reason: 'core_uuid refused: -ERR permission denied' });
  });

  test('a switch without mod_callcenter is live, and what to do is said', async () => {
    const met = await meet();
    await met.start();
    await soon(met.isLive);
    expect(met.station.health().warnings).toContain(
      'agent list was refused (-ERR callcenter_config Command not found!): load mod_callcenter',
    );
    met.fake.answer('callcenter_config agent list', '+OK\n');
    await pass(met, 10_250);
    expect(met.station.health().warnings.some((warning) => warning.startsWith('agent list'))).toBe(false);
  });
});

describe('a life with interruptions', () => {
  test('a quiet floor beats, a silent switch is left, and the time between is a gap', async () => {
    const met = await meet();
    await met.start();
    await soon(met.isLive);
    await pass(met, 12_000);
    const beats = met.station.told.filter(({ kind }) => kind === 'source-heartbeat');
    expect(beats.length).toBeGreaterThanOrEqual(3);
    met.fake.stall();
    await pass(met, 20_000, () => met.state()?.state === 'waiting');
    expect(met.state()).toMatchObject({ reason: 'no answer to strmicroepoch within 10 s' });
    met.fake.resume();
    await pass(met, 5_000, met.isLive);
    await soon(() => met.story().includes('source-gap'));
    const gap = met.station.told.find(({ kind }) => kind === 'source-gap');
    expect(gap).toMatchObject({ from: beats.at(-1)?.at });
  });

  test('a stream that breaks off within a frame is refused by name, and a new connection follows', async () => {
    const met = await meet();
    await met.start();
    await soon(met.isLive);
    met.fake.say('Content-Length: many\nContent-Type: text/event-plain\n\n');
    await soon(() => met.state()?.state === 'waiting');
    expect(met.state()).toMatchObject({ reason: 'its stream is out of step' });
    await soon(() => met.station.ports.refusals.list().length > 0);
    expect(met.station.ports.refusals.list()[0]?.latest[0]).toMatchObject({
      field: 'Content-Length',
      value: 'many',
    });
    await pass(met, 2_000, met.isLive);
    expect(met.isLive()).toBe(true);
  });

  test('wrap-up ends by time alone', async () => {
    const met = await meetWrapping();
    await pass(met, 3_000);
    expect(met.story().at(-1)).toBe('amy state wrap-up');
    await pass(met, 2_000, () => met.story().includes('amy state available'));
    expect(met.story().slice(-2)).toEqual([`${SESSION} wrapped amy`, 'amy state available']);
  });

  test('while the connection is away no wrap-up ends: the switch may have been restarted', async () => {
    const met = await meetWrapping();
    await met.fake.down();
    await pass(met, 6_000);
    await met.fake.up(NEXT_CORE);
    await pass(met, 40_000, met.isLive);
    expect(met.story()).not.toContain(`${SESSION} wrapped amy`);
  });

  test('what happened while Callboard was away is found out when it is back', async () => {
    const met = await meet();
    const members = (rows: string): void =>
      met.fake.answer('callcenter_config queue list members', `${MEMBER_COLUMNS}${rows}+OK\n`);
    members(`sales|${MEMBER}|${SESSION}|${START / 1000 - 60}|0|0||Waiting\n`);
    const first = await met.start();
    await soon(() => met.has(`${SESSION}/${MEMBER.slice(0, 8)}/queued`));
    await first.stop();
    const kept = JSON.stringify([...(await met.station.ports.standing(sourceId('fs')))]);
    expect(kept).toContain(SESSION);
    expect(kept).not.toContain('ClueCon');
    members(`sales|${MEMBER}||${START / 1000 - 60}|0|${START / 1000 + 1}||Abandoned\n`);
    met.hand.pass(30_000);
    await met.start();
    await pass(met, 12_000, () => met.story().includes(`${SESSION} abandoned sales queue`));
    expect(met.story().filter((line) => line.startsWith(SESSION))).toEqual([
      `${SESSION} started inbound`,
      `${SESSION} queued sales`,
      `${SESSION} abandoned sales queue`,
    ]);
    expect(met.story()).toContain('source-gap');
  });
});

describe('a captured day on a real socket', () => {
  test.each<CaptureName>(['esl_callcenter_plain', 'esl_callcenter_json'])(
    'dropped twice, cut within a frame, killed and started again, %s loses nothing that can be known and doubles nothing',
    async (name) => {
      const met = await meet();
      const chunks = captureChunks(name).slice(3);
      const until = async (at: number): Promise<void> => {
        while ((chunks[0]?.at ?? Infinity) < at) met.fake.say(chunks.shift()?.bytes ?? '');
        await pass(met, 500);
      };
      const skip = (at: number): void => {
        while ((chunks[0]?.at ?? Infinity) < at) chunks.shift();
      };
      const turnTo = (at: number): void => met.hand.pass(Math.max(0, at - met.hand.clock()));
      const look = async (at: number): Promise<void> => {
        for (const [question, body] of rawTables(at)) met.fake.answer(question, body);
        turnTo(at - 2_000);
        await pass(met, 40_000, met.isLive);
        // And once more: one look that does not find somebody is not enough.
        await pass(met, 10_250);
        for (const [question] of rawTables(at)) met.fake.answer(question, undefined);
      };
      await met.start({ wrapUpMs: 4_000 });
      await soon(met.isLive);

      await until(1795328148000);
      // Bob hangs up, and four call while nobody listens: the tables have them.
      met.fake.drop();
      await soon(() => !met.isLive());
      skip(1795328159140);
      await look(1795328159143);
      await until(1795328262700);
      // A frame is cut in the middle, and what follows is lost until the connection is there again.
      met.fake.say('Content-Length: 500\nContent-Type: text/event-plain\n\nEvent-Na');
      met.fake.drop();
      await soon(() => !met.isLive());
      await look(1795328269442);
      await until(1795328300000);
      await met.fake.down();
      turnTo(1795328295000);
      await met.fake.up(NEXT_CORE);
      await look(1795328300837);
      for (const { bytes } of captureChunks('esl_callcenter_plain_2').slice(3)) met.fake.say(bytes);
      await pass(met, 16_000);

      const figures = dayFigures(met.station.told);
      for (const line of [
        'support@acd.local  offered 14  answered 9  handled 9  abandoned 2  left 2  lost 1  waiting 0  refused 0',
        'sales@acd.local  offered 3  answered 0  abandoned 2  left 1  lost 0  waiting 0  refused 2',
      ])
        expect(figures(line)).toBe(line);
      expect(met.story().filter((line) => line === 'source-started')).toHaveLength(2);
      expect(met.station.health()).toMatchObject({ gaps: 3, duplicates: 0 });
      // The frame that was cut.
      expect(met.station.ports.refusals.byReason()).toEqual({ 'bad-value': 1 });
    },
    20_000,
  );
});

const SESSION = '0e6fecb7-7844-4cea-a51c-5e1d750ebe44';
const MEMBER = '8fdc13f2-4890-42ff-985c-7728289801a0';
const MEMBER_COLUMNS =
  'queue|uuid|session_uuid|joined_epoch|bridge_epoch|abandoned_epoch|serving_agent|state\n';
const AMY = { 'CC-Agent': 'amy' };
const CALL = {
  'CC-Member-UUID': MEMBER,
  'CC-Member-Session-UUID': SESSION,
  'CC-Queue': 'sales',
  'CC-Member-Joined-Time': String(START / 1000 - 60),
  'CC-Agent-Answered-Time': String(START / 1000 - 50),
};

let sequence = 0;

/** An event as FreeSWITCH writes it in plain. */
function plain(fields: Readonly<Record<string, string>>): string {
  sequence += 1;
  const all = {
    'Event-Name': 'CUSTOM',
    'Event-Subclass': 'callcenter::info',
    'Core-UUID': CORE,
    'Event-Sequence': String(sequence),
    'Event-Date-Timestamp': String(START * 1000),
    ...fields,
  };
  const body = `${Object.entries(all)
    .map(([key, value]) => `${key}: ${encodeURIComponent(value)}\n`)
    .join('')}\n`;
  return `Content-Length: ${Buffer.byteLength(body)}\nContent-Type: text/event-plain\n\n${body}`;
}
