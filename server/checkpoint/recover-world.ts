import type { Logger } from 'pino';
import { epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import { judgedBy, targetsIn } from '../definitions/definitions-fingerprint.ts';
import type { FloorTime } from '../floor/floor.ts';
import type { Journal, JournalEntry } from '../journal/journal.ts';
import type { KeptFloor } from '../journal/journal-keeping.ts';
import { boundFloor, overfull } from '../floor/floor-room.ts';
import { emptyWorld, type World } from '../pipeline/world.ts';
import { unpackText } from '../sqlite/packed-text.ts';
import {
  CHECKPOINT_EVERY_EVENTS,
  saveCheckpoint,
  takeEntries,
  type CheckpointAt,
  type CheckpointOptions,
} from './checkpoint.ts';
import { judgeAnew, judgeSome } from './judge-stored.ts';
import { restoreWorld } from './world-snapshot.ts';
import type { Checkpoint } from './world-store.ts';

export type RecoverOptions = Omit<CheckpointOptions, 'world'> & {
  readonly journal: Journal;
  readonly gridMs: DurationMs;
  readonly time: FloorTime;
  /** What a count begins with where the journal's first entries were let go of. Absent: nothing. */
  readonly firstFloor?: () => KeptFloor | undefined;
};

/** The world as it stood: the last checkpoint, and the journal's tail on top of it, all judged by today's targets. */
export async function recoverWorld(options: RecoverOptions): Promise<World> {
  const world = await openWorld(options);
  const counting = countOn(options, world);
  while (await counting.step());
  const now = counting.floorNow();
  while (world.owed !== undefined) await judgeSome(world, options.terms, { ...options, now });
  options.log.info({ head: world.position }, 'recovered');
  return world;
}

/**
 * The world of the last checkpoint; where there is none that can be used, an empty one, or what the journal begins with. The journal's
 * tail is still to be counted, and stored contacts may be to be judged.
 */
export async function openWorld(options: RecoverOptions): Promise<World> {
  const world = await startingWorld(options);
  world.alerts = await options.store.alerts();
  return world;
}

/** Counts what the journal has beyond a world, piece by piece. */
export type Counting = {
  /** Counts some more. False: there was nothing more. */
  step(): Promise<boolean>;
  /** What time it was on the floor when the last piece was received: history that is counted lives in its own time, not in ours. */
  floorNow(): EpochMs;
};

/** Events that are counted in one piece: some 10 ms. */
const EVENTS_AT_ONCE = 1_000;

/** Begins after the world's position. Every so often it writes a checkpoint, so that a kill in the middle loses little. */
export function countOn(options: RecoverOptions, world: World): Counting {
  const { journal, clock } = options;
  let reading = journal.readAfter(world.position)[Symbol.asyncIterator]();
  let pieces: JournalEntry[][] = [];
  let floorNow = epochMs(0);
  let saved: CheckpointAt = { at: clock(), position: world.position };
  return {
    floorNow: () => floorNow,
    async step() {
      if (pieces.length === 0) {
        const next = await reading.next();
        if (next.done === true) {
          // Entries may be appended later: whoever asks again begins a new reading.
          reading = journal.readAfter(world.position)[Symbol.asyncIterator]();
          return false;
        }
        pieces = piecesOf(next.value);
      }
      const piece = pieces.shift() ?? [];
      await takeEntries({ ...options, world }, piece);
      floorNow = floorTimeAt(world, piece);
      if (world.position - saved.position >= CHECKPOINT_EVERY_EVENTS)
        saved = (await saveCheckpoint({ ...options, world }, floorNow)) ?? saved;
      return true;
    },
  };
}

function floorTimeAt({ floor }: World, entries: readonly JournalEntry[]): EpochMs {
  const receivedAt = entries.at(-1)?.receivedAt ?? epochMs(0);
  if (floor.time === 'ours') return receivedAt;
  let latest = epochMs(0);
  for (const { latestAt } of floor.sources.values()) if (latestAt > latest) latest = latestAt;
  return latest;
}

async function startingWorld(options: RecoverOptions): Promise<World> {
  const { store, log } = options;
  const checkpoint = await store.load();
  if (checkpoint === undefined) return firstWorld(options);
  const kept = await keptWorld(checkpoint, options);
  if (typeof kept === 'string') {
    log.info({ checkpoint: checkpoint.position }, `${kept}: everything is counted anew`);
    await store.reset();
    return firstWorld(options);
  }
  await judgeWhereChanged(kept, checkpoint.definitions, options);
  return kept;
}

/** The world of a checkpoint, or why it is of no use. */
async function keptWorld(checkpoint: Checkpoint, options: RecoverOptions): Promise<World | string> {
  const why = await staleness(checkpoint, options);
  if (why !== undefined) return why;
  return usable(checkpoint.world, options);
}

/** A world that was written down, or why it is of no use. */
function usable(text: string, { time, terms, log }: RecoverOptions): World | string {
  const world = readWorld(text, log);
  if (world === undefined) return 'the checkpoint cannot be read';
  if (world.floor.time !== time) return 'the floor goes by another clock';
  boundFloor(world.floor, terms.centre);
  const what = overfull(world.floor);
  return what === undefined ? world : `the checkpoint holds more ${what} than a server does`;
}

/** Undefined, with a word in the log, when it is damaged: the journal has everything that it had. */
function readWorld(text: string, log: Logger): World | undefined {
  try {
    return restoreWorld(text);
  } catch (error) {
    log.warn({ err: error }, 'the checkpoint cannot be read');
    return undefined;
  }
}

/** What a count of the whole journal begins with. */
async function firstWorld(options: RecoverOptions): Promise<World> {
  const { gridMs, time, terms, log } = options;
  const floor = options.firstFloor?.();
  const kept = floor && usable(await unpackText(floor.world), options);
  if (floor !== undefined && kept !== undefined && typeof kept !== 'string') {
    log.warn(
      { position: floor.position },
      'what was counted before this position is stored nowhere else any more: figures of earlier days are only in a backup',
    );
    delete kept.owed;
    if (targetsIn(floor.definitions) !== undefined) await judgeWhereChanged(kept, floor.definitions, options);
    return kept;
  }
  const world = emptyWorld(gridMs, time);
  boundFloor(world.floor, terms.centre);
  return world;
}

async function judgeWhereChanged(world: World, before: string, options: RecoverOptions): Promise<void> {
  const { store, terms, log } = options;
  const since = await store.contactsSince();
  if (since !== undefined) world.contactsSince = since;
  if (before === judgedBy(terms.centre)) return;
  log.info({ position: world.position }, 'targets have changed: what is stored is judged anew');
  await judgeAnew(world, terms, { judgedBy: before, store });
}

async function staleness(checkpoint: Checkpoint, { journal }: RecoverOptions): Promise<string | undefined> {
  if (targetsIn(checkpoint.definitions) === undefined) return 'the checkpoint is of another release';
  return checkpoint.position > (await journal.head())
    ? 'the journal is older than the checkpoint'
    : undefined;
}

/** Runs of entries that were received at one moment, for ages of sources are counted from it; a long run in several pieces. */
function piecesOf(entries: readonly JournalEntry[]): JournalEntry[][] {
  const pieces: JournalEntry[][] = [];
  for (const entry of entries) {
    const piece = pieces.at(-1);
    if (piece !== undefined && piece.length < EVENTS_AT_ONCE && piece[0]?.receivedAt === entry.receivedAt)
      piece.push(entry);
    else pieces.push([entry]);
  }
  return pieces;
}
