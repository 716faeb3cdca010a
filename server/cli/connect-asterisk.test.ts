import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startFakeAsterisk } from '../ingest/asterisk/live/testing/fake-asterisk.ts';
import { inTemporaryFolder } from '../testing/child-server.ts';
import { askServer, openPage, openShell } from '../testing/walk-page.ts';

const { text: page, blocks } = openPage('connect-asterisk.md');
const [definitions = ''] = blocks('yaml');
const [, password = ''] = /^export PBX1_PASSWORD='(.*)'$/m.exec(page) ?? [];

test('docs/connect-asterisk.md, followed line by line, ends at a wall with the queues of the switch on it', async () => {
  await inTemporaryFolder(async (folder) => {
    const fake = await fakeSwitch(folder);
    onTestFinished(() => fake.down());
    const here = (text: string): string =>
      text
        .replaceAll('/var/log/asterisk', folder)
        .replaceAll('/var/lib/callboard', join(folder, 'data'))
        .replace('host: 127.0.0.1,', `host: 127.0.0.1, port: ${fake.port},`);
    writeFileSync(join(folder, 'centre.yaml'), here(definitions));
    const shell = openShell(folder);
    const [tries = '', starts = '', asks = ''] = blocks('sh').map(here);

    const found = await shell.run(tries);
    expect(found).toMatch(/ok {4}the manager user callboard is let in/);
    // It is quiet: notes, and nothing that looks like a fault.
    expect(found).toMatch(/note {2}it was quiet for 3 s/);
    expect(found).toMatch(/note {2}the definitions do not name billing, which the switch has/);
    expect(found).not.toMatch(/hint|BAD/);

    const lines = starts.trim().split('\n');
    let lead = '';
    for (const line of lines.slice(0, -1)) lead = (await shell.run(line)).trim();
    const url = await shell.start(`${lines.at(-1) ?? ''} --port 0 --log warn`);
    const [, asked = ''] = /(\/v1\/\w+)$/m.exec(asks) ?? [];
    const ask = (path: string): Promise<string> => askServer(url, path, lead);
    await expect.poll(() => ask(asked), { timeout: 30_000 }).toMatch(/"ami":\{"state":"live"/);
    // Billing is in no definition, and nobody has called yet.
    await expect.poll(() => ask('/v1/board'), { timeout: 30_000 }).toMatch(/"billing":\{/);
    expect((await fetch(`${url}${asked}`)).status).toBe(401);
  });
}, 120_000);

const seconds = (): number => Date.now() / 1_000;

async function fakeSwitch(folder: string) {
  const queueLog = join(folder, 'queue_log');
  const fake = await startFakeAsterisk({ user: 'callboard', password, queueLog, seconds });
  await fake.log(`${Math.floor(seconds())}|NONE|NONE|NONE|QUEUESTART|\n`);
  fake.answer('QueueStatus', ['Event: QueueParams\nQueue: support', 'Event: QueueParams\nQueue: billing']);
  fake.answer('Command', ['Response: Error\nMessage: Permission denied']);
  return fake;
}
