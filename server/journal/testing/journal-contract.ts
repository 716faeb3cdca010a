import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { AcdEvent } from '#domain/acd-event.ts';
import { contactId, sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { ENTRIES_PER_READ, type Journal, type JournalEntry, type StandingChange } from '../journal.ts';

/** What every journal must do; `open` answers an empty one. */
export function journalContract(name: string, open: () => Promise<Journal>): void {
  describe(`${name} as a journal`, () => {
    let journal: Journal;
    beforeEach(async () => {
      journal = await open();
    });
    afterEach(() => journal.close());

    describe('appending', () => appending(() => journal));
    describe('identity', () => identity(() => journal));
    describe('reading', () => reading(() => journal));
    describe('standings', () => standings(() => journal));
  });
}

/** A heartbeat of `source`: the smallest event, told apart by its id. */
export function heartbeat(id: string, source = 'pbx'): AcdEvent {
  return { id, source: sourceId(source), at: epochMs(1_700_000_000_000), kind: 'source-heartbeat' };
}

/** Heartbeats `from` to before `to`. */
export function heartbeats(from: number, to: number, source = 'pbx'): AcdEvent[] {
  return Array.from({ length: to - from }, (_, index) => heartbeat(`e-${from + index}`, source));
}

/** Every entry after `position`, in one list. */
export async function readAll(journal: Journal, position = 0): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const batch of journal.readAfter(position)) entries.push(...batch);
  return entries;
}

const NOON = epochMs(1_700_000_000_000);

function appending(journal: () => Journal): void {
  test('an empty journal has head 0 and nothing to read', async () => {
    expect(await journal().head()).toBe(0);
    expect(await readAll(journal())).toEqual([]);
  });

  test('a batch gets rising positions, and the head is the last of them', async () => {
    const appended = await journal().append(heartbeats(0, 120), NOON);
    const positions = appended.entries.map((entry) => entry.position);
    expect(positions).toEqual([...positions].sort((one, other) => one - other));
    expect(new Set(positions).size).toBe(120);
    expect(appended).toMatchObject({ duplicates: 0, head: positions.at(-1) });
    expect(await journal().head()).toBe(positions.at(-1));
  });

  test('an empty batch changes nothing', async () => {
    const { head } = await journal().append(heartbeats(0, 3), NOON);
    expect(await journal().append([], NOON)).toEqual({ entries: [], duplicates: 0, conflicts: [], head });
  });

  test('what was appended is what is read: event, time of receipt and position', async () => {
    const { entries } = await journal().append(heartbeats(0, 70), NOON);
    expect(await readAll(journal())).toEqual(entries);
    expect(entries[3]).toMatchObject({ receivedAt: NOON, event: heartbeat('e-3') });
  });

  test('an event of any text comes back as it was', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const event = fc.record({ id: text, reason: text, at: fc.integer({ min: 0, max: 4e12 }) });
    await fc.assert(
      fc.asyncProperty(event, async ({ id, reason, at }) => {
        const told: AcdEvent = {
          ...heartbeat(id),
          at: epochMs(at),
          kind: 'contact-labelled',
          contact: contactId(reason),
          labels: { [reason]: reason },
        };
        const { entries, head } = await journal().append([told], NOON);
        if (entries.length > 0) expect((await readAll(journal(), head - 1))[0]?.event).toEqual(told);
      }),
      { numRuns: 50 },
    );
  });
}

