import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inTemporaryFolder } from '../testing/child-server.ts';
import { askServer, openPage, openShell } from '../testing/walk-page.ts';

const { blocks } = openPage('send-events.md');
const [begins = '', tells = '', beats = '', looks = ''] = blocks('sh');

test('docs/send-events.md, followed line by line, ends at a live source and a caller on the wall', async () => {
  await inTemporaryFolder(async (folder) => {
    const shell = openShell(folder);
    const lines = begins.replaceAll('/var/lib/callboard', join(folder, 'data')).trim().split('\n');
    const tokens: string[] = [];
    for (const line of lines.slice(1, -1)) tokens.push((await shell.run(line)).trim());
    const [sender = '', , lead = ''] = tokens;
    const url = await shell.start(`${lines.at(-1) ?? ''} --port 0 --log warn`);
    const here = (text: string): string => text.replaceAll('http://127.0.0.1:8080', url);
    const asked = (): Promise<string> => shell.run(`LEAD_TOKEN=${lead}\n${here(looks)}`);

    const told = await shell.run(`SOURCE_TOKEN=${sender}\n${here(tells)}`);
    expect(told).toMatch(/^{"position":3,"accepted":3,/);
    const board = (): Promise<string> => askServer(url, '/v1/board', lead);
    await expect.poll(board).toMatch(/"waiting":1/);
    // Without a heartbeat it is quiet.
    expect(await asked()).toMatch(/"id":"my-pbx".*"state":"quiet"/);

    const functions = here(tells).split('post <<')[0] ?? '';
    const once = beats.replace('while sleep 5', 'for beat in 1');
    expect(await shell.run(`SOURCE_TOKEN=${sender}\n${functions}${once}`)).toMatch(/"accepted":1/);
    await expect.poll(asked).toMatch(/"id":"my-pbx".*"state":"live".*"senders":\[\]/s);
  });
}, 120_000);
