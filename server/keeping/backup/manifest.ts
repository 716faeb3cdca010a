import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FileFailure } from '../../files/file-failure.ts';

/** What a backup holds. It is written last: a folder without it is no backup. */
export type Manifest = {
  readonly format: 1;
  /** ISO 8601. */
  readonly createdAt: string;
  /** The last position of its journal. */
  readonly head: number;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
};

const FILE = 'backup.json';

/** Writes down what these files of the folder hold. */
export async function writeManifest(
  folder: string,
  names: readonly string[],
  told: Pick<Manifest, 'createdAt' | 'head'>,
): Promise<Manifest> {
  const files = [];
  for (const name of [...names].sort())
    files.push({
      name,
      bytes: (await stat(join(folder, name))).size,
      sha256: await hashOf(join(folder, name)),
    });
  const manifest: Manifest = { format: 1, ...told, files };
  const file = await open(join(folder, FILE), 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(manifest, undefined, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return manifest;
}

/** Reads it, and compares every file with it. Rejects with a FileFailure that names what is not as it was. */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, FILE);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new FileFailure(`${folder} is no finished backup: there is no ${FILE} in it`, { cause });
  });
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== 1)
    throw new FileFailure(`${file} has format ${String(manifest.format)}, this release reads format 1`);
  for (const { name, bytes, sha256 } of manifest.files) {
    const path = join(folder, name);
    const size = (await stat(path).catch(() => undefined))?.size;
    if (size === undefined) throw new FileFailure(`${path} is missing from the backup`);
    if (size !== bytes || (await hashOf(path)) !== sha256)
      throw new FileFailure(
        `${path} is not what was written into the backup: ${size} of ${bytes} bytes, or other ones`,
      );
  }
  return manifest;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
