import type { FileHandle } from 'node:fs/promises';
import type { EpochMs } from '#domain/time.ts';
import { LINE_BYTES, timeOf } from './log-file.ts';

/** Where the first line at or after `since` begins; the size of the file when every line is older. Lines may be a second out of order. */
export async function findLogOffset(handle: FileHandle, since: EpochMs): Promise<number> {
  const { size } = await handle.stat();
  // Always the beginning of a line; every line before it is too old.
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const line = await lineFrom(handle, middle);
    if (line === undefined || line.start >= high) high = middle;
    else if (line.at < since) low = line.end;
    else high = line.start;
  }
  return low;
}

type Line = { readonly start: number; readonly end: number; readonly at: EpochMs };

/** The first whole line that begins at `offset` or later; undefined when there is none within reach. */
async function lineFrom(handle: FileHandle, offset: number): Promise<Line | undefined> {
  // The byte before tells whether a line begins at the offset itself.
  const from = Math.max(0, offset - 1);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2 * LINE_BYTES), 0, 2 * LINE_BYTES, from);
  const bytes = buffer.subarray(0, bytesRead);
  const start = offset === 0 ? 0 : bytes.indexOf(0x0a) + 1;
  if (offset > 0 && start === 0) return undefined;
  const end = bytes.indexOf(0x0a, start) + 1;
  if (end === 0) return undefined;
  return {
    start: from + start,
    end: from + end,
    at: timeOf(bytes.toString('utf8', start, Math.min(end, start + 20))),
  };
}
