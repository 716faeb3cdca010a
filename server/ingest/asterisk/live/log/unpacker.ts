import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { absentIfMissing } from './log-file.ts';

/** Unpacks rotated logs into a folder of its own, readable by its owner only, each once. */
export type Unpacker = {
  /** The path of the unpacked file; undefined when the packed one is not there any more. Throws when it cannot be unpacked. */
  unpack(path: string): Promise<string | undefined>;
  /** Removes what was unpacked. */
  clear(): Promise<void>;
};

/** Nothing unpacked yet. */
export function createUnpacker(): Unpacker {
  const unpacked = new Map<string, Promise<string>>();
  let folder: Promise<string> | undefined;
  return {
    async unpack(path) {
      const found = await stat(path).catch(absentIfMissing);
      if (found === undefined) return undefined;
      folder ??= mkdtemp(join(tmpdir(), 'callboard-log-'));
      const key = `${path} ${found.mtimeMs} ${found.size}`;
      const target = join(await folder, String(unpacked.size));
      const work = unpacked.get(key) ?? unpackTo(path, target);
      unpacked.set(key, work);
      return work;
    },
    async clear() {
      const made = await folder;
      [folder] = [undefined];
      unpacked.clear();
      if (made !== undefined) await rm(made, { recursive: true, force: true });
    },
  };
}

async function unpackTo(path: string, target: string): Promise<string> {
  const unpack = path.endsWith('.gz')
    ? createGunzip()
    : path.endsWith('.zst')
      ? createZstdDecompress()
      : undefined;
  if (unpack === undefined) throw new Error('it is packed in another way than .gz or .zst');
  await pipeline(createReadStream(path), unpack, createWriteStream(target, { mode: 0o600 }));
  return target;
}
