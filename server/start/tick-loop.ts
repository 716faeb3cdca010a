import type { Logger } from 'pino';
import type { SourceId } from '#domain/ids.ts';
import { epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import { HEARTBEAT_EVERY_MS } from '#domain/board/wire.ts';
import type { Clock } from '../clock/clock.ts';
import type { Batch, Inbox } from '../ingest/intake/inbox.ts';
import type { Appended, Journal } from '../journal/journal.ts';
import { StorageFailure } from '../sqlite/storage-failure.ts';
import { advanceTime } from '../pipeline/advance-time.ts';
import { drawBoard } from '../pipeline/draw-board.ts';
import { seeFloor, type Moment, type Seen } from '../pipeline/see-floor.ts';
import type { History } from '../history/store/history.ts';
import type { Hub } from '../push/hub.ts';
import type { WorldStore } from '../checkpoint/world-store.ts';
import { createAlertKeeper } from './alert-keeper.ts';
import {
  isDue,
  saveCheckpoint,
  takeEntries,
  type CheckpointAt,
  type CheckpointOptions,
} from '../checkpoint/checkpoint.ts';
import type { Recounting } from './recounting.ts';
import type { Recount } from '#domain/board/board.ts';
import type { Terms } from '../pipeline/take-events.ts';
import type { World } from '../pipeline/world.ts';
import type { FeedsSeen } from './log-states.ts';
import { createStepTurns, type StepTurns } from './step-turns.ts';

/** What was committed goes to the walls at once, but no two drawings are nearer than this: nobody sees more, and drawing stays a small part of the time. */
const DRAW_APART_MS: DurationMs = 40;
/** Without anything new time goes on all the same: waits reach limits, and sources fall silent. */
const TIME_EVERY_MS: DurationMs = 200;
/** While something is counted again, a step gives it this long. */
const COUNT_FOR_MS: DurationMs = 15;
/** One commit takes at most this many events, some tens of milliseconds, so that a flood cannot keep the walls waiting. */
const COMMIT_EVENTS = 4_000;

/** So many events are written in some ten milliseconds. */
const HELD_UP_BY = 1_000;

export type TickLoopOptions = {
  readonly world: World;
  readonly terms: Terms;
  readonly clock: Clock;
  readonly inbox: Inbox;
  readonly journal: Journal;
  readonly store: WorldStore;
  readonly hub: Pick<Hub, 'publish' | 'heartbeat'>;
  readonly history: Pick<History, 'look' | 'writeWhenDue'>;
  readonly cut: () => ReadonlySet<SourceId>;
  readonly barred: () => ReadonlySet<SourceId>;
  /** Is told how the feeds are. */
  readonly watch: (seen: FeedsSeen) => void;
  readonly refused: () => Readonly<Record<SourceId, number>>;
  readonly log: Logger;
  readonly recounting: Recounting;
  /** Small work on what is kept, where it is due. */
  readonly keepHouse: (floorNow: EpochMs) => Promise<void>;
  readonly keepFloor: NonNullable<CheckpointOptions['keepFloor']>;
};

export type TickLoop = {
  /** Why nothing can be committed now; undefined while all is well. */
  failure(): StorageFailure | undefined;
  /** Looks at the world and the store while neither changes. Undefined while too many want to. */
  between: StepTurns['ask'];
  /** What time it was on the floor at the last step. */
  floorNow(): EpochMs;
  /** Writes the world down now. It is work for between two steps. */
  checkpoint: () => Promise<void>;
  /** Finishes the tick under way, writes a checkpoint and stops. */
  stop(): Promise<void>;
};

/** Commits what the inbox holds, counts it, lets time go on, draws the board, and tells the walls: one step after the other, for ever. */
export function startTickLoop(options: TickLoopOptions): TickLoop {
  const { clock, inbox, recounting } = options;
  const bell = createBell();
  const undo = inbox.onWork(() => bell.ring());
  const turns = createStepTurns(() => bell.ring());
  const moments = createMoments(options);
  let failure: StorageFailure | undefined;
  const stopping = new AbortController();
  const keep = keepUp(options, () => moments.floorNow());

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      failure = await commit(options, inbox.take(COMMIT_EVENTS), failure);
      const now = clock();
      const isCounting = await recounting.countFor(COUNT_FOR_MS);
      await moments.pass(now);
      if (!recounting.isBehind()) await keep(now);
      const moreAsk = await turns.take();
      const isIdle = inbox.load().waitingBatches === 0 && !moreAsk && !isCounting;
      await (isIdle ? bell.wait(moments.restMs(clock())) : breathe());
    }
  }

  // A tick that throws is our bug: the figures may be wrong from here on, so the process ends and restarts from the journal.
  const ended = run();
  return {
    failure: () => failure,
    between: (work) => turns.ask(work),
    floorNow: () => moments.floorNow(),
    checkpoint: async () => void (await checkpoint(options, moments.floorNow())),
    async stop() {
      stopping.abort();
      undo();
      bell.ring();
      await ended;
      inbox.close('the server is stopping');
      await checkpoint(options, (recounting.isBehind() ? recounting : moments).floorNow());
    },
  };
}

