import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { AcdEvent } from '#domain/acd-event.ts';
import { MINUTE_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import { judgedBy } from '../definitions/definitions-fingerprint.ts';
import { measureRoom } from '../floor/floor-room.ts';
import type { JournalEntry } from '../journal/journal.ts';
import type { KeptFloor } from '../journal/journal-keeping.ts';
import { judgeRecalled } from './judge-stored.ts';
import type { PlacedContact, WorldStore } from './world-store.ts';
import { takeEventsInParts, type Terms } from '../pipeline/take-events.ts';
import { dropOldMarks, findDeparting, forget, remember, snapshotParts } from './world-snapshot.ts';
import type { World } from '../pipeline/world.ts';

/** A restart replays at most a minute, or this many events, and is back in seconds. */
const CHECKPOINT_EVERY_MS: DurationMs = MINUTE_MS;
export const CHECKPOINT_EVERY_EVENTS = 200_000;

export type CheckpointAt = { readonly at: EpochMs; readonly position: number };

/** Whether so much has happened since the last checkpoint that the next one is due. */
export function isDue(last: CheckpointAt, now: EpochMs, position: number): boolean {
  if (position === last.position) return false;
  return (
    Math.abs(now - last.at) >= CHECKPOINT_EVERY_MS || position - last.position >= CHECKPOINT_EVERY_EVENTS
  );
}

export type CheckpointOptions = {
  readonly world: World;
  readonly terms: Terms;
  readonly store: WorldStore;
  readonly clock: () => EpochMs;
  readonly log: Logger;
  /** Is offered every checkpoint. Absent: nobody keeps any. */
  readonly keepFloor?: (floor: Omit<KeptFloor, 'world'> & { readonly world: string }) => Promise<void>;
};

/**
 * Writes the world down and lets go of what is over, in one step: nothing may change the world until it is done. Undefined when the store failed: then memory keeps
 * everything and the next checkpoint tries again; the journal has it all the same.
 */
export async function saveCheckpoint(
  options: CheckpointOptions,
  floorNow: EpochMs,
): Promise<CheckpointAt | undefined> {
  const { world, terms, store, clock, log } = options;
  const { position } = world;
  dropOldMarks(world, floorNow);
  const departing = findDeparting(world, floorNow);
  forget(world, departing);
  measureRoom(world.floor);
  try {
    const checkpoint = { position, definitions: judgedBy(terms.centre), world: await writeDown(world) };
    await store.save(checkpoint, departing);
    await options.keepFloor?.(checkpoint);
    log.debug({ position, contacts: departing.contacts.length }, 'checkpoint');
    return { at: clock(), position };
  } catch (error) {
    remember(world, departing);
    log.error({ err: error }, 'checkpoint not written: the next restart will take longer');
    return undefined;
  }
}

/** The world as text. Writing a large one takes half a second: whoever asks or sends has a turn between its parts. */
async function writeDown(world: World): Promise<string> {
  const parts: string[] = [];
  for (const part of snapshotParts(world)) {
    parts.push(part);
    await setImmediate();
  }
  return parts.join('');
}

/** The stored facts of contacts that are spoken of and not in memory. */
export async function recall(
  world: World,
  store: Pick<WorldStore, 'recall'>,
  events: readonly AcdEvent[],
): Promise<readonly PlacedContact[]> {
  const { contacts } = world.floor;
  const absent = new Set(
    events.flatMap((event) => ('contact' in event && !contacts.has(event.contact) ? event.contact : [])),
  );
  return absent.size === 0 ? [] : store.recall([...absent]);
}

/** Counts entries of the journal that were received together, live and when it is read again. */
export async function takeEntries(
  {
    terms,
    store,
    world,
  }: Pick<CheckpointOptions, 'terms' | 'world'> & {
    readonly store: Pick<WorldStore, 'recall'>;
  },
  entries: readonly JournalEntry[],
): Promise<void> {
  const last = entries.at(-1);
  if (last === undefined) return;
  const events = entries.map((entry) => entry.event);
  const recalled = await recall(world, store, events);
  const judge = judgeRecalled(world, terms, recalled);
  const news = { events, position: last.position, receivedAt: last.receivedAt, recalled };
  const parts = takeEventsInParts(world, terms, news);
  // Usually there are two: the work, and its end. Between more, whoever asks or sends has a turn.
  for (let part = 1; parts.next().done !== true; part += 1) if (part > 1) await setImmediate();
  judge();
}
