import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { usualCentre } from '#domain/centre.ts';
import { contactId, queueId, sourceId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { epochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { takeEvents } from '../../pipeline/take-events.ts';
import { emptyWorld } from '../../pipeline/world.ts';
import { Overlay } from './overlay.ts';

const now = epochMs(Date.UTC(2026, 2, 4, 16));
const terms = { centre: usualCentre('UTC'), zone: timeZone('UTC'), definitions: 'one' };

test('while thousands of new contacts are looked at others have their turns, and all are there at the end', async () => {
  const world = emptyWorld(GRID_MS);
  const events = Array.from({ length: 5_000 }, (_, index) => ({
    id: `${index}`,
    source: sourceId('pbx'),
    at: now,
    contact: contactId(`c${index}`),
    kind: 'contact-queued' as const,
    queue: queueId('sales'),
  }));
  takeEvents(world, terms, { events, position: events.length, receivedAt: now });
  const overlay = new Overlay();
  const context = { now, siteOf: () => undefined, earlierMs: () => undefined };
  const asked: number[] = [];
  const progress = { done: false };
  const looking = overlay
    .look({
      contacts: world.floor.contacts,
      position: 5_000,
      context,
      stored: async (some) => {
        asked.push(some.length);
        return new Set();
      },
    })
    .finally(() => (progress.done = true));
  let turns = 0;
  for (; !progress.done; turns += 1) await setImmediate();
  await looking;
  expect(turns).toBeGreaterThan(8);
  expect(Math.max(...asked)).toBeLessThanOrEqual(500);
  expect(asked.reduce((sum, some) => sum + some, 0)).toBe(5_000);
  await overlay.look({ contacts: new Map(), position: 5_000, context, stored: async () => new Set() });
  expect(overlay.waiting()).toBe(5_000);
});
