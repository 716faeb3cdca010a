import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { HOUR_MS, later } from '#domain/time.ts';
import { systemClock } from '../clock/clock.ts';
import { startFakeFreeswitch } from '../ingest/freeswitch/live/testing/fake-freeswitch.ts';
import { capturePath } from '../ingest/freeswitch/testing/freeswitch-captures.ts';
import { inTemporaryFolder } from '../testing/child-server.ts';
import { askServer, openPage, openShell } from '../testing/walk-page.ts';

const { text: page, blocks } = openPage('connect-freeswitch.md');
const [definitions = ''] = blocks('yaml');
const [tries = '', starts = '', asks = '', records = ''] = blocks('sh');
const [, password = ''] = /name="password" value="(.*)"/.exec(page) ?? [];

test('docs/connect-freeswitch.md, followed line by line, ends at a wall with the callers and queues of the switch on it', async () => {
  await inTemporaryFolder(async (folder) => {
    const fake = await fakeSwitch();
    onTestFinished(() => fake.down());
    const here = (text: string): string =>
      text
        .replaceAll('/var/lib/callboard', join(folder, 'data'))
        .replace('host: 10.0.0.5\n', `host: 127.0.0.1\n    port: ${fake.port}\n`);
    writeFileSync(join(folder, 'centre.yaml'), here(definitions));
    const shell = openShell(folder);

    const found = await shell.run(here(tries));
    expect(found).toMatch(/^ {2}ok /m);
    // The page's definitions name Sales, which this switch does not have.
    expect(found).toMatch(/hint {2}no switch lists sales@default, which the definitions name/);
    expect(found).toMatch(/note {2}the definitions do not name billing@default/);
    expect(found).not.toMatch(/BAD/);

    const lines = here(starts).trim().split('\n');
    let lead = '';
    for (const line of lines.slice(0, -1)) lead = (await shell.run(line)).trim();
    const url = await shell.start(`${lines.at(-1) ?? ''} --port 0 --log warn`);
    const asked = (): Promise<string> =>
      shell.run(`LEAD_TOKEN=${lead}\n${asks.replace('http://127.0.0.1:8080', url)}`);
    await expect.poll(asked, { timeout: 30_000 }).toMatch(/"esl":\{"state":"live"/);
    // Billing is in no definition, and nobody has called there yet; one caller waits in Support.
    const board = (): Promise<string> => askServer(url, '/v1/board', lead);
    await expect.poll(board, { timeout: 30_000 }).toMatch(/"billing@default":\{/);
    expect(await board()).toContain(`"oldestQueuedAt":${fake.oldestAt}`);
    expect((await fetch(`${url}/v1/sources`)).status).toBe(401);
  });
}, 120_000);

test(
  'the recording of docs/connect-freeswitch.md becomes a report',
  () =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, 'esl.raw'), gunzipSync(readFileSync(capturePath('esl_callcenter_plain'))));
      await openShell(folder).run(records);
      expect(readFileSync(join(folder, 'report.csv'), 'utf8')).toMatch(/support@acd\.local/);
    }),
  120_000,
);

/** It has been up for an hour. Ann waits in Support for a minute; one agent is signed in. */
async function fakeSwitch() {
  let upMs = 0;
  const fake = await startFakeFreeswitch(
    { password, clock: () => later(systemClock(), upMs - HOUR_MS) },
    CORE,
  );
  upMs = HOUR_MS;
  const now = Math.floor(systemClock() / 1000);
  const answer = (question: string, lines: readonly string[]): void =>
    fake.answer(`callcenter_config ${question}`, [...lines, '+OK', ''].join('\n'));
  answer('queue list', ['name|max_wait_time', 'support@default|0', 'billing@default|0']);
  answer('tier list', ['queue|agent|state|level|position', 'support@default|amy@default|Ready|1|1']);
  answer('agent list', [
    'name|contact|status|state|wrap_up_time|last_status_change|last_bridge_end',
    `amy@default|user/amy|Available|Waiting|10|${now - 600}|0`,
  ]);
  answer('queue list members', [
    'queue|uuid|session_uuid|cid_number|cid_name|joined_epoch|rejoined_epoch|bridge_epoch|abandoned_epoch|serving_agent|state',
    `support@default|${CORE}|${CALL}|13800000001|Ann|${now - 60}|0|0|0||Waiting`,
  ]);
  return { ...fake, oldestAt: (now - 60) * 1000 };
}

const CORE = '90d95d9f-610b-497a-ad68-e9ef2e68f7e0';
const CALL = '2308fd54-7b8a-4c83-a931-f4bf64c0437d';
