import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { AcdEvent } from '#domain/acd-event.ts';
import { spawnProgram } from '../../testing/spawn-node.ts';

const MAIN = resolve(import.meta.dirname, '../../main.ts');

let folder = '';
let server: WebSocketServer;
let told: AcdEvent[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-feed-'));
  told = [];
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket, request) => {
    expect(request.url).toBe('/v1/ingest');
    socket.on('message', (message: Buffer) => {
      const events = message
        .toString()
        .split('\n')
        .map((line): AcdEvent => JSON.parse(line));
      told.push(...events);
      socket.send(
        JSON.stringify({
          kind: 'committed',
          position: told.length,
          accepted: events.length,
          duplicates: 0,
          refused: [],
          refusedCount: 0,
        }),
      );
      for (const { kind } of events) server.emit(kind);
    });
  });
  await once(server, 'listening');
});

afterEach(async () => {
  for (const client of server.clients) client.terminate();
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true });
});

const address = (): string => {
  const at = server.address();
  return `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`;
};

async function recording(...afterSeconds: number[]): Promise<string> {
  const path = join(folder, 'events.ndjson');
  const lines = afterSeconds.map((seconds) =>
    JSON.stringify({
      kind: 'contact-queued',
      id: `e${seconds}`,
      source: 'bank',
      at: 915_141_600_000 + seconds * 1_000,
      contact: `c${seconds}`,
      queue: 'PS',
    }),
  );
  await writeFile(path, `${lines.join('\n')}\nnonsense\n`);
  return path;
}

async function feed(...given: string[]): Promise<{ status: unknown; stderr: string }> {
  const child = spawnProgram(['feed', ...given], ['ignore', 'ignore', 'pipe']);
  let stderr = '';
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  const [status]: unknown[] = await once(child, 'close');
  return { status, stderr };
}

test('a recording is played to its end', async () => {
  const { status, stderr } = await feed(
    await recording(0, 1, 3_600),
    '--to',
    address(),
    '--speed',
    '100000',
    '--run',
    'r',
  );
  expect(stderr).toContain('line 4: not-json: it is "nonsense", expected one JSON object');
  expect(stderr).toContain('sent 3 events: 3 acknowledged, 0 refused, 0 known already');
  expect(status).toBe(0);
  expect(told.map(({ kind, id }) => [kind, id])).toEqual([
    ['source-started', 'r:source-started:1'],
    ['contact-queued', 'r:e0'],
    ['contact-queued', 'r:e1'],
    ['contact-queued', 'r:e3600'],
    ['source-stopped', 'r:source-stopped:2'],
  ]);
});

test('interrupted, a run tells its end and ends with 0', async () => {
  const path = await recording(0, 86_400);
  const child = spawnProgram(['feed', path, '--to', address()], ['ignore', 'ignore', 'ignore']);
  await once(server, 'contact-queued');
  child.kill('SIGINT');
  const [status]: unknown[] = await once(child, 'close');
  expect(status).toBe(0);
  expect(told.map(({ kind }) => kind)).toEqual(['source-started', 'contact-queued', 'source-stopped']);
});

test('in a file or a pipe a run says every ten seconds how far it is, though nothing happens', async () => {
  const path = await recording(0, 86_400);
  const child = spawnProgram(
    ['feed', path, '--to', address(), '--zone', 'UTC'],
    ['ignore', 'ignore', 'pipe'],
  );
  let stderr = '';
  for await (const text of child.stderr ?? []) {
    stderr += String(text);
    if (/ sent, /.test(stderr)) child.kill('SIGINT');
  }
  expect(stderr).toMatch(/^connected to ws:.*\n/m);
  expect(stderr).toMatch(/^1998-12-31 22:00:00 ×1 {2}1 sent, \d acknowledged, \d+\.\d s late$/m);
  expect(stderr).toMatch(/^sent 1 events: \d acknowledged/m);
}, 60_000);

test('a server that is not there ends the run with 1', async () => {
  const to = address();
  await new Promise((done) => server.close(done));
  const { status, stderr } = await feed(await recording(0), '--to', to, '--give-up', '0.001');
  expect(stderr).toContain('callboard: cannot reach ws://127.0.0.1');
  expect(status).toBe(1);
});

test('a recording that is not there, or is empty, ends the run with 1', async () => {
  expect(await feed('none.ndjson', '--to', address())).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('cannot read none.ndjson: no such file or folder'),
  });
  expect(await feed(await recording(), '--to', address())).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('has no events to play'),
  });
});

test.each([
  [['events', '--to', 'ftp://example'], 'a server'],
  [['events'], '--to'],
  [['events', '--to', 'localhost:1', '--speed', '0'], 'a number above 0'],
  [['events', '--to', 'localhost:1', '--from', 'noon'], '--from must be a time'],
])('what is mistyped ends with 2: %j', (given, said) => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, 'feed', ...given],
    { encoding: 'utf8' },
  );
  expect(stderr).toContain(said);
  expect(status).toBe(2);
});
