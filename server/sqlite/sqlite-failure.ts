import { StorageFailure } from './storage-failure.ts';

/** SQLite's primary result codes that are about the world and not about our program: https://sqlite.org/rescode.html */
const REASONS: ReadonlyMap<number, StorageFailure['reason']> = new Map([
  [3, 'unwritable'], // PERM
  [5, 'locked'], // BUSY
  [6, 'locked'], // LOCKED
  [8, 'unwritable'], // READONLY
  [10, 'unwritable'], // IOERR
  [11, 'damaged'], // CORRUPT
  [13, 'full'], // FULL
  [14, 'unwritable'], // CANTOPEN
  [26, 'damaged'], // NOTADB
]);

const IO_ERROR = 10;

/** Answers a failure of the disk or the file in words for whoever runs the server. What is our own bug comes back as it was. */
export function storageFailure(
  file: { readonly file: string; readonly what: string },
  cause: unknown,
): Error {
  if (cause instanceof StorageFailure) return cause;
  const reason = REASONS.get(primaryCode(cause)) ?? fileSystemReason(cause);
  if (reason === undefined) return cause instanceof Error ? cause : new Error(String(cause), { cause });
  return new StorageFailure(
    reason,
    `${SENTENCES[reason](`${file.what} ${file.file}`)} (${messageOf(cause)})`,
    { cause },
  );
}

/** True when the disk itself failed: after a failed sync nobody knows what is on it until the file is opened again. */
export function isDiskError(cause: unknown): boolean {
  return primaryCode(cause) === IO_ERROR;
}

const SENTENCES: Readonly<Record<StorageFailure['reason'], (what: string) => string>> = {
  full: (what) =>
    `no room left for the ${what}: nothing of this batch was kept; free some disk space and send it again`,
  damaged: (what) => `the ${what} is damaged: keep a copy of it, then restore it from a backup`,
  locked: (what) =>
    `the ${what} is locked: the data folder is in use by another callboard; stop that one, or give another --data folder`,
  unwritable: (what) => `the ${what} cannot be written: check its owner, its permissions and the disk`,
};

/** The code without SQLite's extension in the upper bits; 0 when the error is not SQLite's. */
function primaryCode(cause: unknown): number {
  const code = field(cause, 'errcode');
  return typeof code === 'number' ? code % 256 : 0;
}

function fileSystemReason(cause: unknown): StorageFailure['reason'] | undefined {
  const code = field(cause, 'code');
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  const refused = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'EIO'];
  return typeof code === 'string' && refused.includes(code) ? 'unwritable' : undefined;
}

const field = (cause: unknown, name: string): unknown =>
  cause instanceof Error ? Reflect.get(cause, name) : undefined;

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
