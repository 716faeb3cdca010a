import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { Connection, LinkEnd } from '../../../links/keep-linked.ts';
import type { Bell } from '../../../../clock/timers.ts';
import { absentIfMissing, inodeAt, type LogFile } from './log-file.ts';
import type { LogPlace } from './log-place.ts';
import { readLogShelf } from './log-shelf.ts';
import { openLogAfter, openLogAtStart, openLogSince, type LogPiece, type OpenLog } from './open-log.ts';
import { createUnpacker, type Unpacker } from './unpacker.ts';

export type FollowOptions = {
  readonly path: string;
  /** Where to go on; or from when to read, where nothing was read yet. */
  readonly from: LogPlace | { readonly since: EpochMs };
  /** Rings when there is reason to look at once. */
  readonly bell: Bell;
  /** Takes a piece; the next one is read when it resolves. */
  readonly take: (piece: LogPiece) => Promise<void>;
  /** Something that was in the log was not read, in words; `from`: since when, where all of it is missing. */
  readonly missed: (sentence: string, from?: EpochMs) => void;
};

/** How often we look: a network file system tells nobody of a change, and the log itself counts whole seconds. */
const LOOK_EVERY_MS: DurationMs = 250;
/** Whoever rotates makes the new file at once, or has the switch make it within seconds: a file that is away for more looks is gone. */
const LOOKS_WITHOUT = 40;

/**
 * Reads the log and what is added to it until `connection.signal`, in whichever way the file is rotated, emptied, packed or
 * replaced: the line that was read last tells where to go on. Throws when it cannot be read.
 */
export async function followLog(options: FollowOptions, connection: Connection): Promise<LinkEnd> {
  const { signal } = connection;
  const following: Following = { ...options, unpacker: createUnpacker(), seemsLost: false };
  let log: OpenLog | undefined;
  // One that was never there is not waited for.
  let looksWithout = LOOKS_WITHOUT;
  try {
    while (!signal.aborted) {
      log ??= await openStart(following);
      await log?.readOn(options, signal);
      const next = log && (await nextLog(following, log, signal));
      if (log !== undefined && next !== undefined) {
        await log.close();
        log = next;
        // On some network file systems a file is another one each time we look.
        if (await log.hasLine()) continue;
      }
      looksWithout = (await inodeAt(options.path)) === undefined ? looksWithout + 1 : 0;
      if (looksWithout > LOOKS_WITHOUT) return { kind: 'lost', reason: `there is no ${options.path}` };
      connection.live();
      await options.bell.wait(LOOK_EVERY_MS, signal);
    }
    return { kind: 'lost', reason: `${options.path} is no longer wanted` };
  } finally {
    await log?.close();
    await following.unpacker.clear();
  }
}

type Following = FollowOptions & {
  readonly unpacker: Unpacker;
  /** Lines seemed to be lost when we looked last. Somebody may have been rotating at that moment: a second look decides. */
  seemsLost: boolean;
};

/** Whether it is the second look in a row at which lines seem to be lost. */
function areLost(following: Following): boolean {
  const { seemsLost } = following;
  following.seemsLost = !seemsLost;
  return seemsLost;
}

/** The log to begin with; undefined while it is being written anew. */
async function openStart(following: Following): Promise<OpenLog | undefined> {
  const { path, from, missed, unpacker } = following;
  const since = 'since' in from ? from.since : from.at;
  const shelf = await readLogShelf(path, since, unpacker);
  if (shelf === undefined) return undefined;
  const { files, unreadable } = shelf;
  if ('file' in from) {
    const log = await openOwn(files, from);
    if (log !== undefined) return log === 'changed' ? undefined : log;
    const current = files.find((file) => file.path === path);
    if (isBeingWritten(current, from) || !areLost(following)) return undefined;
    missed(
      `the file that was read last is gone: what it had after ${new Date(from.at).toISOString()} is missing`,
      from.at,
    );
  }
  if (unreadable.length > 0) missed(unreadable.join('; '));
  // The last one that begins before, for its end may be after.
  const first = files.findLast((file) => file.firstAt < since) ?? files[0];
  return first === undefined ? openLogAtStart(path) : openLogSince(first.path, since);
}

