import type { AcdEvent } from '#domain/acd-event.ts';
import { recall } from '../checkpoint/checkpoint.ts';
import { replayEvents, type Replay } from './replay.ts';
import type { WorldStore } from '../checkpoint/world-store.ts';
import { dropOldMarks, findDeparting, forget, marksBorder } from '../checkpoint/world-snapshot.ts';
import type { EpochMs } from '#domain/time.ts';
import type { World } from '../pipeline/world.ts';

/**
 * Contacts in memory above which a replay lets go of those that are over: some 300 MB. A recording of fewer is counted in
 * memory alone, and then not even the order of a whole month matters for agents' time.
 */
export const CONTACTS_IN_MEMORY = 200_000;

/** Where contacts go that are over, and who looks at agents' marks before they are dropped. */
export type Spilling = {
  readonly store: () => WorldStore;
  /** Contacts in memory above which some go. */
  readonly limit?: number;
  readonly beforeMarksGo?: (border: EpochMs) => void;
};

/** Counts a batch of a recording of any length: contacts that are over move to the store, and come back when spoken of. */
export async function replaySpilling(
  replay: Replay,
  events: readonly AcdEvent[],
  spilling: Spilling,
): Promise<void> {
  const { world } = replay;
  replayEvents(replay, events, hasSpilled(world) ? await recall(world, spilling.store(), events) : []);
  await spillOver(world, replay.now, spilling);
}

/** Whether contacts have left this world for the store. */
export const hasSpilled = ({ floor }: World): boolean => floor.marksSince !== undefined;

/** Moves contacts that are over to the store, where there are more than may stay. */
export async function spillOver(world: World, now: EpochMs, spilling: Spilling): Promise<void> {
  if (world.floor.contacts.size < (spilling.limit ?? CONTACTS_IN_MEMORY)) return;
  spilling.beforeMarksGo?.(marksBorder(world, now));
  dropOldMarks(world, now);
  const departing = { ...findDeparting(world, now), cells: [] };
  await spilling.store().save({ position: world.position, definitions: 'replay', world: '' }, departing);
  forget(world, departing);
}
