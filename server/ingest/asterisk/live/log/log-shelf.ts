import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { EpochMs } from '#domain/time.ts';
import { absentIfMissing, inodeAt, readLogFile, type LogFile } from './log-file.ts';
import type { Unpacker } from './unpacker.ts';

/** The logs of one place. */
export type LogShelf = {
  /** The queue_log and what it was rotated into, oldest first; those that were packed, unpacked. */
  readonly files: readonly LogFile[];
  /** Why rotated ones could not be read, in words. */
  readonly unreadable: readonly string[];
};

/**
 * The queue_log at `path` and its rotations; packed ones as far as they were written after `since`. What holds no line is left
 * out; a current file that may not be read throws. Undefined when somebody rotated while we looked.
 */
export async function readLogShelf(
  path: string,
  since: EpochMs,
  unpacker: Unpacker,
): Promise<LogShelf | undefined> {
  const names = await namesAt(path);
  const known = new Map<string, LogFile>();
  const unreadable: string[] = [];
  for (const { name, kind } of names) {
    const one = join(dirname(path), name);
    if (kind === 'packed' && !(await isWrittenAfter(one, since))) continue;
    const file = await readRotated(one, kind, unpacker).catch((cause: unknown) => {
      if (one === path) throw cause;
      unreadable.push(sentenceOf(one, cause));
    });
    const other = file && known.get(file.id);
    // Of a file and its copy, the longer one has all that either has.
    if (file !== undefined && (other === undefined || other.size < file.size)) known.set(file.id, file);
  }
  const isSame = JSON.stringify(names) === JSON.stringify(await namesAt(path));
  return isSame ? { files: [...known.values()].toSorted(byTime), unreadable } : undefined;
}

const byTime = (one: LogFile, other: LogFile): number => one.firstAt - other.firstAt || one.size - other.size;

type Named = { readonly name: string; readonly kind: 'plain' | 'packed'; readonly inode: string };

/** What lies beside the log under names of rotations, and which files these are. */
async function namesAt(path: string): Promise<readonly Named[]> {
  const names = await readdir(dirname(path));
  const named: Named[] = [];
  for (const name of names.toSorted()) {
    const kind = rotationOf(basename(path), name);
    const found = kind === 'none' ? undefined : await inodeAt(join(dirname(path), name));
    if (kind !== 'none' && found !== undefined) named.push({ name, kind, inode: found.inode });
  }
  return named;
}

type Kind = 'plain' | 'packed' | 'none';

async function readRotated(
  path: string,
  kind: Named['kind'],
  unpacker: Unpacker,
): Promise<LogFile | undefined> {
  if (kind === 'plain') return readLogFile(path);
  const unpacked = await unpacker.unpack(path);
  return unpacked === undefined ? undefined : readLogFile(unpacked);
}

/** A packed file has the time of the file that was packed. */
async function isWrittenAfter(path: string, since: EpochMs): Promise<boolean> {
  const found = await stat(path).catch(absentIfMissing);
  return found !== undefined && found.mtimeMs >= since;
}

function sentenceOf(path: string, cause: unknown): string {
  const code = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  if (code === 'EACCES' || code === 'EPERM') return `permission denied: ${path}`;
  return `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
}

/** `queue_log`, `queue_log.0`, `queue_log.1795326000`, `queue_log-20261122`, and these with `.gz` or another ending of packed files. */
function rotationOf(base: string, name: string): Kind {
  if (name === base) return 'plain';
  const rest = name.startsWith(base) ? name.slice(base.length) : '';
  if (!/^[.-][\w.-]*\d[\w.-]*$/.test(rest)) return 'none';
  return /\.(gz|bz2|xz|zst|lz4|Z|zip)$/.test(rest) ? 'packed' : 'plain';
}