/** The log in which the line that was read last stands; undefined when none has it, `changed` when one has gone meanwhile. */
async function openOwn(files: readonly LogFile[], place: LogPlace): Promise<OpenLog | 'changed' | undefined> {
  const own = files.filter(({ id }) => id === place.file);
  const others = files.filter(({ id, firstAt }) => id !== place.file && firstAt <= place.at);
  for (const { path } of [...own, ...others.toReversed()]) {
    const log = await openLogAfter(path, place).catch(changedIfMissing);
    if (log !== undefined) return log;
  }
  return undefined;
}

/** Somebody rotates at this moment: what we know of the files is not so any more, and is looked up again. */
function changedIfMissing(cause: unknown): 'changed' {
  absentIfMissing(cause);
  return 'changed';
}

/** The log to go on with when this one has been read to its end; undefined while it may still grow. */
async function nextLog(
  following: Following,
  log: OpenLog,
  signal: AbortSignal,
): Promise<OpenLog | undefined> {
  const { path, missed, unpacker } = following;
  const current = await inodeAt(path);
  const stands = await log.stands();
  if (current?.inode === log.inode && stands) {
    following.seemsLost = false;
    return undefined;
  }
  // A rotation without a new file, or with an empty one: the switch still writes to the old one until it is told.
  if (current === undefined || current.size === 0) return undefined;
  await log.readOn(following, signal);
  const place = log.place();
  if (place === undefined) return current.inode === log.inode ? undefined : openLogAtStart(path);
  const shelf = await readLogShelf(path, place.at, unpacker);
  const next = shelf && (await afterPlace(shelf.files, { place, path }).catch(changedIfMissing));
  if (next === undefined || next === 'changed') return undefined;
  if (next.isLost && !areLost(following)) {
    await next.log.close();
    return undefined;
  }
  if (next.isLost) missed(lossOf(path, stands), place.at);
  if (stands && next.isOther && (await log.hasMore()))
    missed(`the last line of ${log.path} was never finished`);
  return next.log;
}

function lossOf(path: string, stands: boolean): string {
  const what = stands ? 'was replaced by a file that does not go on where it ended' : 'was emptied in place';
  return `${path} ${what}, and no copy of what it was lies beside it: lines in between may be missing`;
}

/** `isOther`: it is not the log that was read; `isLost`: and that is not there any more. */
type Next = { readonly log: OpenLog; readonly isLost: boolean; readonly isOther: boolean };
type Reached = { readonly place: LogPlace; readonly path: string };

/** What follows the place on the shelf. `changed`: that cannot be told now, and may be at the next look. */
async function afterPlace(files: readonly LogFile[], { place, path }: Reached): Promise<Next | 'changed'> {
  const own = await openOwn(files, place);
  if (own === 'changed') return own;
  // It is under another name, or in another file, or written anew: in any case the same log.
  if (own !== undefined && (own.path === path || (await own.hasLine())))
    return { log: own, isLost: false, isOther: false };
  await own?.close();
  const isLost = own === undefined;
  const at = files.findIndex((file) => file.path === own?.path);
  const next = files.find((file, index) => index > at && (!isLost || file.firstAt >= place.at));
  if (next !== undefined) return { log: await openLogAtStart(next.path), isLost, isOther: true };
  if (
    isBeingWritten(
      files.find((file) => file.path === path),
      place,
    )
  )
    return 'changed';
  return { log: await openLogSince(path, place.at), isLost, isOther: true };
}

/** Whether a file has begun, or will begin, as the one that was read, and is not yet as long. */
const isBeingWritten = (file: LogFile | undefined, place: LogPlace): boolean =>
  file === undefined || (file.id === place.file && file.lastAt <= place.at);
