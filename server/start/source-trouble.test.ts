import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { usualCentre } from '#domain/centre.ts';
import { sourceId } from '#domain/ids.ts';
import type { AsteriskDefinition } from '#domain/source-definition.ts';
import { startFakeAsterisk } from '../ingest/asterisk/live/testing/fake-asterisk.ts';
import { inTemporaryFolder } from '../testing/child-server.ts';
import { startServer } from './start-server.ts';

const seconds = (): number => Date.now() / 1000;

type Met = {
  readonly get: (path: string) => Promise<string>;
  readonly lines: () => readonly string[];
};

/** A server whose one switch has another password than the definitions, and no log where they say. */
async function meet(folder: string): Promise<Met> {
  const queueLog = join(folder, 'queue_log');
  const fake = await startFakeAsterisk({ user: 'callboard', password: 'right', queueLog, seconds });
  onTestFinished(() => fake.down());
  const path = join(folder, 'password');
  writeFileSync(path, 'wrong');
  const ami = {
    host: '127.0.0.1',
    port: fake.port,
    user: 'callboard',
    password: { kind: 'file', path },
  } as const;
  const reach: AsteriskDefinition = {
    kind: 'asterisk',
    ami,
    queueLog,
    wrapUps: { queuesMs: {} },
    agents: {},
  };
  const lines: string[] = [];
  const server = await startServer({
    folder: join(folder, 'data'),
    centre: { ...usualCentre('UTC'), sources: [{ id: sourceId('pbx'), reach }] },
    host: '127.0.0.1',
    port: 0,
    open: true,
    origins: [],
    log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line).msg) }),
  });
  onTestFinished(() => server.stop());
  const get = async (at: string): Promise<string> =>
    (await fetch(`http://127.0.0.1:${server.port}${at}`)).text();
  return { get, lines: () => lines };
}

test('a refused login and a missing log are on the board, among the warnings and in the log, each with what to mend', async () => {
  await inTemporaryFolder(async (folder) => {
    const { get, lines } = await meet(folder);
    await expect.poll(() => get('/v1/board'), { timeout: 20_000 }).toContain('"isLoginRefused":true');
    const sources = await get('/v1/sources');
    expect(sources).toMatch(/"queue-log":\{"state":"(waiting|connecting)"/);
    expect(sources).toMatch(/"warnings":\[[^\]]*cannot read [^\]]*queue_log: no such file/);
    expect(sources).toMatch(
      /"warnings":\[[^\]]*login refused: Authentication failed; compare user and password/,
    );
    expect(lines()).toEqual([
      expect.stringMatching(
        /^pbx: queue-log cannot be reached: cannot read .*queue_log: no such file or folder; name the file/,
      ),
      expect.stringMatching(
        /^pbx: ami cannot be reached: login refused: Authentication failed; compare user and password with \[callboard\]/,
      ),
    ]);
  });
});
