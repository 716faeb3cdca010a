import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { readDefinitions } from '../../definitions/read-definitions.ts';
import { startServer } from '../../start/start-server.ts';
import { inTemporaryFolder } from '../../testing/child-server.ts';

const [record]: readonly unknown[] = JSON.parse(
  readFileSync(new URL('./samples/tencent-tccc.json', import.meta.url), 'utf8'),
);

test('a hook of the definitions is served: taken once, refused to strangers, and still known after a restart', () =>
  inTemporaryFolder(async (folder) => {
    const secret = join(folder, 'secret');
    writeFileSync(secret, 's3cret\n');
    const definitions = readDefinitions(
      `zone: Asia/Shanghai\nsources:\n  - { id: tccc, kind: hook, mapping: tencent-tccc, secret: { file: ${secret} } }\n`,
    );
    if (definitions.kind !== 'centre') throw new Error(JSON.stringify(definitions.mistakes));
    const options = {
      folder: join(folder, 'data'),
      centre: definitions.centre,
      host: '127.0.0.1',
      port: 0,
      open: true,
      origins: [],
      log: pino({ level: 'silent' }),
    };
    const statuses: number[] = [];
    const first = await startServer(options);
    for (const path of [
      'tccc?secret=s3cret',
      'tccc?secret=s3cret',
      'tccc?secret=wrong',
      'tccc',
      'tcc?secret=s3cret',
    ])
      statuses.push((await post(first.port, path)).status);
    const health = await sourcesOf(first.port);
    await first.stop();
    const second = await startServer(options);
    statuses.push((await post(second.port, 'tccc?secret=s3cret')).status);
    const healthAfter = await sourcesOf(second.port);
    await second.stop();
    expect(statuses).toEqual([200, 200, 403, 401, 404, 200]);
    expect(health).toMatchObject([{ id: 'tccc', kind: 'hook', accepted: 5, duplicates: 5, gaps: 0 }]);
    expect(healthAfter).toMatchObject([{ id: 'tccc', accepted: 0, duplicates: 5 }]);
    expect(JSON.stringify([health, healthAfter])).not.toContain('s3cret');
  }));

const post = (port: number, path: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}/v1/hooks/${path}`, {
    method: 'POST',
    body: JSON.stringify(record),
    headers: { 'content-type': 'application/json;charset=utf8' },
  });

async function sourcesOf(port: number): Promise<unknown> {
  const reply = await fetch(`http://127.0.0.1:${port}/v1/sources`);
  const body: { sources: unknown } = await reply.json();
  return body.sources;
}
