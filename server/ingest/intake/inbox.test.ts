import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { createInbox, type Batch, type Offer } from './inbox.ts';

const COMMITTED = { position: 1, accepted: 1, duplicates: 0 };

test('a batch is taken, and its sender hears what became of it', async () => {
  const inbox = createInbox(10);
  const committed = taken(inbox.offer({ sender: 'a', events: events(3) }));
  const [batch] = inbox.take(10);
  batch?.commit({ position: 7, accepted: 2, duplicates: 1 });
  expect(await committed).toEqual({ position: 7, accepted: 2, duplicates: 1 });
});

test('a batch that the journal did not take rejects with why', async () => {
  const inbox = createInbox(10);
  const committed = taken(inbox.offer({ sender: 'a', events: events(3) }));
  inbox.take(10)[0]?.fail(new Error('disk full'));
  await expect(committed).rejects.toThrow('disk full');
});

test('a full inbox takes nothing until something is committed, not merely taken out', () => {
  const inbox = createInbox(10);
  inbox.offer({ sender: 'a', events: events(8) });
  expect(inbox.offer({ sender: 'b', events: events(3) })).toEqual({
    kind: 'full',
    reason: 'inbox full: 8 of 10 events wait',
    retryAfterMs: 500,
  });
  const [batch] = inbox.take(10);
  expect(inbox.offer({ sender: 'b', events: events(3) }).kind).toBe('full');
  batch?.commit(COMMITTED);
  expect(inbox.offer({ sender: 'b', events: events(3) }).kind).toBe('taken');
});

test('an empty inbox takes a batch as large as itself', () => {
  expect(createInbox(10).offer({ sender: 'a', events: events(10) }).kind).toBe('taken');
});

test('a batch without events is work too, and counts, so that even these are bounded', () => {
  const inbox = createInbox(2);
  expect(inbox.offer({ sender: 'a', events: [] }).kind).toBe('taken');
  expect(inbox.offer({ sender: 'a', events: [] }).kind).toBe('taken');
  expect(inbox.offer({ sender: 'a', events: [] }).kind).toBe('full');
  expect(inbox.take(0)).toHaveLength(2);
});

test('taking answers whole batches, the oldest first, and at least one', () => {
  const inbox = createInbox(100);
  for (const size of [5, 3, 4]) inbox.offer({ sender: String(size), events: events(size) });
  expect(inbox.take(1).map(({ sender }) => sender)).toEqual(['5']);
  expect(inbox.take(7).map(({ sender }) => sender)).toEqual(['3', '4']);
  expect(inbox.take(7)).toEqual([]);
});

test('the loop is woken when work comes, and not after its undo', () => {
  const inbox = createInbox(10);
  let woken = 0;
  const undo = inbox.onWork(() => (woken += 1));
  expect(woken).toBe(0);
  inbox.offer({ sender: 'a', events: events(1) });
  inbox.offer({ sender: 'a', events: events(1) });
  expect(woken).toBe(1);
  inbox.take(10);
  inbox.offer({ sender: 'a', events: events(1) });
  expect(woken).toBe(2);
  undo();
  inbox.take(10);
  inbox.offer({ sender: 'a', events: events(1) });
  expect(woken).toBe(2);
  inbox.onWork(() => (woken += 1));
  expect(woken).toBe(3);
});

test('a closed inbox fails what waits and takes nothing more', async () => {
  const inbox = createInbox(10);
  const committed = taken(inbox.offer({ sender: 'a', events: events(1) }));
  inbox.close('the server is stopping');
  await expect(committed).rejects.toThrow('the server is stopping');
  expect(inbox.offer({ sender: 'a', events: [] })).toMatchObject({
    kind: 'full',
    reason: 'the server is stopping',
  });
});

test('however it is used, it never holds more than its limit, loses nothing and forgets nothing', () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ do: fc.constant('offer' as const), size: fc.nat(12) }),
      fc.record({ do: fc.constant('take' as const), size: fc.nat(12) }),
      fc.record({ do: fc.constant('settle' as const), size: fc.nat(5) }),
    ),
  );
  fc.assert(
    fc.property(steps, (script) => {
      const inbox = createInbox(10);
      const held: Batch[] = [];
      let offered = 0;
      let settled = 0;
      for (const { do: what, size } of script) {
        if (what === 'offer' && inbox.offer({ sender: 'a', events: events(size) }).kind === 'taken')
          offered += 1;
        if (what === 'take') held.push(...inbox.take(size));
        if (what === 'settle')
          for (const batch of held.splice(0, size)) {
            batch.commit(COMMITTED);
            batch.commit(COMMITTED);
            settled += 1;
          }
        expect(inbox.load().openEvents).toBeLessThanOrEqual(10);
        expect(inbox.load().waitingBatches + held.length + settled).toBe(offered);
      }
      for (const batch of [...held, ...inbox.take(1_000)]) batch.commit(COMMITTED);
      expect(inbox.load()).toEqual({ waitingBatches: 0, openEvents: 0 });
    }),
  );
});

function taken(offer: Offer): Promise<unknown> {
  if (offer.kind === 'full') throw new Error(offer.reason);
  return offer.committed;
}

function events(count: number): AcdEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(index),
    source: sourceId('pbx'),
    at: epochMs(0),
    kind: 'source-heartbeat',
  }));
}
