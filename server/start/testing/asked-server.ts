import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { usualCentre } from '#domain/centre.ts';
import { DAY_MS, HOUR_MS, epochMs } from '#domain/time.ts';
import { createToken } from '../../access/tokens.ts';
import { startServer, type RunningServer } from '../start-server.ts';

const log = pino({ level: 'silent' });
/** The last noon of the centre that is ten minutes past: no test runs into a midnight. */
const NOON = 4 * HOUR_MS;
const BEGIN = Math.floor((Date.now() - NOON - 600_000) / DAY_MS) * DAY_MS + NOON;

/** Seconds after that noon, as ISO 8601. */
export const isoAt = (second: number): string => new Date(BEGIN + second * 1_000).toISOString();

let number = 0;
/** An event of that second. */
export const told = (second: number, contact: string, kind: string, more: object = {}): object => {
  number += 1;
  return { id: `e${number}`, source: 'pbx', at: BEGIN + second * 1_000, kind, contact, ...more };
};

/** A caller calls. */
export const started = (second: number, contact: string, customer: string | undefined): object =>
  told(second, contact, 'contact-started', {
    channel: 'voice',
    direction: 'inbound',
    labels: { product: 'loan' },
    ...(customer !== undefined && { customer }),
  });

/** A server that was told events, and is asked by role. */
export type AskedServer = {
  readonly folder: string;
  ask(path: string, role?: string): Promise<Response>;
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** Events in one request. */
const BATCH = 5_000;

export async function askedServer(events: readonly object[]): Promise<AskedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-figures-'));
  const tokens = new Map(
    (['wall', 'lead', 'planner', 'source'] as const).map((role) => [
      role as string,
      createToken(folder, { name: role, role, createdAt: epochMs(BEGIN) }),
    ]),
  );
  let server = await start(folder);
  const url = (path: string): string => `http://127.0.0.1:${server.port}${path}`;
  const bearer = (role: string): string => `Bearer ${tokens.get(role)}`;
  for (let sent = 0; sent < events.length; sent += BATCH) {
    const batch = events.slice(sent, sent + BATCH);
    const answer = await fetch(url('/v1/events'), {
      method: 'POST',
      headers: { authorization: bearer('source'), 'content-type': 'application/json' },
      body: JSON.stringify(batch),
    });
    const { accepted } = await answer.json();
    if (accepted !== batch.length) throw new Error(`${accepted} of ${batch.length} events were taken`);
  }
  return {
    folder,
    ask: (path, role = 'planner') => fetch(url(path), { headers: { authorization: bearer(role) } }),
    async restart() {
      await server.stop();
      server = await start(folder);
    },
    async close() {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

const start = (folder: string): Promise<RunningServer> =>
  startServer({
    folder,
    centre: usualCentre('Asia/Shanghai'),
    host: '127.0.0.1',
    port: 0,
    open: false,
    origins: [],
    log,
  });
