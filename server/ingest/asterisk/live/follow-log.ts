import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { Connection, LinkEnd } from '../../links/keep-linked.ts';
import type { Bell } from '../../../clock/timers.ts';
import { inodeAt, readLogShelf, type LogFile } from './log-file.ts';
import { openLogAt, openLogSince, type LogPiece, type LogPlace, type OpenLog } from './open-log.ts';

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

/** Reads the log and what is added to it, through rotations and truncations, until `connection.signal`. Throws when it cannot be read. */
export async function followLog(options: FollowOptions, connection: Connection): Promise<LinkEnd> {
  const { signal } = connection;
  let log = await openStart(options);
  try {
    while (!signal.aborted) {
      await log.readOn(options, signal);
      const next = await nextLog(options, log, signal);
      if (next !== undefined) {
        await log.close();
        log = next;
        continue;
      }
      connection.live();
      await options.bell.wait(LOOK_EVERY_MS, signal);
    }
    return { kind: 'lost', reason: `${options.path} is no longer wanted` };
  } finally {
    await log.close();
  }
}

async function openStart({ path, from, missed }: FollowOptions): Promise<OpenLog> {
  const { files, unreadable } = await readLogShelf(path);
  if (unreadable.length > 0) missed(`permission denied: ${unreadable.join(', ')}`);
  const since = 'since' in from ? from.since : from.at;
  if ('file' in from) {
    const file = files.find((one) => one.id === from.file && one.size >= from.offset);
    if (file !== undefined) return openLogAt(file.path, from);
    missed(
      `the file that was read last is gone: what it had after ${new Date(from.at).toISOString()} is missing`,
      from.at,
    );
  }
  // The last one that begins before, for its end may be after.
  const first = files.findLast((file) => file.firstAt < since) ?? files[0];
  return first === undefined ? openLogAt(path) : openLogSince(first.path, since);
}

/** The log to go on with when this one has been read to its end; undefined while it may still grow. */
async function nextLog(
  options: FollowOptions,
  log: OpenLog,
  signal: AbortSignal,
): Promise<OpenLog | undefined> {
  const { path, missed } = options;
  const current = await inodeAt(path);
  if (current?.inode === log.inode && (await log.stands())) return undefined;
  if (current?.inode === log.inode) return afterTruncation(options, log);
  // A rotation without a new file, or with an empty one: the switch still writes to the old one until it is told.
  if (current === undefined || current.size === 0) return undefined;
  await log.readOn(options, signal);
  const { files } = await readLogShelf(path);
  const next = following(files, log);
  if (next === undefined) return undefined;
  if (await log.hasUnfinishedLine()) missed(`the last line of ${log.path} was never finished`);
  return openLogAt(next.path);
}

/** The same file was emptied (copytruncate): what we had not read of it is in the copy, if there is one. */
async function afterTruncation({ path, missed }: FollowOptions, log: OpenLog): Promise<OpenLog> {
  const place = log.place();
  const { files } = await readLogShelf(path);
  const copy = place && files.find(({ id, size }) => id === place.file && size >= place.offset);
  if (copy !== undefined) return openLogAt(copy.path, place);
  if (place !== undefined)
    missed(`${path} was emptied in place and has no copy: lines of its last moment may be missing`);
  return openLogAt(path);
}

function following(files: readonly LogFile[], log: OpenLog): LogFile | undefined {
  const place = log.place();
  const own = files.findIndex(({ id }) => id === place?.file);
  if (own !== -1) return files[own + 1];
  return files.find(({ firstAt }) => place === undefined || firstAt >= place.at) ?? files.at(-1);
}
