import { DatabaseSync } from 'node:sqlite';
import chromium from '@sparticuz/chromium';
import { chromium as browsers, type Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { inTemporaryFolder, startChildServer, type ChildServer } from '../server/testing/child-server.ts';
import { busyLines } from '../server/testing/busy-lines.ts';
import { report, reportWaits } from './report.ts';

const WALLS = 200;
const EVENTS_A_SECOND = 1_000;
const SECONDS = 30;
const PROBES_A_SECOND = 2;

/** From an event sent to a pixel changed, with 200 walls at 1,000 events/s, beside walls that ask again every second. */
export async function benchLive(): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const server = await startChildServer({ folder });
    await watch(server).finally(() => server.stop());
  });
  naively();
}

async function watch({ url }: ChildServer): Promise<void> {
  const walls = await Promise.all(Array.from({ length: WALLS - 1 }, () => openSocket(`${url}/v1/wall`)));
  const browser = await browsers.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args, '--no-sandbox'],
    headless: true,
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    const feed = await openSocket(`${url}/v1/ingest`);
    feed.send(probe(1));
    await page.goto(`${url}/wall?lang=en`);
    await page.waitForSelector('[data-queue="probe"]');
    const sentAt = await feedSteadily(feed, page);
    const shownAt: Record<string, number> = await page.evaluate(() => Reflect.get(window, 'shownAt'));
    const waits = [...sentAt].flatMap(([probes, at]) => {
      const shown = shownAt[String(probes)];
      return shown === undefined ? [] : [shown - at];
    });
    reportWaits(`event to pixel, ${WALLS} walls, ${EVENTS_A_SECOND} events/s`, waits, sentAt.size);
    feed.close();
  } finally {
    await browser.close();
    for (const wall of walls) wall.close();
  }
}

async function openSocket(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('http', 'ws'));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.on('message', () => undefined);
  return socket;
}

/** Sends the load, and probes: contacts that wait in a queue of their own, so that the wall shows their number. Answers when each was sent. */
async function feedSteadily(feed: WebSocket, page: Page): Promise<ReadonlyMap<number, number>> {
  await page.evaluate(watchProbes);
  const startAt = Date.now() - 3_600_000;
  const lines = busyLines({
    contacts: (EVENTS_A_SECOND * SECONDS) / 5,
    queues: 9,
    agents: 300,
    startAt,
    everyMs: 5,
  })[Symbol.iterator]();
  const sentAt = new Map<number, number>();
  const begun = Date.now();
  for (let tick = 0; tick < SECONDS * 20; tick += 1) {
    const frame: string[] = [];
    for (let i = 0; i < EVENTS_A_SECOND / 20; i += 1) frame.push(lines.next().value ?? '');
    if (tick % (20 / PROBES_A_SECOND) === 0) {
      const probes = sentAt.size + 2;
      frame.push(probe(probes));
      sentAt.set(probes, Date.now());
    }
    feed.send(frame.join('\n'));
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, begun + (tick + 1) * 50 - Date.now())));
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  return sentAt;
}

const probe = (place: number): string =>
  JSON.stringify({
    id: `probe-${place}`,
    source: 'bench',
    at: Date.now(),
    kind: 'contact-queued',
    contact: `probe-${place}`,
    queue: 'probe',
  });

/** Runs in the page: notes when the number of waiting probes is on the screen. */
function watchProbes(): void {
  const shownAt: Record<string, number> = {};
  Reflect.set(window, 'shownAt', shownAt);
  const look = (): void => {
    // "3 · 0:43" where tables stand side by side: three wait, for 43 seconds.
    const [waiting = ''] =
      document.querySelector('[data-queue="probe"] [data-column="waiting"]')?.textContent?.match(/\d+/) ?? [];
    shownAt[waiting] ??= Date.now();
    requestAnimationFrame(look);
  };
  look();
}

/** Every wall asks the database once a second: half a second of waiting on average, and the cost of the query times the walls. */
function naively(): void {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE calls (queue TEXT, state TEXT, waited INTEGER)');
  const insert = database.prepare('INSERT INTO calls VALUES (?, ?, ?)');
  for (let i = 0; i < 100_000; i += 1)
    insert.run(`queue-${i % 10}`, i % 10 === 0 ? 'abandoned' : 'answered', i % 60);
  const query = database.prepare(
    'SELECT queue, state, count(*), avg(waited) FROM calls GROUP BY queue, state',
  );
  const begun = performance.now();
  for (let i = 0; i < 20; i += 1) query.all();
  const queryMs = (performance.now() - begun) / 20;
  report('  naive: one query over a day of 100,000 calls', queryMs, 'ms');
  report('  naive: so 200 walls asking every second take', (queryMs * WALLS) / 10, '% of one core');
  report('  naive: and show a change after, p50', 500 + queryMs, 'ms at best');
}
