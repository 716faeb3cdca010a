import type { FileHandle } from 'node:fs/promises';
import { later, SECOND_MS } from '#domain/time.ts';
import { findLogOffset } from './find-log-offset.ts';
import { timeOf } from './log-file.ts';
import { bytesBefore, type LogPlace } from './log-place.ts';

/** Where it is, and what was recognised before it. */
export type FoundPlace = Pick<LogPlace, 'offset' | 'before'>;

/** So much of a log is searched for the line that was read last: the lines of the seconds around it. */
const SEARCHED_BYTES = 1_048_576;

/**
 * Where in this file what follows the place begins. A file may be the one that was read, a copy, one that begins later or
 * ends earlier: the line that was read last tells. Undefined when it is not in the file.
 */
export async function findPlace(handle: FileHandle, place: LogPlace): Promise<FoundPlace | undefined> {
  const { offset, before } = place;
  const { size } = await handle.stat();
  if (before === '') return undefined;
  if (size >= offset && (await bytesBefore(handle, offset, before.length)) === before)
    return { offset, before };
  // Lines may be a second out of order.
  const from = Math.max(0, (await findLogOffset(handle, later(place.at, -SECOND_MS))) - place.before.length);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(SEARCHED_BYTES), 0, SEARCHED_BYTES, from);
  const text = buffer.toString('latin1', 0, bytesRead);
  const whole = text.lastIndexOf(place.before);
  if (whole !== -1) return { offset: from + whole + before.length, before };
  // What stood before it may have been cut off.
  const line = place.before.slice(place.before.lastIndexOf('\n', place.before.length - 2) + 1);
  const found = timeOf(line) === place.at ? text.lastIndexOf(line) : -1;
  const isAtStart = found === 0 ? from === 0 : text[found - 1] === '\n';
  return found === -1 || !isAtStart ? undefined : { offset: from + found + line.length, before: line };
}
