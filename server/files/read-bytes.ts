import { createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

export type ReadBytesOptions = {
  /** Told how many bytes of the file, as it lies on the disk, have been read so far. */
  readonly onBytes?: (bytes: number) => void;
};

/** As much as one read brings: large enough that the work is in what is read, small enough to show progress by. */
export const READ_BYTES = 1_048_576;

/**
 * The bytes of a file, piece by piece; `-` is standard input. A gzip file is known by its first bytes, whatever its name
 * is, and is unzipped. Throws what the file system or the unzipping says.
 */
export function readBytes(path: string, options: ReadBytesOptions = {}): AsyncGenerator<Buffer> {
  const raw: AsyncIterable<Buffer> =
    path === '-' ? process.stdin : createReadStream(path, { highWaterMark: READ_BYTES });
  return unzippedBytes(counted(raw, options.onBytes));
}

/** Bytes as they come, unzipped when they begin as a gzip file does. */
export async function* unzippedBytes(raw: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const bytes = raw[Symbol.asyncIterator]();
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

async function* startingWith(start: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield start;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    // Whoever stops early leaves no file open.
    await rest.return?.();
  }
}

const isGzip = (start: Buffer): boolean => start[0] === 0x1f && start[1] === 0x8b;

function unzipped(whole: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const unzip = createGunzip({ chunkSize: READ_BYTES });
  // An error of either destroys both, and whoever iterates hears of it: the callback has nothing to add.
  pipeline(Readable.from(whole), unzip, () => undefined);
  return unzip;
}
