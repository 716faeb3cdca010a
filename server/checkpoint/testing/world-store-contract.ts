import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { STREAMS } from '#domain/contact.ts';
import { COUNT_NAMES, addCounts, emptyCounts, type Counts } from '#domain/measures/counts.ts';
import type { Alert, AlertTransition } from '#domain/alert.ts';
import { contactId, queueId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { epochMs } from '#domain/time.ts';
import { placesContract } from './places-contract.ts';
import { checkpointAt, storedContact } from './small-world.ts';
import type { StoredCell, StoredContact, WorldStore } from '../world-store.ts';

/** What every world store must do; `open` answers an empty one. */
export function worldStoreContract(name: string, open: () => Promise<WorldStore>): void {
  describe(`${name} as a world store`, () => {
    let store: WorldStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    describe('checkpoints', () => checkpoints(() => store));
    describe('contacts', () => contacts(() => store));
    describe('contacts for the history', () => unwrittenContacts(() => store));
    describe('places of contacts', () => placesContract(() => store));
    describe('cells', () => cells(() => store));
    describe('alerts', () => alerts(() => store));
  });
}

/** A cell of the `slot`th quarter-hour with that many offered. */
export function storedCell(queue: string, slot: number, offered: number): StoredCell {
  const counts = { ...emptyCounts(), offered };
  return { queue: queueId(queue), stream: 'inbound', start: epochMs(slot * GRID_MS), counts };
}

const NOTHING = { contacts: [], cells: [] };
const ALWAYS = [epochMs(0), epochMs(1e15)] as const;

function checkpoints(store: () => WorldStore): void {
  test('an empty store has no checkpoint', async () => {
    expect(await store().load()).toBeUndefined();
  });

  test('the last checkpoint saved is the one that is loaded', async () => {
    await store().save(checkpointAt(5), NOTHING);
    await store().save(checkpointAt(9), NOTHING);
    expect(await store().load()).toEqual(checkpointAt(9));
  });

  test('of checkpoints saved at once the later one stays', async () => {
    const long = { ...checkpointAt(1), world: JSON.stringify('x'.repeat(3_000_000)) };
    await Promise.all([store().save(long, NOTHING), store().save(checkpointAt(2), NOTHING)]);
    expect(await store().load()).toEqual(checkpointAt(2));
  });

  test('reset forgets the checkpoint, the contacts and the cells', async () => {
    await store().save(checkpointAt(5), {
      contacts: [storedContact('c1')],
      cells: [storedCell('sales', 1, 1)],
    });
    await store().reset();
    expect(await store().load()).toBeUndefined();
    expect(await store().recall([contactId('c1')])).toEqual([]);
    expect(await store().cells(...ALWAYS)).toEqual([]);
    expect(await store().firstStart()).toBeUndefined();
    await store().save(checkpointAt(6), NOTHING);
    expect(await store().load()).toEqual(checkpointAt(6));
  });
}

function contacts(store: () => WorldStore): void {
  test('those that were stored are recalled, in the order asked, each once; the others are not answered', async () => {
    const stored = ['c1', 'c2', 'c3'].map((id) => storedContact(id));
    await store().save(checkpointAt(1), { contacts: stored, cells: [] });
    const asked = ['c3', 'unknown', 'c1', 'c3'].map((id) => contactId(id));
    expect(await store().recall(asked)).toMatchObject([storedContact('c3'), storedContact('c1')]);
    expect(await store().recall([])).toEqual([]);
  });

  test('all that were stored are answered once, in parts of any size', async () => {
    const ids = ['c1', 'c2', 'c3', 'c4', 'c5'];
    await store().save(checkpointAt(1), { contacts: ids.map((id) => storedContact(id)), cells: [] });
    await store().save(checkpointAt(2), { contacts: [storedContact('c2', 'second')], cells: [] });
    for (const limit of [1, 2, 5, 9]) {
      const found: StoredContact[] = [];
      for (let place = 0; ;) {
        const part = await store().contactsAfter(place, limit);
        found.push(...part.map(({ place: _, ...contact }) => contact));
        place = part.at(-1)?.place ?? place;
        if (part.length < limit) break;
      }
      const byName = found.toSorted((one, other) => (one.contact < other.contact ? -1 : 1));
      expect(byName).toEqual(ids.map((id) => storedContact(id, ...(id === 'c2' ? ['second'] : []))));
    }
  });

  test('a contact that leaves again replaces what was stored of it', async () => {
    await store().save(checkpointAt(1), { contacts: [storedContact('c1')], cells: [] });
    await store().save(checkpointAt(2), { contacts: [storedContact('c1', 'second')], cells: [] });
    expect(await store().recall([contactId('c1')])).toMatchObject([storedContact('c1', 'second')]);
  });

  test('contacts of any name stay apart', async () => {
    const ids = ['a', 'a\0', 'a\0b', '\ud800', '\ud801', '\ufffd', ''];
    await store().save(checkpointAt(1), {
      contacts: ids.map((id) => storedContact(id, `of ${id}`)),
      cells: [],
    });
    expect(await store().recall(ids.map((id) => contactId(id)))).toMatchObject(
      ids.map((id) => storedContact(id, `of ${id}`)),
    );
  });
}

function cells(store: () => WorldStore): void {
  test('those that start in [from, to) are answered, by start and queue', async () => {
    const stored = [
      storedCell('b', 2, 1),
      storedCell('a', 2, 2),
      storedCell('b', 1, 3),
      storedCell('a', 3, 4),
    ];
    await store().save(checkpointAt(1), { contacts: [], cells: stored });
    expect(await store().firstStart()).toBe(GRID_MS);
    const found = await store().cells(epochMs(GRID_MS), epochMs(3 * GRID_MS));
    expect(found).toEqual([storedCell('b', 1, 3), storedCell('a', 2, 2), storedCell('b', 2, 1)]);
  });

  test('saving adds to what is stored, whatever was saved and in whatever order', async () => {
    const saved = fc.array(fc.array(anyCell, { maxLength: 5 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(saved, async (rounds) => {
        await store().reset();
        for (const round of rounds) await store().save(checkpointAt(1), { contacts: [], cells: round });
        const found = await store().cells(...ALWAYS);
        expect(found).toEqual(sums(rounds.flat()));
      }),
      { numRuns: 40 },
    );
  });
}

const firing: Alert = {
  state: 'firing',
  rule: 'waiting',
  subject: { kind: 'queue', queue: queueId('队列') },
  reason: 'breach-held',
  since: epochMs(1),
  firedAt: epochMs(2),
  value: 7,
};

const transitionAt = (at: number): AlertTransition => ({
  rule: 'waiting',
  subject: { kind: 'queue', queue: queueId('队列') },
  from: 'pending',
  to: 'firing',
  reason: 'breach-held',
  at: epochMs(at),
  value: 7,
});

function alerts(store: () => WorldStore): void {
  test('an empty store has none, and nothing became of any', async () => {
    expect(await store().alerts()).toEqual(new Map());
    expect(await store().transitions(0, 10)).toEqual([]);
  });

  test('those last kept are answered, and every transition since a number, in order', async () => {
    const kept = new Map([['waiting/queue/队列', firing]]);
    await store().keepAlerts(kept, [transitionAt(1), transitionAt(2)]);
    await store().keepAlerts(kept, [transitionAt(3)]);
    expect(await store().alerts()).toEqual(kept);
    expect(await store().transitions(1, 10)).toEqual([
      { number: 2, transition: transitionAt(2) },
      { number: 3, transition: transitionAt(3) },
    ]);
    expect(await store().transitions(0, 1)).toEqual([{ number: 1, transition: transitionAt(1) }]);
    await store().keepAlerts(new Map(), []);
    expect(await store().alerts()).toEqual(new Map());
  });

  test('they outlive a reset, because the journal cannot tell them again', async () => {
    const kept = new Map([['waiting/queue/队列', firing]]);
    await store().keepAlerts(kept, [transitionAt(1)]);
    await store().reset();
    expect(await store().alerts()).toEqual(kept);
    expect(await store().transitions(0, 10)).toHaveLength(1);
  });
}

/** Counts go below zero where a late fact took back what an earlier save had stored; the checksum is a large number. */
const anyCell = fc.record({
  queue: fc.constantFrom('a', 'b', 'é', '队列', '😀', '\ue000', 'z\0', '\udc00').map(queueId),
  stream: fc.constantFrom(...STREAMS),
  start: fc.integer({ min: 0, max: 3 }).map((slot) => epochMs(slot * GRID_MS)),
  counts: fc
    .tuple(...COUNT_NAMES.map(() => fc.integer({ min: -(2 ** 40), max: 2 ** 40 })))
    .map((values): Counts => {
      const counts = emptyCounts();
      for (const [index, name] of COUNT_NAMES.entries()) counts[name] = values[index] ?? 0;
      return counts;
    }),
});

function sums(all: readonly StoredCell[]): StoredCell[] {
  const byKey = new Map<string, StoredCell & { counts: Counts }>();
  for (const { queue, stream, start, counts } of all) {
    const key = `${start} ${stream} ${queue}`;
    const sum = byKey.get(key) ?? { queue, stream, start, counts: emptyCounts() };
    addCounts(sum.counts, counts);
    byKey.set(key, sum);
  }
  const byStream = [...byKey.values()].sort(
    (one, other) => STREAMS.indexOf(one.stream) - STREAMS.indexOf(other.stream),
  );
  const byQueue = byStream.sort((one, other) =>
    one.queue === other.queue ? 0 : one.queue < other.queue ? -1 : 1,
  );
  return byQueue.sort((one, other) => one.start - other.start);
}

function unwrittenContacts(store: () => WorldStore): void {
  const save = async (...names: readonly string[]): Promise<void> =>
    store().save(checkpointAt(1), { contacts: names.map((name) => storedContact(name)), cells: [] });

  test('what was saved is unwritten until it is told to be written, and again after it was saved anew', async () => {
    await save('c1', 'c2', 'c3');
    await store().written(ids('c1', 'c3', 'unknown'));
    expect(await store().unwritten(undefined, 10)).toEqual(ids('c2'));
    await save('c3');
    expect(await store().unwritten(undefined, 10)).toEqual(ids('c2', 'c3'));
  });

  test('unwritten ones are told in parts, each once', async () => {
    await save('c1', 'c2', 'c3', 'c4', 'c5');
    expect(await store().unwritten(undefined, 2)).toEqual(ids('c1', 'c2'));
    expect(await store().unwritten(contactId('c2'), 2)).toEqual(ids('c3', 'c4'));
    expect(await store().unwritten(contactId('c4'), 2)).toEqual(ids('c5'));
  });

  test('everything that is stored can be marked anew', async () => {
    await save('c1', 'c2');
    await store().written(ids('c1', 'c2'));
    let after = await store().markUnwritten(0);
    while (after !== undefined) after = await store().markUnwritten(after);
    expect(await store().unwritten(undefined, 10)).toEqual(ids('c1', 'c2'));
  });

  test('which contacts are stored is told, and after a reset none is stored or unwritten', async () => {
    await save('c1', 'c2');
    expect(await store().stored(ids('c2', 'c9'))).toEqual(new Set(ids('c2')));
    await store().reset();
    expect(await store().stored(ids('c2'))).toEqual(new Set());
    expect(await store().unwritten(undefined, 10)).toEqual([]);
  });
}

const ids = (...names: readonly string[]) => names.map((name) => contactId(name));
