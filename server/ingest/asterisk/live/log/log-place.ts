import type { FileHandle } from 'node:fs/promises';
import type { EpochMs } from '#domain/time.ts';
import { LINE_BYTES, lastTime } from './log-file.ts';

/** How far a log was read. */
export type LogPlace = {
  readonly file: string;
  readonly offset: number;
  /** The last bytes before the offset, by which the place is known again. */
  readonly before: string;
  /** The time of the last line. */
  readonly at: EpochMs;
};

/** Enough to tell one log from another by its last line or two. */
export const BEFORE_BYTES = 128;

/** The last bytes before the offset, at most so many. */
export async function bytesBefore(handle: FileHandle, offset: number, most: number): Promise<string> {
  const length = Math.min(most, offset);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset - length);
  return buffer.toString('latin1', 0, bytesRead);
}

/** The place at an offset, where a line begins. */
export async function placeAt(handle: FileHandle, file: string, offset: number): Promise<LogPlace> {
  const length = Math.min(LINE_BYTES, offset);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset - length);
  const at = lastTime(buffer.subarray(0, bytesRead));
  return { file, offset, before: await bytesBefore(handle, offset, BEFORE_BYTES), at };
}
