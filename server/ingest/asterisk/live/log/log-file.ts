import { createHash } from 'node:crypto';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { SECOND_MS, epochMs, type EpochMs } from '#domain/time.ts';

/** One file that is or was the queue_log. */
export type LogFile = {
  readonly path: string;
  /** The time of its first line. */
  readonly firstAt: EpochMs;
  /** Stays the same when the file is renamed or copied: two files with one first line are one log. */
  readonly id: string;
  readonly size: number;
  /** The time of its last whole line. */
  readonly lastAt: EpochMs;
};

/** A line may have 8,192 bytes of body (main/logger.c); what is four times as long is no queue_log. */
export const LINE_BYTES = 32_768;

/** What is at `path`; undefined when nothing is, or no whole line. */
export async function readLogFile(path: string): Promise<LogFile | undefined> {
  const handle = await open(path, 'r').catch(absentIfMissing);
  if (handle === undefined) return undefined;
  try {
    const found = await handle.stat();
    const first = found.isFile() ? await readFirstLine(handle) : undefined;
    if (first === undefined) return undefined;
    const lastAt = await readLastTime(handle, found.size);
    return { path, size: found.size, id: idOf(first), firstAt: timeOf(first), lastAt };
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

/** Passes over that there is no such file; throws any other failure. */
export function absentIfMissing(cause: unknown): undefined {
  if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR'))
    return undefined;
  throw cause;
}

/** Enough for the lines that logs begin with: QUEUESTART, CONFIGRELOAD, or an ordinary one. */
const FIRST_LINE_BYTES = LINE_BYTES;

async function readFirstLine(handle: FileHandle): Promise<string | undefined> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(FIRST_LINE_BYTES), 0, FIRST_LINE_BYTES, 0);
  const end = buffer.subarray(0, bytesRead).indexOf(0x0a);
  if (end === -1 && bytesRead < FIRST_LINE_BYTES) return undefined;
  return buffer.toString('utf8', 0, end === -1 ? bytesRead : end);
}

async function readLastTime(handle: FileHandle, size: number): Promise<EpochMs> {
  const from = Math.max(0, size - 2 * LINE_BYTES);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2 * LINE_BYTES), 0, 2 * LINE_BYTES, from);
  const lines = buffer.subarray(0, bytesRead);
  return lastTime(lines.subarray(0, lines.lastIndexOf(0x0a) + 1));
}

/** The time of the last of these lines. */
export function lastTime(lines: Buffer): EpochMs {
  const start = lines.lastIndexOf(0x0a, -2) + 1;
  return timeOf(lines.toString('utf8', start, start + 20));
}

const idOf = (first: string): string => createHash('sha256').update(first).digest('hex').slice(0, 12);
