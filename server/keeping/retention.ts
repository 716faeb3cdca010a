import type { Logger } from 'pino';
import { DAY_MS, HOUR_MS, MINUTE_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { CheckpointOptions } from '../checkpoint/checkpoint.ts';
import type { WorldStore } from '../checkpoint/world-store.ts';
import type { JournalKeeping } from '../journal/journal-keeping.ts';
import type { World } from '../pipeline/world.ts';
import { packText } from '../sqlite/packed-text.ts';
import { StorageFailure } from '../sqlite/storage-failure.ts';

/** How long what is over is kept. Ages are those that events tell, so that an imported history is as old as it says. */
export type Keep = {
  readonly contactsMs: DurationMs;
  readonly journalMs: DurationMs;
  /**
   * Days before this moment are stored in another form as well: of them the journal keeps no more than the last two, for contacts that
   * are not over and for a count after a damaged checkpoint. Absent or undefined: there are none.
   */
  readonly storedUntil?: () => EpochMs | undefined;
};

/** Of days that are stored otherwise. */
const STORED_MARGIN_MS: DurationMs = 2 * DAY_MS;

/** Between two steps of letting go: 5,000 entries a second, more than twice what a large centre is told, at a tenth of the loop's time. */
const STEP_EVERY_MS: DurationMs = 100;
/** When there was nothing to let go of. */
const LOOK_EVERY_MS: DurationMs = MINUTE_MS;
/** Contacts that are let go of in one step: some 5 ms. */
const CONTACTS_AT_ONCE = 500;

export type RetentionOptions = {
  readonly keeping: Pick<JournalKeeping, 'letGo'>;
  readonly store: Pick<WorldStore, 'dropContacts'>;
  readonly world: World;
  readonly clock: () => EpochMs;
  readonly keep: Keep;
  readonly log: Logger;
  /** Lets go of days of the history that ended before. */
  readonly forgetHistory: (until: EpochMs) => Promise<void>;
};

/** Lets go of what is too old, in steps that no wall notices. It is called between the steps of the loop, and does what is due. */
export function createRetention(options: RetentionOptions): (floorNow: EpochMs) => Promise<void> {
  const { clock, log } = options;
  let next = epochMs(0);
  let gone = { entries: 0, contacts: 0 };
  return async (floorNow) => {
    // The distance, not the order: a clock that was set back must not stop it for hours.
    if (clock() < next && next - clock() <= LOOK_EVERY_MS) return;
    const step = await letGo(options, floorNow);
    gone = { entries: gone.entries + step.entries, contacts: gone.contacts + step.contacts };
    next = later(clock(), step.more ? STEP_EVERY_MS : LOOK_EVERY_MS);
    if (!step.more) forgetDays(options, later(floorNow, -options.keep.contactsMs));
    if (step.more || (gone.entries === 0 && gone.contacts === 0)) return;
    log.info(gone, 'let go of what is too old');
    gone = { entries: 0, contacts: 0 };
  };
}

/** It goes on beside the loop, and is asked for again with the next look. */
function forgetDays({ forgetHistory, log }: RetentionOptions, until: EpochMs): void {
  forgetHistory(until).catch((error: unknown) =>
    log.error({ err: error }, 'old days of the history are still there'),
  );
}

type Step = { readonly entries: number; readonly contacts: number; readonly more: boolean };

async function letGo(
  { keeping, store, world, keep, log }: RetentionOptions,
  floorNow: EpochMs,
): Promise<Step> {
  try {
    const { entries, more } = keeping.letGo(journalHorizon(keep, floorNow));
    const contacts = await dropContacts(store, world, later(floorNow, -keep.contactsMs));
    return { entries, contacts, more: more || contacts === CONTACTS_AT_ONCE };
  } catch (error) {
    if (!(error instanceof StorageFailure)) throw error;
    log.error({ reason: error.reason }, error.message);
    return { entries: 0, contacts: 0, more: false };
  }
}

function journalHorizon({ journalMs, storedUntil }: Keep, floorNow: EpochMs): EpochMs {
  const stored = storedUntil?.();
  const byAge = later(floorNow, -journalMs);
  return stored === undefined ? byAge : epochMs(Math.max(byAge, stored - STORED_MARGIN_MS));
}

/** While stored contacts are judged anew all of them are needed. A horizon is kept to the hour, so that whole cells stay as they are. */
async function dropContacts(
  store: RetentionOptions['store'],
  world: World,
  horizon: EpochMs,
): Promise<number> {
  if (world.owed !== undefined) return 0;
  const border = epochMs(Math.floor(horizon / HOUR_MS) * HOUR_MS);
  const dropped = await store.dropContacts(border, CONTACTS_AT_ONCE);
  if (dropped > 0) world.contactsSince = epochMs(Math.max(world.contactsSince ?? 0, border));
  return dropped;
}

/**
 * Events between two floors that are kept. Of a large centre a floor is 2 MB beside 40 MB of events; and of what has been imported within an hour
 * all that is too old can go as well.
 */
const FLOOR_EVERY_EVENTS = 200_000;

/** Keeps the world of a checkpoint once a day, or after so many events: only what a kept floor stands for can be let go of. */
export function createFloorKeeper(
  keeping: Pick<JournalKeeping, 'keepFloor' | 'latestFloor'>,
  clock: () => EpochMs,
  everyEvents = FLOOR_EVERY_EVENTS,
): NonNullable<CheckpointOptions['keepFloor']> {
  let last = { at: clock(), position: keeping.latestFloor() };
  return async ({ position, definitions, world }) => {
    const isDue = position - last.position >= everyEvents || clock() - last.at >= DAY_MS;
    if (!isDue || position === last.position) return;
    keeping.keepFloor({ position, definitions, world: await packText(world) });
    last = { at: clock(), position };
  };
}
