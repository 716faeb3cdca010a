import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { busyLines } from '../server/testing/busy-lines.ts';
import { inTemporaryFolder, startChildServer, type ChildServer } from '../server/testing/child-server.ts';

const EVENTS_A_SECOND = 2_000;
const FRAMES_A_SECOND = 10;
const FRAMES_IN_FLIGHT = 8;
const ROW_EVERY_MS = 60_000;
const MIB = 1_048_576;

/**
 * A server at 2,000 events a second for as many minutes as SOAK_MINUTES says, and what it takes: memory, files, descriptors, and
 * how long its loop stood still, a row a minute. Whatever grows without end is seen here.
 */
export async function benchSoak(): Promise<void> {
  const minutes = Number(process.env['SOAK_MINUTES'] ?? 2);
  await inTemporaryFolder(async (folder) => {
    const server = await startChildServer({ folder });
    try {
      await soak(server, folder, minutes);
    } finally {
      await server.stop();
    }
  });
}

async function soak(server: ChildServer, folder: string, minutes: number): Promise<void> {
  console.log(
    'minute   events  acked/s  heap MB   RSS MB  journal MB  world MB  other MB  files open  longest stall ms',
  );
  const feed = await openFeed(server.url);
  const begun = Date.now();
  let told = 0;
  let seen = { events: 0, at: begun };
  let rowAt = begun + ROW_EVERY_MS;
  const lines = steadyLines(begun);
  for (let frame = 0; Date.now() - begun < minutes * 60_000; frame += 1) {
    // What a busy machine has not answered yet is caught up with later, and not piled up.
    while (told < ((Date.now() - begun) / 1_000) * EVENTS_A_SECOND && feed.inFlight() < FRAMES_IN_FLIGHT) {
      feed.send(lines.take(EVENTS_A_SECOND / FRAMES_A_SECOND));
      told += EVENTS_A_SECOND / FRAMES_A_SECOND;
    }
    if (Date.now() >= rowAt) {
      rowAt += ROW_EVERY_MS;
      await row(server, folder, {
        minute: Math.round((Date.now() - begun) / 60_000),
        told,
        acked: feed.acked(),
        seen,
      });
      seen = { events: feed.acked(), at: Date.now() };
    }
    await setTimeout(Math.max(0, begun + ((frame + 1) * 1_000) / FRAMES_A_SECOND - Date.now()));
  }
  feed.close();
}

type Told = {
  readonly minute: number;
  readonly told: number;
  readonly acked: number;
  readonly seen: { readonly events: number; readonly at: number };
};

async function row(
  { url, pid }: ChildServer,
  folder: string,
  { minute, told, acked, seen }: Told,
): Promise<void> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const metric = (name: string): number => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1]);
  const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
  const size = sizesOf(folder);
  const cells = [
    minute,
    told,
    (acked - seen.events) / ((Date.now() - seen.at) / 1_000),
    metric('callboard_heap_bytes') / MIB,
    rss,
    size.journal,
    size.world,
    size.other,
    readdirSync(`/proc/${pid}/fd`).length,
    metric('callboard_longest_stall_seconds') * 1_000,
  ];
  const widths = [6, 8, 8, 8, 8, 11, 9, 9, 11, 17];
  console.log(cells.map((cell, index) => cell.toFixed(0).padStart(widths[index] ?? 8)).join(' '));
}

function sizesOf(folder: string): {
  readonly journal: number;
  readonly world: number;
  readonly other: number;
} {
  const sum = { journal: 0, world: 0, other: 0 };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const kind = entry.name.startsWith('journal')
      ? 'journal'
      : entry.name.startsWith('world')
        ? 'world'
        : 'other';
    sum[kind] += sizeOf(join(entry.parentPath, entry.name)) / MIB;
  }
  return sum;
}

/** Days of the history are put together while others look. */
const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Contacts whose five events all lie in the last minutes, for ever: five lines every 2.5 ms. */
function steadyLines(begun: number): { take(count: number): string } {
  const everyMs = 5_000 / EVENTS_A_SECOND;
  const floor = {
    contacts: Number.MAX_SAFE_INTEGER,
    queues: 50,
    agents: 500,
    everyMs,
    startAt: begun - 120_000,
  };
  const lines = busyLines(floor)[Symbol.iterator]();
  return {
    take: (count) => Array.from({ length: count }, () => lines.next().value ?? '').join('\n'),
  };
}

async function openFeed(url: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/ingest`);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let acked = 0;
  const open: string[] = [];
  socket.on('message', (text: Buffer) => {
    const answer: unknown = JSON.parse(text.toString());
    const frame = open.shift() ?? '';
    if (Reflect.get(Object(answer), 'kind') === 'committed')
      acked += Number(Reflect.get(Object(answer), 'accepted'));
    else void setTimeout(Number(Reflect.get(Object(answer), 'retryAfterMs') ?? 500)).then(() => send(frame));
  });
  socket.on('close', (code, reason) =>
    console.log(`the server closed the socket: ${code} ${reason.toString()}`),
  );
  const send = (frame: string): void => {
    open.push(frame);
    socket.send(frame);
  };
  return {
    send,
    inFlight: () => open.length,
    acked: () => acked,
    close: () => socket.close(),
  };
}
