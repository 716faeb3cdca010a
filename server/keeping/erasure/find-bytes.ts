import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The files below a folder that hold this text, as UTF-8. */
export async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const needle = Buffer.from(text);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && (await holds(path, needle))) found.push(path);
  }
  return found;
}

async function holds(path: string, needle: Buffer): Promise<boolean> {
  let end = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path)) {
      const whole = Buffer.concat([end, chunk as Buffer]);
      if (whole.includes(needle)) return true;
      end = whole.subarray(Math.max(0, whole.length - needle.length + 1));
    }
  } catch (error) {
    // A file may be replaced while others are read; the one in its place is in the next listing.
    if (Reflect.get(Object(error), 'code') !== 'ENOENT') throw error;
  }
  return false;
}
