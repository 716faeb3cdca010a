import { open, type FileHandle } from 'node:fs/promises';
import { epochMs, type EpochMs } from '#domain/time.ts';
import { findLogOffset } from './find-log-offset.ts';
import { LINE_BYTES, inodeOf, readLogId, timeOf } from './log-file.ts';

/** Whole lines of a log, as they stand in it. */
export type LogPiece = {
  /** Ends with a line feed. */
  readonly bytes: Buffer;
  /** The log's own name: it stays when the file is renamed or copied. */
  readonly file: string;
  /** Of the first byte in that file. */
  readonly offset: number;
  /** Where the log stands after this piece. */
  readonly after: LogPlace;
};

/** How far a log was read. */
export type LogPlace = {
  readonly file: string;
  readonly offset: number;
  /** The last bytes before the offset, by which the place is known again. */
  readonly before: string;
  /** The time of the last line. */
  readonly at: EpochMs;
};

export type LogReader = {
  readonly take: (piece: LogPiece) => Promise<void>;
  readonly missed: (sentence: string) => void;
};

/** One log that is open to be read. */
export type OpenLog = {
  readonly path: string;
  readonly inode: string;
  /** Where it stands; undefined while it has no whole line. */
  place(): LogPlace | undefined;
  /** Whether it still holds what was read of it. */
  stands(): Promise<boolean>;
  /** Gives the whole lines that were not given yet, to the end. */
  readOn(reader: LogReader, signal: AbortSignal): Promise<void>;
  hasUnfinishedLine(): Promise<boolean>;
  close(): Promise<void>;
};

/** Opens a log where it was left, or at its beginning. Throws when it is not there or may not be read. */
export async function openLogAt(path: string, place?: LogPlace): Promise<OpenLog> {
  const handle = await open(path, 'r');
  return openLog({ path, handle, inode: inodeOf(await handle.stat()) }, place);
}

/** Opens a log at the first line of `since` or later. */
export async function openLogSince(path: string, since: EpochMs): Promise<OpenLog> {
  const handle = await open(path, 'r');
  const file = await readLogId(handle);
  const offset = await findLogOffset(handle, since);
  const before = await bytesBefore(handle, offset);
  const place = file === undefined ? undefined : { file, offset, before, at: epochMs(0) };
  return openLog({ path, handle, inode: inodeOf(await handle.stat()) }, place);
}

/** Some seven hundred lines: what is committed in a few milliseconds. */
const PIECE_BYTES = 2 * LINE_BYTES;
/** Enough to tell one log from another by its last line or two. */
const BEFORE_BYTES = 128;

type Opened = { readonly path: string; readonly inode: string; readonly handle: FileHandle };

function openLog({ path, inode, handle }: Opened, start: LogPlace | undefined): OpenLog {
  let place: LogPlace | undefined = start;
  let isSkipping = false;

  async function stands(): Promise<boolean> {
    if (place === undefined) return true;
    return (await bytesBefore(handle, place.offset)) === place.before;
  }

  /** One piece, or a part of a line without end, which is passed over. Answers whether there may be more. */
  async function readPiece(file: string, { take, missed }: LogReader): Promise<boolean> {
    const offset = place?.offset ?? 0;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(PIECE_BYTES), 0, PIECE_BYTES, offset);
    const { lines, skipped } = cutPiece(buffer.subarray(0, bytesRead), isSkipping);
    if (lines.length + skipped === 0) return false;
    if (skipped > 0 && !isSkipping)
      missed(`${path} has a line of more than ${PIECE_BYTES} bytes at byte ${offset}`);
    isSkipping = skipped > 0 && buffer[skipped - 1] !== LINE_FEED;
    const end = offset + skipped + lines.length;
    const at = lines.length > 0 ? lastTime(lines) : (place?.at ?? epochMs(0));
    const after = { file, offset: end, before: await bytesBefore(handle, end), at };
    if (lines.length > 0) await take({ bytes: lines, file, offset, after });
    place = after;
    return true;
  }

  return {
    path,
    inode,
    place: () => place,
    stands,
    async readOn(reader, signal) {
      const file = place?.file ?? (await readLogId(handle));
      if (file === undefined || !(await stands())) return;
      while (!signal.aborted && (await readPiece(file, reader)));
    },
    hasUnfinishedLine: async () => (await handle.stat()).size > (place?.offset ?? 0),
    close: () => handle.close(),
  };
}

/** The whole lines at the beginning; none of a line that does not end, which is then skipped to its end. */
function cutPiece(bytes: Buffer, isSkipping: boolean): { readonly lines: Buffer; readonly skipped: number } {
  const none = bytes.subarray(0, 0);
  const first = bytes.indexOf(LINE_FEED) + 1;
  if (isSkipping) return { lines: none, skipped: first === 0 ? bytes.length : first };
  if (first > 0) return { lines: bytes.subarray(0, bytes.lastIndexOf(LINE_FEED) + 1), skipped: 0 };
  return { lines: none, skipped: bytes.length < PIECE_BYTES ? 0 : bytes.length };
}

const LINE_FEED = 0x0a;

function lastTime(lines: Buffer): EpochMs {
  const start = lines.lastIndexOf(LINE_FEED, -2) + 1;
  return timeOf(lines.toString('utf8', start, start + 20));
}

async function bytesBefore(handle: FileHandle, offset: number): Promise<string> {
  const length = Math.min(BEFORE_BYTES, offset);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset - length);
  return buffer.toString('latin1', 0, bytesRead);
}
