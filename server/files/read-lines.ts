import { createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FileFailure } from './file-failure.ts';

/** Lines of a text file, with the number of the first, from 1. */
export type LineBatch = { readonly first: number; readonly lines: readonly string[] };

export type ReadLinesOptions = {
  /** Told how many bytes of the file, as it lies on the disk, have been read so far. */
  readonly onBytes?: (bytes: number) => void;
};

/** As much as one read brings: large enough that the work is in the lines, small enough to show progress by. */
const READ_BYTES = 1_048_576;
/** No event or record is near this long: a longer line means that the file is something else. */
const LINE_MAX_BYTES = 1_048_576;
const LINE_FEED = 10;

/**
 * Reads a text file in batches of lines, without their ends (LF or CRLF); `-` is standard input.
 * A gzip file is known by its first bytes, whatever its name is. What cannot be read throws a FileFailure.
 */
export async function* readLines(path: string, options: ReadLinesOptions = {}): AsyncGenerator<LineBatch> {
  let first = 1;
  for await (const text of wholeLines(path, options)) {
    const lines = text.split('\n');
    yield { first, lines: text.includes('\r') ? withoutReturns(lines) : lines };
    first += lines.length;
  }
}

const withoutReturns = (lines: readonly string[]): string[] =>
  lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));

/** Pieces of the file that end where a line ends; the last line feed of each is left out. */
async function* wholeLines(path: string, options: ReadLinesOptions): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of bytesOf(path, options)) {
      const end = chunk.lastIndexOf(LINE_FEED);
      // Whole lines are decoded at once: decoding piece by piece makes strings that are slower to read.
      if (end >= 0) yield Buffer.concat([rest, chunk.subarray(0, end)]).toString();
      rest = end >= 0 ? chunk.subarray(end + 1) : Buffer.concat([rest, chunk]);
      if (rest.length > LINE_MAX_BYTES) throw new FileFailure(`cannot read ${path}: ${TOO_LONG}`);
    }
  } catch (cause) {
    throw FileFailure.of('read', path, cause);
  }
  if (rest.length > 0) yield rest.toString();
}

const TOO_LONG = `a line is longer than ${LINE_MAX_BYTES} bytes, so this is no file of lines`;

async function* bytesOf(path: string, options: ReadLinesOptions): AsyncGenerator<Buffer> {
  const raw: AsyncIterable<Buffer> =
    path === '-' ? process.stdin : createReadStream(path, { highWaterMark: READ_BYTES });
  const bytes = counted(raw, options.onBytes)[Symbol.asyncIterator]();
  const start = await bytes.next();
  if (start.done === true) return;
  const whole = startingWith(start.value, bytes);
  yield* isGzip(start.value) ? unzipped(whole) : whole;
}

async function* counted(
  raw: AsyncIterable<Buffer>,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of raw) {
    bytes += chunk.length;
    onBytes?.(bytes);
    yield chunk;
  }
}

async function* startingWith(start: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield start;
  yield* rest;
}

const isGzip = (start: Buffer): boolean => start[0] === 0x1f && start[1] === 0x8b;

function unzipped(whole: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const unzip = createGunzip({ chunkSize: READ_BYTES });
  // An error of either destroys both, and whoever iterates hears of it: the callback has nothing to add.
  pipeline(Readable.from(whole), unzip, () => undefined);
  return unzip;
}
