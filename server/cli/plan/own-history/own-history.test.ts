import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, epochMs, later } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import type { QueueHistory } from '../../../../forecasting/history/queue-history.ts';
import { tableOfBytes, type TableSource } from '../../../files/table-source.ts';
import { importHistory } from '../../../planning/history/import-history.ts';
import { intervalReport } from '../../../replay/interval-report.ts';
import { endReplay, replayEvents, startReplay } from '../../../replay/replay.ts';
import { busyLines, inBatches } from '../../../testing/busy-lines.ts';
import { inTemporaryFolder, startChildServer, type ChildServer } from '../../../testing/child-server.ts';
import { forecastFile } from '../forecast/forecast-file.ts';
import { askServer } from './ask-server.ts';
import { ownHistory } from './history-origin.ts';
import { readDataFolder } from './read-data-folder.ts';

/** A quarter of an hour off the others, so that an hour begins within one of UTC's. */
const ZONE = timeZone('Asia/Kathmandu');
const BEGIN = epochMs(Date.parse('2026-03-02T00:00:00+05:45'));
const DAYS = 12;
/** Ten past two in the afternoon: half an hour of it is not over. */
const NOW = later(BEGIN, (DAYS - 1) * DAY_MS + 14 * HOUR_MS + 10 * MINUTE_MS);

const LINES = [...recording()];
const told: Record<string, readonly QueueHistory[]> = {};
let reported: readonly QueueHistory[] = [];
let refusal: unknown;
let filesBefore: readonly string[] = [];
let filesAfter: readonly string[] = [];
const forecasts: string[] = [];
const said: string[] = [];

beforeAll(async () => {
  await inTemporaryFolder(async (base) => {
    const folder = join(base, 'data');
    const definitions = join(base, 'centre.yaml');
    await writeFile(definitions, `zone: ${ZONE.name}\n`);
    const start = (): Promise<ChildServer> => startChildServer({ folder, definitions });
    const ask = async (server: ChildServer) =>
      historiesOf((await askServer({ url: new URL(server.url), intervalMinutes: 30 })).source);
    const read = async () =>
      historiesOf((await readDataFolder({ folder, zone: ZONE, intervalMinutes: 30 })).source);

    reported = await historiesOf(report());
    const first = await start();
    for (const batch of inBatches(LINES.slice(0, -500), 500)) await post(first.url, batch);
    await first.stop();
    const second = await start();
    for (const batch of inBatches(LINES.slice(-500), 500)) await post(second.url, batch);
    told['asked, some of it in memory'] = await ask(second);
    refusal = await read().catch((cause: unknown) => cause);
    await second.kill();
    told['read after a kill'] = await read();
    const third = await start();
    await third.stop();
    filesBefore = readdirSync(folder);
    told['read after a stop'] = await read();
    filesAfter = readdirSync(folder);
    forecasts.push(await forecast(base, { data: folder, definitions }));
    const fourth = await start();
    told['asked after a restart'] = await ask(fourth);
    forecasts.push(await forecast(base, { fromServer: new URL(fourth.url) }));
    await fourth.stop();
    const table = join(base, 'report.csv');
    await writeFile(table, bytesOf(report()));
    forecasts.push(await forecast(base, { input: table, zone: ZONE }));
  });
}, 120_000);

test('the report of the events has every queue, and days', () => {
  expect(reported.map(({ queue, days }) => [queue, days.length])).toEqual(
    ['queue-0', 'queue-1', 'queue-2'].map((queue) => [queue, DAYS]),
  );
});

test.each(['asked, some of it in memory', 'read after a kill', 'read after a stop', 'asked after a restart'])(
  '%s: the same history as the report of the same events',
  (way) => {
    expect(told[way]).toEqual(reported);
  },
);

test('the folder of a running server is not read: it says whom to ask', () => {
  expect(String(refusal)).toMatch(/is in use by a running server: ask that one, by --from-server/);
});

test('nothing of the folder is taken away', () => {
  expect(filesAfter).toEqual(expect.arrayContaining([...filesBefore]));
});

