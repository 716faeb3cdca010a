import { mkdtempSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type DurationMs } from '#domain/time.ts';
import { handClock } from '../../links/testing/hand-clock.ts';
import { ourFloor } from '../../testing/our-floor.ts';
import { openStation } from '../../testing/station.ts';
import { startAsteriskSource } from './start-asterisk-source.ts';
import { until } from './testing/until.ts';
import { startFakeAsterisk } from './testing/fake-asterisk.ts';

const joined = (call: string, seconds: number): string =>
  `Event: QueueCallerJoin\r\nPrivilege: agent,all\r\nTimestamp: ${seconds.toFixed(6)}\r\nQueue: sales\r\nUniqueid: ${call}\r\nLinkedid: ${call}\r\nPosition: 1\r\nCount: 1\r\n\r\n`;

/** An Asterisk with a caller who waits, and our wall. Another takes its place, with a clock and a log of its own. */
async function meet() {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-replaced-'));
  const queueLog = join(folder, 'queue_log');
  await writeFile(queueLog, '');
  const hand = handClock();
  let aheadMs = 0;
  const seconds = (): number => (hand.clock() + aheadMs) / SECOND_MS;
  const fake = await startFakeAsterisk({ user: 'callboard', password: 'x', queueLog, seconds });
  fake.answer('QueueStatus', ['Event: QueueParams\nQueue: sales']);
  const station = openStation(hand);
  const seen = ourFloor(hand, station);
  const password = { kind: 'environment', name: 'X' } as const;
  const ami = { host: '127.0.0.1', port: fake.port, user: 'callboard', password };
  const definition = { kind: 'asterisk', ami, queueLog, wrapUps: { queuesMs: {} }, agents: {} } as const;
  const options = { source: sourceId('pbx'), definition, password: async () => 'x' };
  const source = await startAsteriskSource(options, station.ports);
  onTestFinished(async () => {
    await source.stop();
    await fake.down();
    rmSync(folder, { recursive: true, force: true });
  });
  const amiIs = (state: string) => () => station.health().links['ami']?.state === state;
  await until(hand, amiIs('live'));
  const enter = async (call: string): Promise<void> => {
    fake.say(joined(call, seconds()));
    await fake.log(`${Math.floor(seconds())}|${call}|sales|NONE|ENTERQUEUE||1305550|1\n`);
  };
  const replace = async (by: DurationMs): Promise<void> => {
    await fake.down();
    await until(hand, amiIs('waiting'));
    aheadMs = by;
    const old = Math.floor(seconds()) - 7_200;
    await writeFile(`${queueLog}.new`, `${old}|NONE|NONE|NONE|QUEUESTART|\n`);
    await rename(`${queueLog}.new`, queueLog);
    await fake.up();
    await until(hand, amiIs('live'));
  };
  return { enter, replace, seen, soon: (holds: () => boolean) => until(hand, holds) };
}

test.each([
  ['the same clock', 0, 'live'],
  ['a clock a minute behind', -MINUTE_MS, 'live'],
  ['a clock an hour behind', -HOUR_MS, 'clock-wrong'],
  ['a clock an hour ahead', HOUR_MS, 'clock-wrong'],
])(
  'an Asterisk that takes the place of another, with %s and an older log, is heard',
  async (_, aheadMs, state) => {
    const { enter, replace, seen, soon } = await meet();
    await enter('1795327010.1');
    await soon(() => seen().total.waiting === 1);
    await replace(aheadMs);
    await soon(() => Object.values(seen().sources)[0]?.state === state);
    // Whom the new one does not list is gone.
    await soon(() => seen().total.waiting === 0);
    await enter('500.1');
    await soon(() => seen().total.waiting === 1);
    expect(seen().total.day.counts.offered).toBe(2);
  },
);
