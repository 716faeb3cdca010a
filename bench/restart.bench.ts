import { writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { busyLines, inBatches } from '../server/testing/busy-lines.ts';
import { inTemporaryFolder, startChildServer, type ChildServer } from '../server/testing/child-server.ts';
import { postEvents, untilCounted } from './ask-server.ts';
import { report } from './report.ts';

const CONTACTS = 200_000;
const EVENTS_A_BATCH = 2_000;

/** How long until a server serves again: killed, on another target, and without its checkpoint; and until it has counted everything. */
export async function benchRestart(): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    writeDefinitions(folder, 20);
    const first = await start(folder);
    const lines = busyLines({
      contacts: CONTACTS,
      queues: 50,
      agents: 500,
      everyMs: 20,
      startAt: Date.now() - CONTACTS * 20 - 120_000,
    });
    for (const body of inBatches(lines, EVENTS_A_BATCH)) await postEvents(first, body);
    await first.kill();
    await measured('after a kill', folder);
    writeDefinitions(folder, 10);
    await measured('on another target', folder);
    rmSync(join(folder, 'world.db'));
    await measured('without its checkpoint', folder);
  });
}

async function measured(name: string, folder: string): Promise<void> {
  const begun = performance.now();
  const server = await start(folder);
  report(`serving again ${name}`, performance.now() - begun, `ms, ${CONTACTS * 5} events`);
  await untilCounted(server);
  report('  and everything counted', performance.now() - begun, 'ms');
  await server.kill();
}

const start = (folder: string): Promise<ChildServer> =>
  startChildServer({ folder, definitions: join(folder, 'centre.yaml') });

function writeDefinitions(folder: string, seconds: number): void {
  writeFileSync(
    join(folder, 'centre.yaml'),
    `zone: Asia/Shanghai\ntarget: { share: 80%, seconds: ${seconds} }\n`,
  );
}
