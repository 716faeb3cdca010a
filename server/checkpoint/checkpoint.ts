import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { AcdEvent } from '#domain/acd-event.ts';
import { MINUTE_MS, epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { FloorTime } from '../floor/floor.ts';
import type { Journal, JournalEntry } from '../journal/journal.ts';
import type { Checkpoint, StoredContact, WorldStore } from './world-store.ts';
import { boundFloor, measureRoom, overfull } from '../floor/floor-room.ts';
import { takeEventsInParts, type Terms } from '../pipeline/take-events.ts';
import {
  dropOldMarks,
  findDeparting,
  forget,
  remember,
  restoreWorld,
  snapshotWorld,
} from './world-snapshot.ts';
import { emptyWorld, type World } from '../pipeline/world.ts';

/** A restart replays at most a minute, or this many events, and is back in seconds. */
const CHECKPOINT_EVERY_MS: DurationMs = MINUTE_MS;
const CHECKPOINT_EVERY_EVENTS = 200_000;

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
};

/**
 * Writes the world down and lets go of what is over, in one step. Undefined when the store failed: then memory keeps
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
    await store.save({ position, definitions: terms.definitions, world: snapshotWorld(world) }, departing);
    log.debug({ position, contacts: departing.contacts.length }, 'checkpoint');
    return { at: clock(), position };
  } catch (error) {
    remember(world, departing);
    log.error({ err: error }, 'checkpoint not written: the next restart will take longer');
    return undefined;
  }
}

/** The stored facts of contacts that are spoken of and not in memory. */
export async function recall(
  world: World,
  store: Pick<WorldStore, 'recall'>,
  events: readonly AcdEvent[],
): Promise<readonly StoredContact[]> {
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
  const news = { events, position: last.position, receivedAt: last.receivedAt, recalled };
  const parts = takeEventsInParts(world, terms, news);
  // Usually there are two: the work, and its end. Between more, whoever asks or sends has a turn.
  for (let part = 1; parts.next().done !== true; part += 1) if (part > 1) await setImmediate();
}

export type RecoverOptions = Omit<CheckpointOptions, 'world'> & {
  readonly journal: Journal;
  readonly gridMs: DurationMs;
  readonly time: FloorTime;
};

/** The world as it stood: the last checkpoint, and the journal's tail on top of it. Counted anew when the definitions changed. */
export async function recoverWorld(options: RecoverOptions): Promise<World> {
  const { journal, log } = options;
  const world = await startingWorld(options);
  world.alerts = await options.store.alerts();
  const from = world.position;
  let saved: CheckpointAt = { at: options.clock(), position: from };
  for await (const entries of journal.readAfter(from)) {
    for (const together of byReceipt(entries)) await takeEntries({ ...options, world }, together);
    const isLong = world.position - saved.position >= CHECKPOINT_EVERY_EVENTS;
    if (isLong) saved = (await saveCheckpoint({ ...options, world }, floorTimeAt(world, entries))) ?? saved;
  }
  log.info({ checkpoint: from, head: world.position }, 'recovered');
  return world;
}

/** What time it was on the floor when these were received: history that is counted anew lives in its own time, not in ours. */
function floorTimeAt({ floor }: World, entries: readonly JournalEntry[]): EpochMs {
  const receivedAt = entries.at(-1)?.receivedAt ?? epochMs(0);
  if (floor.time === 'ours') return receivedAt;
  let latest = epochMs(0);
  for (const { latestAt } of floor.sources.values()) if (latestAt > latest) latest = latestAt;
  return latest;
}

async function startingWorld(options: RecoverOptions): Promise<World> {
  const { store, gridMs, time, log, terms } = options;
  const checkpoint = await store.load();
  const kept = checkpoint && (await keptWorld(checkpoint, options));
  if (kept !== undefined && typeof kept !== 'string') return kept;
  if (checkpoint !== undefined) {
    log.info({ checkpoint: checkpoint.position }, `${kept ?? ''}: everything is counted anew`);
    await store.reset();
  }
  const world = emptyWorld(gridMs, time);
  boundFloor(world.floor, terms.centre);
  return world;
}

/** The world of a checkpoint, or why it is of no use. */
async function keptWorld(checkpoint: Checkpoint, options: RecoverOptions): Promise<World | string> {
  const why = await staleness(checkpoint, options);
  if (why !== undefined) return why;
  const world = readWorld(checkpoint, options.log);
  if (world === undefined) return 'the checkpoint cannot be read';
  if (world.floor.time !== options.time) return 'the floor goes by another clock';
  boundFloor(world.floor, options.terms.centre);
  const what = overfull(world.floor);
  return what === undefined ? world : `the checkpoint holds more ${what} than a server does`;
}

/** Undefined, with a word in the log, when it is damaged: the journal has everything that it had. */
function readWorld({ world }: Checkpoint, log: Logger): World | undefined {
  try {
    return restoreWorld(world);
  } catch (error) {
    log.warn({ err: error }, 'the checkpoint cannot be read');
    return undefined;
  }
}

async function staleness(
  checkpoint: Checkpoint,
  { terms, journal }: RecoverOptions,
): Promise<string | undefined> {
  if (checkpoint.definitions !== terms.definitions) return 'the definitions changed';
  return checkpoint.position > (await journal.head())
    ? 'the journal is older than the checkpoint'
    : undefined;
}

/** Runs of entries that were received at one moment: ages of sources are counted from it. */
function byReceipt(entries: readonly JournalEntry[]): JournalEntry[][] {
  const runs: JournalEntry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run !== undefined && run[0]?.receivedAt === entry.receivedAt) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}
