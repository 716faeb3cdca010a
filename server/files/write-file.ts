import { once } from 'node:events';
import { createWriteStream, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { FileFailure } from './file-failure.ts';

/** A file being written. Nothing of its name is there before `commit`: what is cut short never looks complete. */
export type EventFileWriter = {
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
export function writeEventFile(path: string): EventFileWriter {
  return new PartialFile(path);
}

/** What waits for the disk: more would only hide that the disk is slower than we are. */
const BUFFER_BYTES = 4 * 1_048_576;

class PartialFile implements EventFileWriter {
  readonly #path: string;
  /** Where it is written until it is complete; absent for standard output. */
  readonly #partial: string | undefined;
  readonly #entry = new PassThrough({ highWaterMark: BUFFER_BYTES });
  readonly #done: Promise<void>;
  #failure: unknown;
  #settled = false;

  constructor(path: string) {
    this.#path = path;
    this.#partial = path === '-' || isDevice(path) ? undefined : `${path}.partial-${process.pid}`;
    this.#done = this.#flow();
    // A failure between two writes is told to the next one; unheard it would stop the program.
    this.#done.catch((cause: unknown) => (this.#failure = cause));
  }

  async write(chunk: string | Uint8Array): Promise<void> {
    if (this.#failure === undefined && !this.#entry.write(chunk)) {
      await Promise.race([once(this.#entry, 'drain'), this.#done]).catch((cause: unknown) => {
        throw FileFailure.of('write', this.#path, this.#failure ?? cause);
      });
    }
    if (this.#failure !== undefined) throw FileFailure.of('write', this.#path, this.#failure);
  }

  async commit(): Promise<void> {
    this.#settled = true;
    try {
      this.#entry.end();
      await this.#done;
      if (this.#partial !== undefined) await rename(this.#partial, this.#path);
    } catch (cause) {
      if (this.#partial !== undefined) await rm(this.#partial, { force: true });
      throw FileFailure.of('write', this.#path, cause);
    }
  }

  async discard(): Promise<void> {
    if (this.#settled) return;
    this.#settled = true;
    this.#entry.destroy();
    // It ends with the error that we have just made, or with one that a write has told already.
    await this.#done.catch(() => undefined);
    if (this.#partial !== undefined) await rm(this.#partial, { force: true });
  }

  #flow(): Promise<void> {
    const zip = this.#path.endsWith('.gz') ? [createGzip()] : [];
    if (this.#path === '-') return pipeline([this.#entry, ...zip, process.stdout], { end: false });
    if (this.#partial === undefined) return pipeline([this.#entry, ...zip, createWriteStream(this.#path)]);
    return pipeline([this.#entry, ...zip, createWriteStream(this.#partial, { flush: true })]);
  }
}

/** A device or a pipe is written as it is: a file given its name would take its place. */
function isDevice(path: string): boolean {
  const known = statSync(path, { throwIfNoEntry: false });
  return known !== undefined && !known.isFile() && !known.isDirectory();
}
