import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { WebSocket } from 'ws';
import { usualCentre } from '#domain/centre.ts';
import { epochMs, later, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import type { Access } from '../../access/access.ts';
import { openAccess } from '../../access/open-access.ts';
import type { OpenSockets } from '../../access/open-sockets.ts';
import type { RefusedLog } from '../../access/refused-log.ts';
import type { WrongCounts } from '../../access/wrong-counts.ts';
import { createOpenBodies, type OpenBodies } from '../../ingest/intake/open-bodies.ts';
import type { ReadingPorts } from '../../ingest/intake/reading-ports.ts';
import { createReadingTurns } from '../../ingest/intake/reading-turns.ts';
import { BATCH_LIMITS } from '#domain/limits/limits.ts';
import { ROLES, type Role } from '../../access/role.ts';
import { createToken } from '../../access/tokens.ts';
import { systemClock, type Clock } from '../../clock/clock.ts';
import { createFeeds, type Feeds } from '../../ingest/intake/feeds.ts';
import type { HookDoors } from '../../ingest/hooks/hook-intake.ts';
import { createInbox, type Batch, type Inbox } from '../../ingest/intake/inbox.ts';
import { createRefusals, type Refusals } from '../../ingest/intake/refusals.ts';
import { socketIntake } from '../../ingest/intake/socket-intake.ts';
import { createTransport } from '../../push/create-transport.ts';
import { createHub, type Hub } from '../../push/hub.ts';
import type { Transport } from '../../push/transport.ts';
import { wallSocket } from '../../push/wall-socket.ts';
import { createHttp } from '../create-http.ts';
import type { FiguresDoors } from '../figures/send-answers.ts';
import type { CurrentBoard } from '../read-routes.ts';

/** The whole network edge on a free port, with a token of each role, for tests; what lies behind it is the test's. */
export type EdgeBench = {
  readonly port: number;
  readonly url: string;
  readonly folder: string;
  readonly access: Access;
  readonly hub: Hub;
  readonly inbox: Inbox;
  readonly refusals: Refusals;
  readonly feeds: Feeds;
  readonly openBodies: OpenBodies;
  /** Method and path of every route, but for HEAD. */
  routes(): readonly string[];
  /** What the server says of itself; the test changes it. */
  readonly state: { board: CurrentBoard | undefined; failure: string | undefined };
  /** Moves the server's clock ahead. */
  later(ms: number): void;
  recheck(): void;
  token(role: Role): string;
  connect(path: string, headers: Readonly<Record<string, string>>): WebSocket;
  close(): Promise<void>;
};

type EdgeOptions = {
  readonly open?: boolean;
  readonly proxies?: readonly string[];
  readonly inboxLimit?: number;
  readonly commit?: (batch: Batch) => void;
  readonly hooks?: HookDoors;
  readonly bodyMs?: number;
};

/** Starts the edge. Batches are given to `commit` as they come; without it they stay in the inbox. */
export async function startEdge({
  open = false,
  proxies = [],
  inboxLimit = 1_000,
  commit,
  ...more
}: EdgeOptions = {}): Promise<EdgeBench> {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-edge-'));
  const tokens = createTokens(folder);
  let aheadMs = 0;
  const clock = (): EpochMs => later(systemClock(), aheadMs);
  const { access, openSockets, ...doors } = openAccess({ folder, open, origins: [], proxies, clock, log });
  const inbox = createInbox(inboxLimit);
  if (commit !== undefined) inbox.onWork(() => queueMicrotask(() => inbox.take(1_000_000).map(commit)));
  const books = { refusals: createRefusals(), feeds: createFeeds(), hub: createHub(clock) };
  const parts = { access, openSockets, ...doors, inbox, clock, ...readingPorts(), ...books, ...more };
  const state: EdgeBench['state'] = { board: undefined, failure: undefined };
  const routes: string[] = [];
  const transport = await createEdge({ ...parts, state, folder, onRoute: (route) => routes.push(route) });
  const port = await transport.listen(0, '127.0.0.1');
  const at = { port, url: `http://127.0.0.1:${port}`, folder, state };
  return {
    ...parts,
    ...at,
    routes: () => routes,
    later: (ms) => void (aheadMs += ms),
    recheck: () => openSockets.recheck(),
    token: (role) => tokens.get(role) ?? '',
    connect: (path, headers) =>
      new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers, perMessageDeflate: false }),
    async close() {
      await transport.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const readingPorts = (): ReadingPorts => ({
  openBodies: createOpenBodies(),
  turns: createReadingTurns(),
  overflow: () => undefined,
  beganBy: () => undefined,
});

const log = pino({ level: 'silent' });

function createTokens(folder: string): ReadonlyMap<Role, string> {
  return new Map(
    ROLES.map((role) => [role, createToken(folder, { name: `a ${role}`, role, createdAt: epochMs(0) })]),
  );
}

type EdgeParts = Pick<EdgeBench, 'access' | 'inbox' | 'refusals' | 'feeds' | 'hub' | 'state' | 'folder'> &
  ReadingPorts & {
    readonly wrongs: WrongCounts;
    readonly refusedLog: RefusedLog;
    readonly clock: Clock;
    readonly openSockets: OpenSockets;
    readonly bodyMs?: number;
    readonly onRoute: (route: string) => void;
    readonly hooks?: HookDoors;
  };

async function createEdge(parts: EdgeParts): Promise<Transport> {
  const { state, folder, bodyMs = BATCH_LIMITS.bodyMs } = parts;
  const http = await createHttp({
    ...parts,
    log,
    board: () => state.board,
    failure: () => state.failure,
    uncounted: () => ({}),
    metrics: new Registry(),
    sources: () => [],
    history: async ({ intervalMinutes }) => ({ zone: 'UTC', interval: intervalMinutes, rows: [] }),
    figures: emptyHistory(parts.clock, folder),
    pagesFolder: builtPages(folder),
  });
  const routes = [wallSocket({ ...parts, log }), socketIntake({ ...parts, log })];
  return createTransport({ http, routes, maxBodyBytes: BATCH_LIMITS.bodyBytes, bodyMs }, log);
}

/** A history in which nothing has happened yet. */
const emptyHistory = (now: Clock, scratch: string): FiguresDoors => ({
  history: { ask: async () => ({ names: [], rows: [], isWhole: true }) },
  asked: { centre: usualCentre('UTC'), zone: timeZone('UTC'), now },
  contact: async () => undefined,
  scratch,
});

/** As vite leaves them. */
function builtPages(folder: string): string {
  const pages = join(folder, 'dist');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  for (const page of ['index.html', 'sign-in.html'])
    writeFileSync(join(pages, page), '<!doctype html><title>Callboard</title>');
  writeFileSync(join(pages, 'assets', 'wall-abc123.js'), 'export {};');
  return pages;
}

/** Commits every event as new, one position each. */
export function countingClerk(): (batch: Batch) => void {
  let position = 0;
  return (batch) => {
    position += batch.events.length;
    batch.commit({ position, accepted: batch.events.length, duplicates: 0 });
  };
}

/** One good line of NDJSON. */
export function eventLine(id: string, source = 'pbx'): string {
  return JSON.stringify({
    id,
    source,
    at: '2026-01-05T09:00:00+08:00',
    kind: 'contact-queued',
    contact: id,
    queue: 'sales',
  });
}
