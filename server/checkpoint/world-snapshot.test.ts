import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre } from '#domain/centre.ts';
import { agentId, contactId, queueId, sourceId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { epochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { takeEvents } from '../pipeline/take-events.ts';
import { emptyWorld } from '../pipeline/world.ts';
import { restoreWorld, snapshotParts, snapshotWorld } from './world-snapshot.ts';

const at = epochMs(Date.UTC(2026, 2, 4, 16));
const terms = { centre: usualCentre('UTC'), zone: timeZone('UTC'), definitions: 'one' };

test.each([0, 1, 999, 1_000, 1_001, 5_000])(
  'a world of %i contacts is written in parts of which none is long, and read again as it was',
  (contacts) => {
    const world = emptyWorld(GRID_MS);
    const events = Array.from({ length: contacts }, (_, index) => visit(index)).flat();
    takeEvents(world, terms, { events, position: events.length, receivedAt: at });
    const parts = [...snapshotParts(world)];
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(600_000);
    const again = restoreWorld(parts.join(''));
    expect(again.floor.contacts).toEqual(world.floor.contacts);
    expect(JSON.parse(snapshotWorld(again))).toEqual(JSON.parse(parts.join('')));
  },
);

function visit(index: number): AcdEvent[] {
  const of = { source: sourceId('pbx'), contact: contactId(`c${index}`) };
  return [
    { ...of, id: `${index}-1`, at, kind: 'contact-started', channel: 'voice', direction: 'inbound' },
    { ...of, id: `${index}-2`, at, kind: 'contact-queued', queue: queueId(`q${index % 70}`) },
    { ...of, id: `${index}-3`, at, kind: 'contact-answered', agent: agentId(`a${index % 300}`) },
  ];
}
