import { once } from 'node:events';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DAY_MS } from '#domain/time.ts';
import { busyLines, inBatches } from '../server/testing/busy-lines.ts';
import { inTemporaryFolder, startChildServer, type ChildServer } from '../server/testing/child-server.ts';
import { spawnProgram } from '../server/testing/spawn-node.ts';
import { filesWith } from '../server/keeping/erasure/find-bytes.ts';
import { postEvents, untilCounted } from './ask-server.ts';
import { report } from './report.ts';

const DAYS = 30;
const KEPT_DAYS = 10;
const CONTACTS = 200_000;
const EVENTS_A_BATCH = 2_000;
const CUSTOMER = '13800138000';
const MIB = 1_048_576;

/** Thirty days of a million events of which ten are kept: what the disk holds, and what backup, erasure and another target take. */
export async function benchKeeping(): Promise<void> {
  await inTemporaryFolder(async (root) => {
    const data = join(root, 'data');
    const centre = join(root, 'centre.yaml');
    writeFileSync(centre, definitions(20));
    const server = await start(data, centre);
    await feed(server, data);
    await setTimeout(90_000);
    report('data folder, a minute and a half later', sizeOf(data), 'MB');
    await timed('backup of the running server', ['backup', join(root, 'backup'), '--data', data]);
    report('files with the customer before', (await filesWith(data, CUSTOMER)).length, 'files');
    await timed('erasing a customer', ['erase', '--customer', CUSTOMER, '--data', data]);
    report('files with the customer after', (await filesWith(data, CUSTOMER)).length, 'files');
    await server.kill();
    writeFileSync(centre, definitions(10));
    const begun = performance.now();
    const again = await start(data, centre);
    report('listening again on another target', performance.now() - begun, 'ms');
    await untilCounted(again);
    report('  and everything judged by it', performance.now() - begun, 'ms');
    await again.stop();
  });
}

/** The longest answer to a sender is printed for each third. */
async function feed(server: ChildServer, data: string): Promise<void> {
  const startAt = Date.now() - DAYS * DAY_MS;
  const everyMs = (DAYS * DAY_MS - 120_000) / CONTACTS;
  const lines = busyLines({ contacts: CONTACTS, queues: 50, agents: 500, startAt, everyMs });
  let [sent, longestMs] = [0, 0];
  for (const body of inBatches(withCustomer(lines), EVENTS_A_BATCH)) {
    const begun = performance.now();
    await postEvents(server, body);
    longestMs = Math.max(longestMs, performance.now() - begun);
    sent += EVENTS_A_BATCH;
    if (sent % 200_000 !== 0) continue;
    report(
      `data folder after ${sent / 1_000} thousand events`,
      sizeOf(data),
      `MB, longest answer ${longestMs.toFixed(0)} ms`,
    );
    longestMs = 0;
  }
}

function* withCustomer(lines: Iterable<string>): Iterable<string> {
  let count = 0;
  for (const line of lines) {
    count += 1;
    yield count % 50_001 === 1 ? line.replace('"channel"', `"customer":"${CUSTOMER}","channel"`) : line;
  }
}

const definitions = (seconds: number): string =>
  `zone: Asia/Shanghai\ntarget: { share: 80%, seconds: ${seconds} }\n`;

const start = (folder: string, centre: string): Promise<ChildServer> =>
  startChildServer({
    folder,
    definitions: centre,
    more: ['--keep-contacts', String(KEPT_DAYS), '--keep-journal', String(KEPT_DAYS)],
  });

async function timed(name: string, typed: readonly string[]): Promise<void> {
  const begun = performance.now();
  const child = spawnProgram(typed, ['ignore', 'ignore', 'inherit']);
  await once(child, 'close');
  report(name, performance.now() - begun, `ms, ended with ${child.exitCode}`);
}

function sizeOf(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  return bytes / MIB;
}
