import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { usualCentre } from '#domain/centre.ts';
import { DEMO_PATH, type DemoAction, type DemoFigures } from '#domain/board/demo.ts';
import type { Companion } from '../web/companion.ts';
import { startServer, type RunningServer } from '../start/start-server.ts';
import { demoRoutes } from './demo-routes.ts';

const FIGURES: DemoFigures = {
  centre: { en: 'Test' },
  speed: 1,
  isFeedCut: false,
  hasOwnClock: false,
  incidents: { surge: { state: 'ready' } },
};

const asked: DemoAction[] = [];
let refusal: string | undefined;
const demo = {
  act(action: DemoAction) {
    asked.push(action);
    return refusal;
  },
  figures: () => FIGURES,
};
const companion: Companion = {
  start: () => () => undefined,
  mark: (board) => ({ ...board, demo: FIGURES }),
  routes: (guard) => demoRoutes(demo, guard),
};

const folder = mkdtempSync(join(tmpdir(), 'callboard-'));
const start = (more: Partial<Parameters<typeof startServer>[0]>): Promise<RunningServer> =>
  startServer({
    folder: join(folder, more.companion === undefined ? 'real' : 'demo'),
    centre: usualCentre('UTC'),
    host: '127.0.0.1',
    port: 0,
    open: true,
    origins: [],
    log: pino({ level: 'silent' }),
    ...more,
  });

let server: RunningServer;
beforeAll(async () => {
  server = await start({ companion });
});
beforeEach(() => {
  asked.length = 0;
  refusal = undefined;
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const post = (body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}${DEMO_PATH}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('a visitor of a demonstration', () => {
  test.each([
    { action: 'provoke', incident: 'outage' },
    { action: 'cut-feed' },
    { action: 'restore-feed' },
    { action: 'set-speed', speed: 60 },
    { action: 'set-speed', speed: 2.5 },
  ])('may ask for %j, and is told how it stands then', async (action) => {
    const reply = await post(action);
    expect([reply.status, await reply.json()]).toEqual([200, FIGURES]);
    expect(asked).toEqual([action]);
  });

  test('is told why not, where it cannot be', async () => {
    refusal = 'outage goes on already';
    const reply = await post({ action: 'provoke', incident: 'outage' });
    expect([reply.status, await reply.json()]).toEqual([
      409,
      {
        type: 'about:blank',
        title: 'Conflict',
        status: 409,
        detail: refusal,
        error: 'not-now',
        message: refusal,
      },
    ]);
  });

  test.each([
    [{}],
    [null],
    ['cut-feed'],
    [{ action: 'explode' }],
    [{ action: 'provoke' }],
    [{ action: 'provoke', incident: 'flood' }],
    [{ action: 'cut-feed', incident: 'outage' }],
    [{ action: 'set-speed', speed: 0 }],
    [{ action: 'set-speed', speed: 361 }],
    [{ action: 'set-speed', speed: '60' }],
  ])('cannot ask for %j', async (body) => {
    expect((await post(body)).status).toBe(400);
    expect(asked).toEqual([]);
  });

  test('comes with a page of this server, and not with another', async () => {
    const ours = await post({ action: 'cut-feed' }, { origin: `http://127.0.0.1:${server.port}` });
    const strange = await post({ action: 'cut-feed' }, { origin: 'http://evil.example' });
    expect([ours.status, strange.status]).toEqual([200, 403]);
    // What a form of another page could send without asking is no JSON.
    const form = await post({ action: 'cut-feed' }, { 'content-type': 'text/plain' });
    expect(form.status).toBe(400);
    expect(asked).toHaveLength(1);
  });

  test('sees on the board that it is one', async () => {
    await expect
      .poll(async () => {
        const reply = await fetch(`http://127.0.0.1:${server.port}/v1/board`);
        return reply.ok ? (await reply.json()).board.demo : undefined;
      })
      .toEqual(FIGURES);
  });
});

test('a real floor has no such route, and its board says nothing of a demonstration', async () => {
  const real = await start({});
  const reply = await fetch(`http://127.0.0.1:${real.port}${DEMO_PATH}`, { method: 'POST' });
  expect(reply.status).toBe(404);
  await expect.poll(async () => (await fetch(`http://127.0.0.1:${real.port}/v1/board`)).status).toBe(200);
  const { board } = await (await fetch(`http://127.0.0.1:${real.port}/v1/board`)).json();
  expect(board).not.toHaveProperty('demo');
  await real.stop();
});
