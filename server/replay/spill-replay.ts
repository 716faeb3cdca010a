import type { AcdEvent } from '#domain/acd-event.ts';
import { recall } from '../checkpoint/checkpoint.ts';
import { replayEvents, type Replay } from './replay.ts';
import type { WorldStore } from '../checkpoint/world-store.ts';
import { dropOldMarks, findDeparting, forget } from '../checkpoint/world-snapshot.ts';

/**
 * Contacts in memory above which a replay lets go of those that are over: some 300 MB. A recording of fewer is counted in
 * memory alone, and then not even the order of a whole month matters for agents' time.
 */
export const CONTACTS_IN_MEMORY = 200_000;

/** Counts a batch of a recording of any length: contacts that are over move to the store, and come back when spoken of. */
export async function replaySpilling(
  replay: Replay,
  events: readonly AcdEvent[],
  store: () => WorldStore,
  limit: number = CONTACTS_IN_MEMORY,
): Promise<void> {
  const { world } = replay;
  const hasSpilled = world.floor.marksSince !== undefined;
  replayEvents(replay, events, hasSpilled ? await recall(world, store(), events) : []);
  if (world.floor.contacts.size < limit) return;
  dropOldMarks(world, replay.now);
  const departing = { ...findDeparting(world, replay.now), cells: [] };
  await store().save({ position: world.position, definitions: 'replay', world: '' }, departing);
  forget(world, departing);
}
