import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { Board } from '#domain/board/board.ts';
import { usualCentre } from '#domain/centre.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, epochMs, later } from '#domain/time.ts';
import { dayStart, timeZone } from '#domain/time-zone.ts';
import { drawFigures } from '../metrics/draw-figures.ts';
import { replayEvents, startReplay } from '../replay/replay.ts';
import { busyLines, inBatches } from '../testing/busy-lines.ts';
import { inTemporaryFolder, startChildServer } from '../testing/child-server.ts';

const EVENTS_A_BATCH = 500;
const KILLS_AFTER = [4, 9, 14];

test('killed again and again under load, the server has every acknowledged event and the figures of a run without a stop', async () => {
  await inTemporaryFolder(async (folder) => {
    const lines = [...daysLines()];
    const batches = [...inBatches(lines, EVENTS_A_BATCH)];
    const acknowledged: string[] = [];
    const rest = [...batches];
    for (const stopAfter of KILLS_AFTER) {
      const server = await startChildServer({ folder });
      await expectAllKnown(server.url, acknowledged);
      while (acknowledged.length < stopAfter) {
        const batch = rest.shift() ?? '';
        await post(server.url, batch);
        acknowledged.push(batch);
      }
      // The next batch is on its way when the process dies: nobody knows whether it is in, and it is sent again.
      const dying = post(server.url, rest[0] ?? '').catch(() => undefined);
      await server.kill();
      await dying;
    }
    const server = await startChildServer({ folder });
    await expectAllKnown(server.url, acknowledged);
    for (const batch of rest) await post(server.url, batch);
    expect((await boardAfter(server.url, lines.length)).total.day.counts).toEqual(expected(lines));
    await server.stop();
  });
}, 120_000);

test('stopped and started again, the server shows the same figures', async () => {
  await inTemporaryFolder(async (folder) => {
    const lines = [...daysLines()];
    const first = await startChildServer({ folder });
    for (const batch of inBatches(lines, EVENTS_A_BATCH)) await post(first.url, batch);
    const before = await boardAfter(first.url, lines.length);
    await first.stop();
    const second = await startChildServer({ folder });
    const after = await boardAfter(second.url, lines.length);
    expect(after.total.day.counts).toEqual(before.total.day.counts);
    expect(after.queues).toEqual(before.queues);
    await second.stop();
  });
}, 60_000);

/** A day of the floor's own: it is played, so the floor goes by its clock and the hour of this run does not matter. */
const ZONE = timeZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
const MIDNIGHT = dayStart(ZONE, epochMs(Date.parse('2026-03-02T12:00:00Z')));
const EVENING = later(MIDNIGHT, 20 * HOUR_MS + 5 * MINUTE_MS);

/** Contacts from midnight to the afternoon, and at last the clock of their source. */
function* daysLines(): Iterable<string> {
  const everyMs = 30 * SECOND_MS;
  yield told({ id: 'start', at: MIDNIGHT, kind: 'source-started', played: true });
  yield* busyLines({ contacts: 2_000, queues: 5, agents: 20, startAt: MIDNIGHT, everyMs });
  yield told({ id: 'clock', at: EVENING, kind: 'source-heartbeat' });
}

const told = (fact: object): string => JSON.stringify({ ...fact, source: 'bench' });

async function expectAllKnown(url: string, batches: readonly string[]): Promise<void> {
  for (const batch of batches)
    expect(await post(url, batch)).toMatchObject({ accepted: 0, duplicates: EVENTS_A_BATCH });
}

async function post(url: string, body: string): Promise<unknown> {
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** The board once it stands at `position` or beyond. */
async function boardAfter(url: string, position: number): Promise<Board> {
  for (;;) {
    const answer: unknown = await (await fetch(`${url}/v1/board`)).json();
    if (Number(Reflect.get(Object(answer), 'version')) >= position)
      return Reflect.get(Object(answer), 'board');
  }
}

function expected(lines: readonly string[]) {
  const { name } = ZONE;
  const centre = usualCentre(name);
  const { withinMs, shortAbandonMs } = centre.target;
  const replay = startReplay({ zone: name, intervalMs: centre.intervalMs, withinMs, shortAbandonMs });
  replayEvents(
    replay,
    lines.map((line): AcdEvent => JSON.parse(line)),
  );
  const { floor, tally } = replay.world;
  return drawFigures({ floor, tally, centre, zone: ZONE, now: EVENING, feeds: new Map() }).total.day.counts;
}
