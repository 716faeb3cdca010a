import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import {
  startFakeAsterisk,
  type FakeAsterisk,
} from '../server/ingest/asterisk/live/testing/fake-asterisk.ts';
import { inTemporaryFolder, startChildServer } from '../server/testing/child-server.ts';
import { reportWaits } from './report.ts';

const CALLERS = 150;
/** Between two callers, so that they fall anywhere between two drawings. */
const APART_MS = { least: 60, spread: 137 };
const PASSWORD = 'not so secret';

/** From the bytes of a switch to the message that a wall hears. */
export async function benchSwitch(): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const queueLog = join(folder, 'queue_log');
    const fake = await startFakeAsterisk({
      user: 'callboard',
      password: PASSWORD,
      queueLog,
      seconds: ourSeconds,
    });
    fake.answer('QueueStatus', ['Event: QueueParams\nQueue: sales']);
    const definitions = join(folder, 'centre.yaml');
    writeFileSync(definitions, definitionsFor(fake.port));
    process.env['PBX_PASSWORD'] = PASSWORD;
    const server = await startChildServer({ folder: join(folder, 'data'), definitions });
    try {
      await measure(fake, server.url);
    } finally {
      await server.stop();
      await fake.down();
    }
  });
}

const ourSeconds = (): number => Date.now() / 1000;

const definitionsFor = (port: number): string =>
  `zone: UTC\nsources:\n  - { id: pbx, kind: asterisk, ami: { host: 127.0.0.1, port: ${port}, user: callboard, password: { env: PBX_PASSWORD } } }\n`;

async function measure(fake: FakeAsterisk, url: string): Promise<void> {
  const heardAt = new Map<number, number>();
  const wall = new WebSocket(`${url.replace('http', 'ws')}/v1/wall`);
  wall.on('message', (bytes: Buffer) => {
    const waiting = waitingIn(JSON.parse(bytes.toString()));
    if (waiting === undefined) return;
    const now = performance.now();
    for (let one = waiting; one > 0 && !heardAt.has(one); one -= 1) heardAt.set(one, now);
  });
  await new Promise((resolve, reject) => wall.once('open', resolve).once('error', reject));
  while (fake.clients() === 0) await pause(50);
  await pause(3_000);
  const sentAt: number[] = [];
  for (let caller = 1; caller <= CALLERS; caller += 1) {
    sentAt.push(performance.now());
    fake.say(joined(caller));
    await pause(APART_MS.least + ((caller * 37) % APART_MS.spread));
  }
  await pause(2_000);
  wall.close();
  const waits = sentAt.flatMap((at, place) => {
    const heard = heardAt.get(place + 1);
    return heard === undefined ? [] : [heard - at];
  });
  reportWaits("a switch's bytes to a wall's message", waits, CALLERS);
}

const joined = (caller: number): string =>
  [
    'Event: QueueCallerJoin',
    'Privilege: agent,all',
    `Timestamp: ${(Date.now() / 1000).toFixed(6)}`,
    `Uniqueid: 1700000000.${caller}`,
    `Linkedid: 1700000000.${caller}`,
    `Channel: SIP/trunk-${caller}`,
    'Queue: sales',
    `Position: ${caller}`,
    `Count: ${caller}`,
    '',
    '',
  ].join('\r\n');

/** The number waiting that a message tells; undefined where it tells none. */
function waitingIn(message: unknown): number | undefined {
  const board = part(message, 'board') ?? part(message, 'changes');
  const waiting = part(part(board, 'total'), 'waiting');
  return typeof waiting === 'number' ? waiting : undefined;
}

const part = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