test('a forecast from folder, server and report is the same', () => {
  expect(forecasts[0]).toContain('queue-1');
  expect(forecasts[1]).toBe(forecasts[0]);
  expect(forecasts[2]).toBe(forecasts[0]);
});

test('what was understood is said as of any table, and nothing in it is in doubt', () => {
  expect(said).toContainEqual(
    expect.stringMatching(/\d+ intervals of 3 queues, 2026-03-02 to 2026-03-13, .* of Asia\/Kathmandu/),
  );
  const ofTable = said.findIndex((line) => line.includes('report.csv'));
  expect(said.slice(0, ofTable).join('\n')).not.toContain('is read as');
});

test.each([
  [{}, /got none/],
  [{ input: 'a.csv', data: 'b' }, /got a\.csv and b/],
  [{ input: 'a.csv', definitions: 'c.yaml' }, /--definitions is for --data/],
  [{ data: 'b', intervalMinutes: 10 }, /quarter-hours: expected --interval 15, 30, 60, got 10/],
  [{ data: '/no/such/folder' }, /there is no \/no\/such\/folder\/journal\.db/],
])('what is asked wrongly is said: %j', async (asked, expected) => {
  await expect(ownHistory({ intervalMinutes: 30, ...asked })).rejects.toThrow(expected);
});

test('how a table is written is not said of what Callboard has counted', async () => {
  const asked = { data: 'data', skipMistakes: true, queue: 'sales' };
  await expect(forecast('/tmp', asked)).rejects.toThrow('leave out --queue, --skip-mistakes');
});

/** Twelve days of three queues, with calls that we made, and the clock of the switch at last. */
function* recording(): Iterable<string> {
  yield event('begin', { at: BEGIN, kind: 'source-started', played: true });
  yield* busyLines({ contacts: 2_600, queues: 3, agents: 9, startAt: BEGIN, everyMs: 6.3 * MINUTE_MS });
  for (let i = 0; i < 20; i += 1) {
    const at = later(BEGIN, i * HOUR_MS);
    const call = { at, contact: `out-${i}`, queue: 'queue-1' };
    yield event(`o${i}`, { ...call, kind: 'contact-started', channel: 'voice', direction: 'outbound' });
    yield event(`q${i}`, { ...call, kind: 'contact-queued' });
  }
  yield event('clock', { at: NOW, kind: 'source-heartbeat' });
}

function event(id: string, fields: object): string {
  return JSON.stringify({ id, source: 'bench', ...fields });
}

/** What `callboard replay --report` writes of the intervals that are over. */
function report(): TableSource {
  const intervalMs = 30 * MINUTE_MS;
  const replay = startReplay({ zone: ZONE.name, intervalMs, withinMs: 20_000, shortAbandonMs: 0 });
  replayEvents(
    replay,
    LINES.map((line): AcdEvent => JSON.parse(line)),
  );
  endReplay(replay);
  const [header = '', ...rows] = intervalReport(replay.world.tally, ZONE, intervalMs);
  const over = rows.filter((row) => (row.split(',')[1] ?? '') < '2026-03-13T14:00:00');
  return tableOfBytes('report', Buffer.from([header, ...over, ''].join('\n')));
}

const bytesOf = ({ held }: TableSource): Buffer => (held.kind === 'bytes' ? held.bytes : Buffer.alloc(0));

async function historiesOf(source: TableSource): Promise<readonly QueueHistory[]> {
  const request = { source, zone: ZONE, intervalMinutes: 30, corrections: [] };
  return (await importHistory(request, {})).histories;
}

async function forecast(base: string, from: Partial<Parameters<typeof forecastFile>[0]>): Promise<string> {
  const out = join(base, 'forecast.csv');
  await forecastFile({
    intervalMinutes: 30,
    calendar: 'none',
    horizonMinutes: 1440,
    out,
    tell: (line) => said.push(line),
    progress: { show: () => undefined, clear: () => undefined },
    ...from,
  });
  return readFile(out, 'utf8');
}

async function post(url: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body });
  expect(answer.status, await answer.text()).toBe(200);
}