/** Writes checkpoints and history, and lets go of what is old, each when it is due. */
function keepUp(options: TickLoopOptions, floorNow: () => EpochMs): (now: EpochMs) => Promise<void> {
  const { world, clock } = options;
  let saved: CheckpointAt = { at: clock(), position: world.position };
  /** Stored contacts were still to be judged at the last checkpoint. */
  let owed = world.owed !== undefined;
  return async (now) => {
    if (isDue(saved, now, world.position) || (owed && world.owed === undefined)) {
      saved = (await checkpoint(options, floorNow())) ?? { ...saved, at: now };
      owed = world.owed !== undefined;
    }
    options.history.writeWhenDue(now);
    await options.keepHouse(floorNow());
  };
}

/** The history looks at what is about to leave the floor. */
async function checkpoint(options: TickLoopOptions, floorNow: EpochMs): Promise<CheckpointAt | undefined> {
  await options.history.look();
  return saveCheckpoint(options, floorNow);
}

type Moments = {
  /** Lets time go on to now and tells the walls, where that is due. */
  pass(now: EpochMs): Promise<void>;
  /** How long until that is due; at least a millisecond. */
  restMs(now: EpochMs): DurationMs;
  /** What time it was on the floor at the last moment. */
  floorNow(): EpochMs;
};

function createMoments(options: TickLoopOptions): Moments {
  const { world, terms, hub, recounting, watch } = options;
  const keeper = createAlertKeeper(options);
  let passedAt = epochMs(0);
  let shown = -1;
  let heartbeatAt = epochMs(0);
  let floorNow = options.clock();
  // The distance, not the order: a clock that was set back must not stop the walls.
  const leftMs = (now: EpochMs): DurationMs =>
    (world.position === shown || recounting.isBehind() ? TIME_EVERY_MS : DRAW_APART_MS) -
    Math.abs(now - passedAt);
  /** Of a world that is counted in part no alert is judged, and nothing ends by the passing of time. */
  async function look(now: EpochMs, recount: Recount | undefined): Promise<Seen> {
    const moment = momentOf(options, now);
    if (recount?.scope === 'all') return seeFloor(world, terms, moment);
    const { seen, transitions } = advanceTime(world, terms, moment);
    await keeper.keep(world.alerts, transitions);
    return seen;
  }
  return {
    floorNow: () => floorNow,
    restMs: (now) => Math.max(1, leftMs(now)),
    async pass(now) {
      if (leftMs(now) > 0) return;
      passedAt = now;
      shown = world.position;
      const recount = recounting.progress();
      const seen = await look(now, recount);
      floorNow = seen.now;
      watch(seen);
      const board = drawBoard(world, terms, seen);
      hub.publish(recount === undefined ? board : { ...board, recount }, world.position, seen.now);
      if (Math.abs(now - heartbeatAt) < HEARTBEAT_EVERY_MS) return;
      heartbeatAt = now;
      hub.heartbeat(world.position, seen.now, seen.sourceAgeMs);
    },
  };
}

const momentOf = ({ barred, cut, refused }: TickLoopOptions, serverNow: EpochMs): Moment => ({
  serverNow,
  cut: cut(),
  barred: barred(),
  refused: refused(),
});

/** Journal first, count afterwards; only what is on disk is acknowledged. Answers why it failed, if it did. */
async function commit(
  options: TickLoopOptions,
  batches: readonly Batch[],
  failure: StorageFailure | undefined,
): Promise<StorageFailure | undefined> {
  if (batches.length === 0) return failure;
  const receivedAt = options.clock();
  const events = batches.flatMap((batch) => batch.events);
  const standing = batches.flatMap((batch) => batch.standing);
  try {
    const appended = await options.journal.append(events, receivedAt, standing);
    // Writing very many takes as long as nobody should be held up; they are counted in the next turn.
    if (appended.entries.length > HELD_UP_BY) await breathe();
    if (!options.recounting.isBehind()) await takeEntries(options, appended.entries);
    acknowledge(batches, appended);
    return undefined;
  } catch (error) {
    if (!(error instanceof StorageFailure)) throw error;
    options.log.error({ reason: error.reason, events: events.length }, error.message);
    for (const batch of batches) batch.fail(error);
    return error;
  }
}

function acknowledge(batches: readonly Batch[], { entries, conflicts: all, head }: Appended): void {
  const fresh = new Set(entries.map((entry) => entry.event));
  const conflicting = new Map(all.map((conflict) => [conflict.told, conflict]));
  for (const batch of batches) {
    const accepted = batch.events.filter((event) => fresh.has(event)).length;
    const conflicts =
      conflicting.size === 0 ? [] : batch.events.flatMap((event) => conflicting.get(event) ?? []);
    const duplicates = batch.events.length - accepted - conflicts.length;
    batch.commit({ position: head, accepted, duplicates, conflicts });
  }
}

/** Lets sockets and timers have their turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Waits for a ring, or for a time; a ring while nobody waits is kept. */
function createBell(): { ring(): void; wait(ms: DurationMs): Promise<void> } {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async wait(ms) {
      if (!rung) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, ms);
        wake = resolve;
        await promise;
        clearTimeout(timer);
      }
      rung = false;
      wake = undefined;
    },
  };
}
