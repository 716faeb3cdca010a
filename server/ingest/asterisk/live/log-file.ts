import { createHash } from 'node:crypto';
import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SECOND_MS, epochMs, type EpochMs } from '#domain/time.ts';

/** One file that is or was the queue_log. */
export type LogFile = {
  readonly path: string;
  /** The time of its first line. */
  readonly firstAt: EpochMs;
  /** Stays the same when the file is renamed or copied: two files with one first line are one log. */
  readonly id: string;
  readonly size: number;
};

/** A line may have 8,192 bytes of body (main/logger.c); what is four times as long is no queue_log. */
export const LINE_BYTES = 32_768;

/** The logs of one place. */
export type LogShelf = {
  /** The queue_log and what it was rotated into, oldest first. */
  readonly files: readonly LogFile[];
  /** Rotated ones that we may not read. */
  readonly unreadable: readonly string[];
};

/** The queue_log at `path` and its rotations. Packed files and what holds no line are left out; a current file that may not be read throws. */
export async function readLogShelf(path: string): Promise<LogShelf> {
  const names = (await readdir(dirname(path))).filter((name) => isRotationOf(basename(path), name));
  const known = new Map<string, LogFile>();
  const unreadable: string[] = [];
  for (const name of names) {
    const one = join(dirname(path), name);
    const file = await readLogFile(one).catch((cause: unknown) => {
      if (one === path || !isForbidden(cause)) throw cause;
      unreadable.push(one);
    });
    const other = file && known.get(file.id);
    // Of a file and its copy, the longer one has all that either has.
    if (file !== undefined && (other === undefined || other.size < file.size)) known.set(file.id, file);
  }
  const files = [...known.values()].sort(
    (one, other) => one.firstAt - other.firstAt || one.size - other.size,
  );
  return { files, unreadable };
}

/** What is at `path`; undefined when nothing is, or no whole line. */
async function readLogFile(path: string): Promise<LogFile | undefined> {
  const handle = await open(path, 'r').catch(absentIfMissing);
  if (handle === undefined) return undefined;
  try {
    const found = await handle.stat();
    const first = found.isFile() ? await readFirstLine(handle) : undefined;
    if (first === undefined) return undefined;
    return { path, size: found.size, id: idOf(first), firstAt: timeOf(first) };
  } finally {
    await handle.close();
  }
}

/** What a file is, however it is renamed. */
export const inodeOf = ({ dev, ino }: { readonly dev: number; readonly ino: number }): string =>
  `${dev}:${ino}`;

/** The inode and size of what the name stands for now; undefined when it stands for nothing. */
export async function inodeAt(
  path: string,
): Promise<{ readonly inode: string; readonly size: number } | undefined> {
  const found = await stat(path).catch(absentIfMissing);
  return found && { inode: inodeOf(found), size: found.size };
}

/** The name by which facts of an open file are told apart from those of others; undefined while it has no whole line. */
export async function readLogId(handle: FileHandle): Promise<string | undefined> {
  const first = await readFirstLine(handle);
  return first === undefined ? undefined : idOf(first);
}

/** The time that a line begins with; 0 when it begins with none. */
export function timeOf(line: string): EpochMs {
  const [seconds] = /^\d{1,12}(?=[.|])/.exec(line) ?? [];
  return epochMs(Number(seconds ?? 0) * SECOND_MS);
}

function absentIfMissing(cause: unknown): undefined {
  if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR'))
    return undefined;
  throw cause;
}

const isForbidden = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && (cause.code === 'EACCES' || cause.code === 'EPERM');

/** `queue_log`, `queue_log.0`, `queue_log.1795326000`, `queue_log-20261122`; not `queue_log.1.gz`. */
function isRotationOf(base: string, name: string): boolean {
  if (name === base) return true;
  const rest = name.startsWith(base) ? name.slice(base.length) : '';
  return /^[.-][\w.-]*\d[\w.-]*$/.test(rest) && !/\.(gz|bz2|xz|zst|lz4|Z|zip)$/.test(rest);
}

/** Enough for the lines that logs begin with: QUEUESTART, CONFIGRELOAD, or an ordinary one. */
const FIRST_LINE_BYTES = LINE_BYTES;

async function readFirstLine(handle: FileHandle): Promise<string | undefined> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(FIRST_LINE_BYTES), 0, FIRST_LINE_BYTES, 0);
  const end = buffer.subarray(0, bytesRead).indexOf(0x0a);
  if (end === -1 && bytesRead < FIRST_LINE_BYTES) return undefined;
  return buffer.toString('utf8', 0, end === -1 ? bytesRead : end);
}

const idOf = (first: string): string => createHash('sha256').update(first).digest('hex').slice(0, 12);
