import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { epochMs } from '#domain/time.ts';
import { intervalReport } from './interval-report.ts';
import { endReplay, startReplay } from './replay.ts';
import { replaySpilling } from './spill-replay.ts';
import { memoryWorldStore } from '../checkpoint/testing/memory-world-store.ts';
import { busyLines } from '../testing/busy-lines.ts';

const options = { zone: 'UTC', intervalMs: 1_800_000, withinMs: 20_000, shortAbandonMs: 0 };
const startAt = Date.UTC(2026, 2, 2);
const events = [...busyLines({ contacts: 3_000, queues: 3, agents: 10, startAt, everyMs: 60_000 })]
  .map((line): AcdEvent => JSON.parse(line))
  .sort((one, other) => one.at - other.at);

test('a recording counted with a small memory, and late words about contacts long over, gives the same report', async () => {
  // A wrap-up told two days later: its contact has long left memory.
  const late: AcdEvent[] = events
    .filter((event) => event.kind === 'contact-wrapped' && event.contact.endsWith('7'))
    .map((event) => ({ ...event, id: `${event.id}-again`, at: epochMs(event.at + 5_000) }));
  const all = [...events, ...late];
  const small = await replayed(all, 50);
  const large = await replayed(all, 1_000_000);
  expect(small.report).toEqual(large.report);
  expect(small.peak).toBeLessThan(400);
  expect(large.peak).toBe(3_000);
});

async function replayed(all: readonly AcdEvent[], limit: number) {
  const replay = startReplay(options);
  const store = memoryWorldStore();
  let peak = 0;
  for (let from = 0; from < all.length; from += 100) {
    await replaySpilling(replay, all.slice(from, from + 100), { store: () => store, limit });
    peak = Math.max(peak, replay.world.floor.contacts.size);
  }
  endReplay(replay);
  return { peak, report: [...intervalReport(replay.world.tally, replay.terms.zone, options.intervalMs)] };
}
