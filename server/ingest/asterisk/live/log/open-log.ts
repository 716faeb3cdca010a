import { open, type FileHandle } from 'node:fs/promises';
import { epochMs, type EpochMs } from '#domain/time.ts';
import { findLogOffset } from './find-log-offset.ts';
import { findPlace } from './find-place.ts';
import { LINE_BYTES, inodeOf, lastTime, readLogId } from './log-file.ts';
import { BEFORE_BYTES, bytesBefore, placeAt, type LogPlace } from './log-place.ts';

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
  /** Whether there is more than was read, if only a part of a line; and whether it is a line. */
  hasMore(): Promise<boolean>;
  hasLine(): Promise<boolean>;
  close(): Promise<void>;
};

/** Opens a log at its beginning. Throws when it is not there or may not be read. */
export async function openLogAtStart(path: string): Promise<OpenLog> {
  const handle = await open(path, 'r');
  return openLog(await opened(path, handle), undefined);
}

/** Opens a log at the first line of `since` or later. */
export async function openLogSince(path: string, since: EpochMs): Promise<OpenLog> {
  const handle = await open(path, 'r');
  return openLog(await opened(path, handle), await startAt(handle, await findLogOffset(handle, since)));
}

/** Opens a log after the line that was read last; undefined, and closed again, where it does not have that line. */
export async function openLogAfter(path: string, place: LogPlace): Promise<OpenLog | undefined> {
  const handle = await open(path, 'r');
  const found = await findPlace(handle, place);
  const file = found && (await readLogId(handle));
  // What was recognised is kept, and not read again: the file may be emptied at this moment.
  if (found !== undefined && file !== undefined)
    return openLog(await opened(path, handle), { ...found, file, at: place.at });
  await handle.close();
  return undefined;
}

async function startAt(handle: FileHandle, offset: number): Promise<LogPlace | undefined> {
  const file = await readLogId(handle);
  return file === undefined || offset === 0 ? undefined : placeAt(handle, file, offset);
}

/** Some seven hundred lines: what is committed in a few milliseconds. */
const PIECE_BYTES = 2 * LINE_BYTES;
const LINE_FEED = 0x0a;

type Opened = { readonly path: string; readonly inode: string; readonly handle: FileHandle };

const opened = async (path: string, handle: FileHandle): Promise<Opened> => ({
  path,
  handle,
  inode: inodeOf(await handle.stat()),
});

function openLog({ path, inode, handle }: Opened, start: LogPlace | undefined): OpenLog {
  let place: LogPlace | undefined = start;
  let isSkipping = false;

  async function stands(): Promise<boolean> {
    if (place === undefined) return true;
    return (await bytesBefore(handle, place.offset, place.before.length)) === place.before;
  }

  /** One piece, or a part of a line without end, which is passed over. Answers whether there may be more. */
  async function readPiece(file: string, { take, missed }: LogReader): Promise<boolean> {
    const offset = place?.offset ?? 0;
    const bytes = await pieceAt(handle, offset);
    const { lines, skipped } = cutPiece(bytes, isSkipping);
    if (lines.length + skipped === 0) return false;
    if (skipped > 0 && !isSkipping)
      missed(`${path} has a line of more than ${PIECE_BYTES} bytes at byte ${offset}`);
    isSkipping = skipped > 0 && bytes[skipped - 1] !== LINE_FEED;
    const after = placeAfter(place, { file, bytes: bytes.subarray(0, skipped + lines.length), lines });
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
    hasMore: async () => (await handle.stat()).size > (place?.offset ?? 0),
    hasLine: async () => (await pieceAt(handle, place?.offset ?? 0)).includes(LINE_FEED),
    close: () => handle.close(),
  };
}

async function pieceAt(handle: FileHandle, offset: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(PIECE_BYTES), 0, PIECE_BYTES, offset);
  return buffer.subarray(0, bytesRead);
}

type ReadBytes = { readonly file: string; readonly bytes: Buffer; readonly lines: Buffer };

/** Where a log stands after these bytes; a line that was passed over has no time. */
function placeAfter(place: LogPlace | undefined, { file, bytes, lines }: ReadBytes): LogPlace {
  const before = `${place?.before ?? ''}${bytes.toString('latin1', Math.max(0, bytes.length - BEFORE_BYTES))}`;
  return {
    file,
    offset: (place?.offset ?? 0) + bytes.length,
    before: before.slice(-BEFORE_BYTES),
    at: lines.length > 0 ? lastTime(lines) : (place?.at ?? epochMs(0)),
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
