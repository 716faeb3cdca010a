import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { WebSocket } from 'ws';
import type { AcdEvent } from '#domain/acd-event.ts';
import { epochMs } from '#domain/time.ts';
import { sqliteJournal } from '../server/journal/sqlite-journal.ts';
import { inTemporaryFolder, startChildServer } from '../server/testing/child-server.ts';
import { busyLines, inBatches } from '../server/testing/busy-lines.ts';
import { report } from './report.ts';

const EVENTS_A_BATCH = 2_000;
const SENDERS = 4;
const FRAMES_IN_FLIGHT = 8;

/** Durable events a second over HTTP and over the socket, ids in order and random, beside what the journal and JSON alone do, and one SQL upsert an event. */
export async function benchIngest(): Promise<void> {
  await alone('in order', [...steadyLines()]);
  await alone('random', withRandomIds([...steadyLines()]));
  await measured('ingest over HTTP', overHttp);
  await measured('ingest over a socket', overSocket);
  await measured('ingest over a socket, random ids', overSocket, withRandomIds);
  naively();
}

const steadyLines = (): Iterable<string> => {
  const contacts = 60_000;
  const everyMs = 100;
  return busyLines({ contacts, queues: 50, agents: 500, everyMs, startAt: Date.now() - contacts * everyMs });
};

const withRandomIds = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => line.replace(/"id":"[^"]*"/, () => `"id":"${randomUUID()}"`));

/** The two that nothing durable can be faster than: reading JSON, and the journal in one process with nothing around it. */
async function alone(ids: string, lines: readonly string[]): Promise<void> {
  const begun = performance.now();
  const events = lines.map((line): AcdEvent => JSON.parse(line));
  report(`  JSON.parse alone, ids ${ids}`, lines.length / ((performance.now() - begun) / 1_000), 'events/s');
  await inTemporaryFolder(async (folder) => {
    const journal = sqliteJournal({ file: join(folder, 'journal.db') });
    const from = performance.now();
    for (let at = 0; at < events.length; at += EVENTS_A_BATCH)
      await journal.append(events.slice(at, at + EVENTS_A_BATCH), epochMs(Date.now()));
    report(
      `  the bare journal, ids ${ids}`,
      events.length / ((performance.now() - from) / 1_000),
      'events/s',
    );
    await journal.close();
  });
}

type Send = (url: string, batches: readonly string[]) => Promise<void>;

/** A server of its own for each figure, warmed up with a tenth of the load. */
async function measured(
  name: string,
  send: Send,
  change: (lines: readonly string[]) => readonly string[] = (lines) => lines,
): Promise<void> {
  const lines = [...change([...steadyLines()])];
  const warm = lines.splice(0, lines.length / 10);
  await inTemporaryFolder(async (folder) => {
    const server = await startChildServer({ folder });
    try {
      await send(server.url, [...inBatches(warm, EVENTS_A_BATCH)]);
      const batches = [...inBatches(lines, EVENTS_A_BATCH)];
      const begun = performance.now();
      await send(server.url, batches);
      const seconds = (performance.now() - begun) / 1_000;
      report(name, lines.length / seconds, 'events/s, committed to disk and counted');
    } finally {
      await server.stop();
    }
  });
}

async function overHttp(url: string, batches: readonly string[]): Promise<void> {
  const rest = [...batches];
  const sender = async (): Promise<void> => {
    for (let body = rest.shift(); body !== undefined; body = rest.shift()) await post(url, body);
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
}

async function post(url: string, body: string): Promise<void> {
  for (;;) {
    const headers = { 'content-type': 'application/x-ndjson' };
    const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body });
    const text = await answer.text();
    if (answer.ok) return;
    if (answer.status !== 429) throw new Error(`${answer.status} ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function overSocket(url: string, batches: readonly string[]): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/ingest`);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const rest = [...batches];
  const open: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const sendNext = (): void => {
      while (open.length < FRAMES_IN_FLIGHT && rest.length > 0) {
        const frame = rest.shift() ?? '';
        open.push(frame);
        socket.send(frame);
      }
      if (open.length === 0) resolve();
    };
    socket.on('message', (text: Buffer) => {
      const answer: unknown = JSON.parse(text.toString());
      const frame = open.shift();
      const kind = Reflect.get(Object(answer), 'kind');
      if (kind === 'wait' && frame !== undefined) rest.unshift(frame);
      else if (kind !== 'committed') reject(new Error(text.toString()));
      sendNext();
    });
    sendNext();
  });
  socket.close();
}

/** What one would write first: a row a queue and day, incremented for each event, each in its own transaction. */
function naively(): void {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-naive-'));
  const database = new DatabaseSync(join(folder, 'naive.db'));
  database.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE counts (queue TEXT PRIMARY KEY, offered INTEGER)',
  );
  const upsert = database.prepare(
    'INSERT INTO counts VALUES (?, 1) ON CONFLICT (queue) DO UPDATE SET offered = offered + 1',
  );
  const events = 3_000;
  const begun = performance.now();
  for (let i = 0; i < events; i += 1) upsert.run(`queue-${i % 50}`);
  report('  naive: one SQL upsert an event', events / ((performance.now() - begun) / 1_000), 'events/s');
  database.close();
  rmSync(folder, { recursive: true });
}
