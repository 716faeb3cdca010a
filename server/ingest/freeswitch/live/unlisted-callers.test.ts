import { afterEach, expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import type { RunningSource } from '../../links/source-ports.ts';
import { handClock } from '../../links/testing/hand-clock.ts';
import { openStation } from '../../testing/station.ts';
import { startFakeFreeswitch, type FakeFreeswitch } from './testing/fake-freeswitch.ts';
import { soon, startFollowing } from './testing/freeswitch-source.ts';

const CORE = '90d95d9f-610b-497a-ad68-e9ef2e68f7e0';
const MEMBERS = 'callcenter_config queue list members';

let open: { readonly fake: FakeFreeswitch; readonly source: RunningSource } | undefined;
afterEach(async () => {
  await open?.source.stop();
  await open?.fake.down();
  open = undefined;
});

test.each(['-ERR permission denied', '-ERR Invalid!', '-USAGE: queue list members'])(
  'a switch that does not list its callers (%s) is not live: that nobody waits is not known',
  async (words) => {
    const hand = handClock(epochMs(1_795_328_121_000));
    const fake = await startFakeFreeswitch({ password: 'ClueCon', clock: hand.clock }, CORE);
    fake.answer('callcenter_config agent list', '+OK\n');
    fake.answer(MEMBERS, words);
    const station = openStation(hand);
    open = { fake, source: await startFollowing(station, { port: fake.port }) };
    const state = () => station.health().links['esl'];
    await soon(() => state()?.state === 'waiting');
    expect(state()).toMatchObject({ why: 'refused', reason: `queue list members refused: ${words}` });
    fake.answer(MEMBERS, '+OK\n');
    hand.pass(61_000);
    await soon(() => state()?.state === 'live');
  },
);
