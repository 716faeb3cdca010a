import { expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import type { WorldStore } from '../world-store.ts';
import { checkpointAt, storedContact } from './small-world.ts';

/** What every world store must do with the order of its contacts and with old ones. */
export function placesContract(store: () => WorldStore): void {
  test('are read from the last place down; one that is stored again has a new place, and no place is given twice', async () => {
    const save = (...ids: readonly string[]): Promise<void> =>
      store().save(checkpointAt(1), { contacts: ids.map((id) => storedContact(id)), cells: [] });
    const rows = async (up: number, limit: number) =>
      (await store().contactsUpTo(up, limit)).map(({ place, contact }) => `${place} ${contact}`);
    expect(await store().lastPlace()).toBe(0);
    await save('c1', 'c2', 'c3');
    expect(await rows(3, 2)).toEqual(['3 c3', '2 c2']);
    await save('c3');
    expect(await rows(9, 9)).toEqual(['4 c3', '2 c2', '1 c1']);
    await store().dropContacts(epochMs(2_000_000_000_000), 9);
    await save('c4');
    expect(await rows(9, 9)).toEqual(['5 c4']);
    expect(await store().lastPlace()).toBe(5);
  });

  test('those that were over before a moment are let go of, a few at a time', async () => {
    const ended = [4, 3, 2, 1].map((day) => ({ ...storedContact(`c${day}`), lastAt: epochMs(day) }));
    await store().save(checkpointAt(1), { contacts: ended, cells: [] });
    expect(await store().contactsSince()).toBeUndefined();
    expect(await store().dropContacts(epochMs(4), 2)).toBe(2);
    expect(await store().dropContacts(epochMs(4), 2)).toBe(1);
    expect((await store().contactsUpTo(9, 9)).map(({ contact }) => contact)).toEqual(['c4']);
    expect(await store().contactsSince()).toBe(4);
  });
}
