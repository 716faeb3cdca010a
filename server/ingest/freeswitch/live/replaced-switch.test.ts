import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { handClock } from '../../links/testing/hand-clock.ts';
import { ourFloor } from '../../testing/our-floor.ts';
import { openStation } from '../../testing/station.ts';
import { startFakeFreeswitch, type FakeFreeswitch } from './testing/fake-freeswitch.ts';
import { startFollowing } from './testing/freeswitch-source.ts';

const [CORE, NEXT_CORE] = ['90d95d9f-610b-497a-ad68-e9ef2e68f7e0', '6ebd2377-60eb-43fc-9173-0d47ebb3de4e'];
const MEMBER_COLUMNS =
  'queue|uuid|session_uuid|cid_number|cid_name|joined_epoch|rejoined_epoch|bridge_epoch|abandoned_epoch|serving_agent|state';

/** A switch that has run for an hour, and our wall. Another takes its place, with a clock of its own. */
async function meet() {
  const hand = handClock();
  let aheadMs = -HOUR_MS;
  const clock = () => later(hand.clock(), aheadMs);
  const fake = await startFakeFreeswitch({ password: 'ClueCon', clock }, CORE);
  aheadMs = 0;
  const station = openStation(hand);
  const seen = ourFloor(hand, station);
  const lives = (...who: Who): void => tell(fake, clock(), who);
  lives('amy', '2308fd54-7b8a-4c83-a931-f4bf64c0437d', MINUTE_MS);
  const source = await startFollowing(station, { port: fake.port }, 'ClueCon');
  onTestFinished(async () => {
    await source.stop();
    await fake.down();
  });
  const pass = async (ms: DurationMs): Promise<void> => {
    for (let left = ms; left > 0; left -= 250) {
      hand.pass(250);
      for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    }
  };
  const replace = async (by: DurationMs, waitedMs: DurationMs): Promise<void> => {
    await fake.down();
    await pass(20 * SECOND_MS);
    aheadMs = by;
    lives('bob', '3308fd54-7b8a-4c83-a931-f4bf64c0437e', waitedMs);
    await fake.up(NEXT_CORE);
    await pass(30 * SECOND_MS);
  };
  return { pass, replace, seen, now: hand.clock };
}

type Who = readonly [agent: string, call: string, waitedMs: DurationMs];

/** It has one agent, and one caller, who joined so long ago. */
function tell(fake: FakeFreeswitch, at: EpochMs, [agent, call, waitedMs]: Who): void {
  const table = (question: string, head: string, row: string): void =>
    fake.answer(`callcenter_config ${question}`, `${head}\n${row}\n+OK\n`);
  const now = Math.floor(at / SECOND_MS);
  table('queue list', 'name|max_wait_time', 'support@default|0');
  table('tier list', 'queue|agent|state|level|position', `support@default|${agent}|Ready|1|1`);
  table(
    'agent list',
    'name|contact|status|state|wrap_up_time|last_status_change|last_bridge_end',
    `${agent}|user/${agent}|Available|Waiting|10|${now - 600}|0`,
  );
  const joined = now - waitedMs / SECOND_MS;
  table(
    'queue list members',
    MEMBER_COLUMNS,
    `support@default|m-${call}|${call}|138|Ann|${joined}|0|0|0||Waiting`,
  );
}

test.each([
  ['the same clock', 0, 'live'],
  ['a clock a minute behind', -MINUTE_MS, 'live'],
  ['a clock a minute ahead', MINUTE_MS, 'live'],
  ['a clock an hour behind', -HOUR_MS, 'clock-wrong'],
  ['a clock an hour ahead', HOUR_MS, 'clock-wrong'],
])('a switch that takes the place of another, with %s, is shown as it is', async (_, aheadMs, state) => {
  const { pass, replace, seen } = await meet();
  await pass(20 * SECOND_MS);
  expect(seen().total).toMatchObject({ waiting: 1, agents: { available: 1 } });
  await replace(aheadMs, 5 * SECOND_MS);
  const { sources, total } = seen();
  expect(Object.values(sources)).toMatchObject([{ state }]);
  // Its own agent and its own caller, and nobody of the other's.
  expect(total).toMatchObject({ waiting: 1, agents: { available: 1 } });
  expect(total.day.counts).toMatchObject({ offered: 2 });
});

test('who waits at a switch that has run all along is waiting, if only from when it took the place', async () => {
  const { pass, replace, seen } = await meet();
  await pass(20 * SECOND_MS);
  await replace(0, 10 * MINUTE_MS);
  expect(seen().total).toMatchObject({ waiting: 1, agents: { available: 1 } });
});
