import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { contactId, queueId, sourceId } from '#domain/ids.ts';
import type { SourceDefinition } from '#domain/source-definition.ts';
import { SECOND_MS } from '#domain/time.ts';
import { createCourier } from './links/courier.ts';
import { handClock } from './links/testing/hand-clock.ts';
import { retireSources } from './retire-sources.ts';
import { openStation } from './testing/station.ts';

const [old, crm] = [sourceId('pbx-old'), sourceId('crm')];
const FRESH: SourceDefinition = {
  id: sourceId('pbx-new'),
  reach: { kind: 'asterisk', queueLog: '/q', wrapUps: { queuesMs: {} }, agents: {} },
};

/** Somebody waits at a switch that was connected to, and at a sender. */
async function waitingStation() {
  const hand = handClock();
  const station = openStation(hand);
  for (const source of [old, crm]) {
    const courier = createCourier({ ...station.ports, source, health: { committed: () => {} } });
    const at = hand.clock();
    const queued: AcdEvent = {
      id: `${source}-1`,
      source,
      at,
      kind: 'contact-queued',
      contact: contactId(`${source}-c`),
      queue: queueId('sales'),
    };
    courier.tell({
      events: [queued],
      ...(source === old && { standing: [{ source, key: 'version', value: '1' }] }),
    });
    await courier.stop();
  }
  hand.pass(60 * SECOND_MS);
  const retire = (sources: readonly SourceDefinition[]): Promise<void> =>
    retireSources({ sources, heard: station.counted.world.floor.sources, ports: station.ports });
  return { hand, station, retire };
}

test('what waits at a switch that the definitions name no more is over, and nothing more is expected of it', async () => {
  const { station, retire, hand } = await waitingStation();
  await retire([FRESH]);
  const { contacts, sources } = station.counted.world.floor;
  expect(contacts.get(contactId('pbx-old-c'))?.record.over).toBe(true);
  expect(sources.get(old)).toMatchObject({ stoppedAt: hand.clock() });
  // A sender needs no definition.
  expect(contacts.get(contactId('crm-c'))?.record.over).toBe(false);
  expect(sources.get(crm)?.stoppedAt).toBeUndefined();
});

test('it is told once, and not of a switch that is still there', async () => {
  const { station, retire, hand } = await waitingStation();
  await retire([{ ...FRESH, id: old }]);
  expect(station.told).toHaveLength(2);
  await retire([FRESH]);
  hand.pass(60 * SECOND_MS);
  await retire([FRESH]);
  expect(station.told.map(({ kind }) => kind)).toEqual([
    'contact-queued',
    'contact-queued',
    'source-started',
    'source-stopped',
  ]);
});
