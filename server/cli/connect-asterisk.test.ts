import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { startFakeAsterisk } from '../ingest/asterisk/live/testing/fake-asterisk.ts';
import { inTemporaryFolder } from '../testing/child-server.ts';

const page = readFileSync(new URL('../../docs/connect-asterisk.md', import.meta.url), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text = '']) => text);
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
    expect(found).not.toMatch(/hint|BAD/);

    const lines = starts.trim().split('\n');
    let lead = '';
    for (const line of lines.slice(0, -1)) lead = (await shell.run(line)).trim();
    const url = await shell.start(`${lines.at(-1) ?? ''} --port 0 --log warn`);
    const [, asked = ''] = /(\/v1\/\w+)$/m.exec(asks) ?? [];
    const ask = async (path: string): Promise<string> =>
      (await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${lead}` } })).text();
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

/** A shell in that folder, with the program on its path; what is exported stays. */
function openShell(folder: string) {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const main = resolve(import.meta.dirname, '../main.ts');
  const program = `#!/bin/sh\nexec "${process.execPath}" --disable-warning=ExperimentalWarning "${main}" "$@"\n`;
  writeFileSync(join(bin, 'callboard'), program);
  chmodSync(join(bin, 'callboard'), 0o755);
  const options = { cwd: folder, env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` } };
  let exported = '';
  return {
    async run(lines: string): Promise<string> {
      exported += (lines.match(/^export .*$/gm) ?? []).map((line) => `${line}\n`).join('');
      return (await promisify(execFile)('bash', ['-euc', `${exported}${lines}`], options)).stdout;
    },
    /** Starts the server; answers where the wall is. */
    async start(line: string): Promise<string> {
      const child = spawn('bash', ['-euc', `${exported}exec ${line}`], {
        ...options,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      onTestFinished(async () => {
        const ended = once(child, 'exit');
        if (child.exitCode === null && child.kill('SIGTERM')) await ended;
      });
      const [said]: Buffer[] = await once(child.stdout, 'data');
      return /http:\/\/[^/\s]+/.exec(String(said))?.[0] ?? expect.unreachable(String(said));
    },
  };
}