function identity(journal: () => Journal): void {
  test('an event sent again is a duplicate, and the journal stays as it was', async () => {
    const { head } = await journal().append(heartbeats(0, 60), NOON);
    const again = await journal().append(heartbeats(0, 60), epochMs(NOON + 1));
    expect(again).toEqual({ entries: [], duplicates: 60, conflicts: [], head });
    expect(await readAll(journal())).toHaveLength(60);
  });

  test('of two events with one identity in a batch the first is kept, and what the other says is told', async () => {
    const second = { ...heartbeat('e-1'), at: epochMs(5) };
    const { entries, duplicates, conflicts } = await journal().append(
      [heartbeat('e-1'), second, heartbeat('e-2'), heartbeat('e-2')],
      NOON,
    );
    expect(entries.map((entry) => entry.event)).toEqual([heartbeat('e-1'), heartbeat('e-2')]);
    expect(duplicates).toBe(1);
    expect(conflicts).toEqual([{ told: second, known: heartbeat('e-1') }]);
  });

  test('an id that is used again with other content is a conflict and no duplicate, whenever and however often it comes', async () => {
    const { head } = await journal().append(heartbeats(0, 120), NOON);
    const other = { ...heartbeat('e-7'), kind: 'source-stopped' } as const;
    for (const times of [1, 2, 3]) {
      const again = await journal().append([...heartbeats(0, 60), other], epochMs(NOON + times));
      expect(again).toEqual({
        entries: [],
        duplicates: 60,
        conflicts: [{ told: other, known: heartbeat('e-7') }],
        head,
      });
    }
    expect(await readAll(journal())).toHaveLength(120);
  });

  test('the same with its fields in another order, or told by another source, is no conflict', async () => {
    await journal().append([heartbeat('e-1')], NOON);
    const { id, source, at, kind } = heartbeat('e-1');
    const turned = { kind, at, source, id } as AcdEvent;
    const again = await journal().append([turned, { ...heartbeat('e-1', 'chat'), at: epochMs(5) }], NOON);
    expect(again).toMatchObject({ duplicates: 1, conflicts: [], entries: [{ event: { source: 'chat' } }] });
  });

  test('one id from two sources is two events', async () => {
    const { entries } = await journal().append([heartbeat('e-1', 'pbx'), heartbeat('e-1', 'chat')], NOON);
    expect(entries).toHaveLength(2);
  });

  test('ids that differ only in a NUL, a broken surrogate or case are different', async () => {
    const ids = ['a', 'A', 'a\0', 'a\0b', '\ud800', '\ud801', '\ufffd', '', '1', '01', '1.0'];
    const { entries } = await journal().append(
      ids.map((id) => heartbeat(id)),
      NOON,
    );
    expect(entries.map((entry) => entry.event.id)).toEqual(ids);
    expect(
      (
        await journal().append(
          ids.map((id) => heartbeat(id)),
          NOON,
        )
      ).duplicates,
    ).toBe(ids.length);
  });

  test('whatever the batches, each identity is kept once and in the order of its first arrival', async () => {
    const batches = fc.array(fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 120 }), {
      maxLength: 6,
    });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(batches, async (numbers) => {
        round += 1;
        const source = `round-${round}`;
        const before = await journal().head();
        for (const batch of numbers) {
          const appended = await journal().append(
            batch.map((id) => heartbeat(`e-${id}`, source)),
            NOON,
          );
          expect(appended.entries.length + appended.duplicates).toBe(batch.length);
          expect(appended.head).toBe(await journal().head());
        }
        const kept = (await readAll(journal(), before)).map((entry) => entry.event.id);
        expect(kept).toEqual([...new Set(numbers.flat().map((id) => `e-${id}`))]);
      }),
      { numRuns: 40 },
    );
  });
}

function reading(journal: () => Journal): void {
  test('reading after a position starts with the next entry', async () => {
    const { entries } = await journal().append(heartbeats(0, 10), NOON);
    expect(await readAll(journal(), entries[3]?.position)).toEqual(entries.slice(4));
    expect(await readAll(journal(), entries.at(-1)?.position)).toEqual([]);
  });

  test('a long journal is read in batches of bounded size, each entry once', async () => {
    const { entries } = await journal().append(heartbeats(0, 2 * ENTRIES_PER_READ + 10), NOON);
    const sizes: number[] = [];
    const positions: number[] = [];
    for await (const batch of journal().readAfter(0)) {
      sizes.push(batch.length);
      positions.push(...batch.map((entry) => entry.position));
    }
    expect(sizes).toEqual([ENTRIES_PER_READ, ENTRIES_PER_READ, 10]);
    expect(positions).toEqual(entries.map((entry) => entry.position));
  });

  test('entries that are appended while another reads are neither missed nor read twice', async () => {
    await journal().append(heartbeats(0, ENTRIES_PER_READ + 1), NOON);
    const ids: string[] = [];
    for await (const batch of journal().readAfter(0)) {
      if (ids.length === 0) await journal().append(heartbeats(90_000, 90_010), NOON);
      ids.push(...batch.map((entry) => entry.event.id));
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(ENTRIES_PER_READ + 11);
  });
}

const standing = (key: string, value?: string, source = 'pbx'): StandingChange => ({
  source: sourceId(source),
  key,
  value,
});

function standings(journal: () => Journal): void {
  const known = async (source = 'pbx'): Promise<object> =>
    Object.fromEntries(await journal().standing(sourceId(source)));

  test('what a reader knows is there after the batch it came with, each source by itself', async () => {
    await journal().append(heartbeats(0, 1), NOON, [standing('a', '1'), standing('b', '2')]);
    await journal().append([], NOON, [standing('a', '3', 'chat'), standing('b')]);
    expect(await known()).toEqual({ a: '1' });
    expect(await known('chat')).toEqual({ a: '3' });
    expect(await known('nobody')).toEqual({});
  });

  test('of one key in one batch the last word counts', async () => {
    await journal().append([], NOON, [
      standing('a', '1'),
      standing('a', '2'),
      standing('b', '1'),
      standing('b'),
    ]);
    expect(await known()).toEqual({ a: '2' });
  });

  test('is kept also where every event of the batch was there already', async () => {
    await journal().append(heartbeats(0, 1), NOON, [standing('a', '1')]);
    await journal().append(heartbeats(0, 1), NOON, [standing('a', '2')]);
    expect(await known()).toEqual({ a: '2' });
  });

  test('keys of any text are different keys', async () => {
    const keys = ['a', 'A', 'a\0', '\ud800', '\ud801', '', '__proto__'];
    await journal().append(
      [],
      NOON,
      keys.map((key, index) => standing(key, String(index))),
    );
    expect(
      [...(await journal().standing(sourceId('pbx')))].toSorted(
        ([, one], [, other]) => Number(one) - Number(other),
      ),
    ).toEqual(keys.map((key, index) => [key, String(index)]));
  });
}
