import { createReadStream } from 'node:fs';
import { READ_BYTES, unzippedBytes } from './read-bytes.ts';
import { FileFailure } from './file-failure.ts';

/** Where a table's bytes are: in a file, or in memory when they were piped in or uploaded. */
export type TableSource = {
  /** Called so in everything that is said about it. */
  readonly name: string;
  readonly held:
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'bytes'; readonly bytes: Buffer };
};

/** A table is read more than once, first to find out how it is written: what comes through a pipe is held, and a day's export of any centre is far smaller. */
const MOST_PIPED_BYTES = 512 * 1_048_576;

/** The table at a path; `-` is standard input, which is read to its end. Rejects with a FileFailure. */
export async function tableSource(path: string): Promise<TableSource> {
  if (path !== '-') return { name: path, held: { kind: 'file', path } };
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of process.stdin) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      chunks.push(bytes);
      size += bytes.length;
      if (size > MOST_PIPED_BYTES)
        throw new FileFailure(
          `standard input is longer than ${MOST_PIPED_BYTES / 1_048_576} MB, which is as much as is held of a table: give the name of a file`,
        );
    }
  } catch (cause) {
    throw FileFailure.of('read', path, cause);
  }
  return tableOfBytes('standard input', Buffer.concat(chunks));
}

/** A table that was uploaded, or is already in memory. */
export const tableOfBytes = (name: string, bytes: Uint8Array): TableSource => ({
  name,
  held: { kind: 'bytes', bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
});

/** The bytes of a table from its beginning, unzipped when they are a gzip file; each time it is asked, again. */
export const bytesOfTable = ({ held }: TableSource): AsyncGenerator<Buffer> =>
  unzippedBytes(
    held.kind === 'file' ? createReadStream(held.path, { highWaterMark: READ_BYTES }) : portions(held.bytes),
  );

async function* portions(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += READ_BYTES) yield bytes.subarray(at, at + READ_BYTES);
}
