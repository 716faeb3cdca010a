import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { agentId, contactId, queueId, sourceId } from '#domain/ids.ts';
import { MINUTE_MS, SECOND_MS, epochMs } from '#domain/time.ts';
import { memoryJournal } from '../journal/testing/memory-journal.ts';
import { randomDay } from '../scenarios/testing/random-day.ts';
import { identitySet } from './identity-set.ts';
import { endReplay, replayEvents, startReplay } from './replay.ts';
import { siftEvents } from './sift-events.ts';
import { stateHash } from './state-hash.ts';

const OPTIONS = {
  zone: 'UTC',
  intervalMs: 30 * MINUTE_MS,
  withinMs: 20 * SECOND_MS,
  shortAbandonMs: 0,
};
const source = sourceId('pbx');
const queued = (id: string, contact: string, at: number): AcdEvent => ({
  id,
  source,
  at: epochMs(1_700_000_000_000 + at),
  kind: 'contact-queued',
  contact: contactId(contact),
  queue: queueId('sales'),
});

/** Counts batches, and answers what was refused of them. */
function counted(batches: readonly (readonly AcdEvent[])[]) {
  const replay = startReplay(OPTIONS);
  const identities = identitySet();
  const conflicts = batches.flatMap((batch) => {
    const sifted = siftEvents(replay.world.floor, identities, batch);
    replayEvents(replay, sifted.events);
    return sifted.conflicts;
  });
  endReplay(replay);
  return { conflicts, hash: stateHash(replay.world, replay.now) };
}

describe('an id that is used again', () => {
  test('with the same content is a duplicate', () => {
    const event = queued('e-1', 'c1', 0);
    expect(counted([[event, event], [event]])).toEqual({ ...counted([[event]]), conflicts: [] });
  });

  test.each<[string, AcdEvent]>([
    ['another time', queued('e-1', 'c1', 5_000)],
    ['another contact', queued('e-1', 'c2', 0)],
    [
      'an agent',
      { id: 'e-1', source, at: epochMs(1_700_000_000_000), kind: 'agent-signed-out', agent: agentId('amy') },
    ],
  ])('for %s is a conflict, at once and later, and what came first counts', (_, other) => {
    const first = queued('e-1', 'c1', 0);
    for (const batches of [[[first, other]], [[first], [queued('e-2', 'c3', 1)], [other]]]) {
      const { conflicts, hash } = counted(batches);
      expect(conflicts).toMatchObject([{ told: other }]);
      const without = batches.map((batch) => batch.filter((event) => event !== other));
      expect(hash).toBe(counted(without).hash);
    }
  });

  test('is found by a replay exactly where the journal finds it', async () => {
    const days = randomDay.chain((events) =>
      fc
        .array(fc.record({ of: fc.nat(events.length - 1), as: fc.nat(events.length - 1) }), { maxLength: 12 })
        .map((reused) => [
          ...events,
          ...reused.flatMap(({ of, as }) => {
            const [told, other] = [events[of], events[as]];
            return told === undefined || other === undefined || !('contact' in told)
              ? []
              : [{ ...told, source: other.source, id: other.id }];
          }),
        ]),
    );
    await fc.assert(
      fc.asyncProperty(days, async (events) => {
        const { conflicts } = await memoryJournal().append(events, epochMs(0));
        // Of a source's own words only what they say of contacts and agents can be looked up again.
        const found = counted([events]).conflicts.map(({ told }) => told);
        expect(found).toEqual(conflicts.map(({ told }) => told));
      }),
      { numRuns: 300, seed: 20260315 },
    );
  });
});

const nth = (of: number) => ({ source, id: `id-${of}` });

describe('a set of identities', () => {
  test('knows each that was added, and no other', () => {
    const name = fc.record({
      source: fc.constantFrom('a', 'b', '').map(sourceId),
      id: fc.string({ maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(name, { maxLength: 300 }), (names) => {
        const set = identitySet();
        const known = new Set<string>();
        for (const one of names) {
          const text = JSON.stringify([one.source, one.id]);
          expect(set.add(one)).toBe(!known.has(text));
          known.add(text);
        }
      }),
    );
  });

  test('grows to many, and lets go of the older half beyond its limit', () => {
    const set = identitySet(20_000);
    for (let of = 0; of < 30_000; of += 1) expect(set.add(nth(of))).toBe(true);
    for (let of = 20_000; of < 30_000; of += 1) expect(set.add(nth(of))).toBe(false);
    expect(set.add(nth(0))).toBe(true);
  });
});
