import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { PassThrough, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { FileFailure } from './file-failure.ts';

/** A file being written. Nothing of that name is there before `commit`: what is cut short never looks complete. */
export type FileWriter = {
  /** Resolves when there is room for more. */
  write(chunk: string | Uint8Array): Promise<void>;
  /** Ends the file and gives it its name. */
  commit(): Promise<void>;
  /** Leaves nothing behind; after `commit` it does nothing. */
  discard(): Promise<void>;
};

/**
 * Opens `path` for writing, zipped when it ends in `.gz`; `-` is standard output, which is written as it comes.
 * Whatever cannot be written throws a FileFailure.
 */
export function writeEventFile(path: string): FileWriter {
  const partial = path === '-' ? undefined : `${path}.partial-${process.pid}`;
  const entry = new PassThrough({ highWaterMark: BUFFER_BYTES });
  const target = partial === undefined ? process.stdout : createWriteStream(partial, { flush: true });
  const done = flow(entry, target, path.endsWith('.gz'), partial === undefined);
  let failure: unknown;
  // Told to whoever writes or commits next; without this a failure between two writes would stop the program.
  done.catch((cause: unknown) => (failure = cause));
  let settled = false;
  return {
    async write(chunk) {
      if (failure === undefined && !entry.write(chunk)) {
        await Promise.race([once(entry, 'drain'), done.catch(() => undefined)]);
      }
      if (failure !== undefined) throw FileFailure.of('write', path, failure);
    },
    async commit() {
      settled = true;
      try {
        entry.end();
        await done;
        if (partial !== undefined) await rename(partial, path);
      } catch (cause) {
        if (partial !== undefined) await rm(partial, { force: true });
        throw FileFailure.of('write', path, cause);
      }
    },
    async discard() {
      if (settled) return;
      settled = true;
      entry.destroy();
      await done.catch(() => undefined);
      if (partial !== undefined) await rm(partial, { force: true });
    },
  };
}
