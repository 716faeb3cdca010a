import { epochMs, type EpochMs } from '#domain/time.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { readBytes } from '../../files/read-bytes.ts';
import { readLines } from '../../files/read-lines.ts';
import { CommandFailure } from '../run-command.ts';

/** A piece of a captured stream; without a timing file our clock at its receipt is not known. */
export type CapturedChunk = { readonly bytes: Buffer; readonly receivedAt: EpochMs | undefined };

/**
 * The pieces of a capture, zipped or not, as they came: `timing` has a line `{"recv_ms", "offset", "len"}` for each read of the socket.
 * What no line speaks of comes at the time of the piece before it. Throws a FileFailure for what cannot be read.
 */
export async function* capturedChunks(
  path: string,
  timing: string | undefined,
): AsyncGenerator<CapturedChunk> {
  const times = timing === undefined ? undefined : readTimes(timing);
  let receivedAt: EpochMs | undefined;
  let offset = 0;
  let next = await times?.next();
  try {
    for await (const read of readBytes(path)) {
      let bytes = read;
      while (bytes.length > 0) {
        while (next?.done === false && next.value.offset <= offset) {
          receivedAt = next.value.receivedAt;
          next = await times?.next();
        }
        const end = next?.done === false ? Math.min(bytes.length, next.value.offset - offset) : bytes.length;
        yield { bytes: bytes.subarray(0, end), receivedAt };
        offset += end;
        bytes = bytes.subarray(end);
      }
    }
  } catch (cause) {
    if (cause instanceof CommandFailure || cause instanceof FileFailure) throw cause;
    throw FileFailure.of('read', path, cause);
  } finally {
    await times?.return(undefined);
  }
}

type Time = { readonly receivedAt: EpochMs; readonly offset: number };

async function* readTimes(path: string): AsyncGenerator<Time, undefined> {
  for await (const { first, lines } of readLines(path)) {
    for (const [index, line] of lines.entries()) {
      if (line.trim() !== '') yield timeOf(line, `${path} line ${first + index}`);
    }
  }
  return undefined;
}

function timeOf(line: string, place: string): Time {
  const match = /"recv_ms"\s*:\s*(\d{12,13})\b/.exec(line);
  const offset = /"offset"\s*:\s*(\d{1,15})\b/.exec(line);
  if (match === null || offset === null)
    throw new CommandFailure(`${place}: expected {"recv_ms":…,"offset":…,"len":…}, got ${line.slice(0, 80)}`);
  return { receivedAt: epochMs(Number(match[1])), offset: Number(offset[1]) };
}
