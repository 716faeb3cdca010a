import {
  appendFile,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  truncate,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LogPlace } from './log-place.ts';
import { follow, line, linesFrom } from './testing/log-follower.ts';

let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-log-'));
  path = join(folder, 'queue_log');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** What programs do that bring a file from elsewhere, each with more lines than there were. */
const REPLACEMENTS: Readonly<Record<string, (more: string) => Promise<void>>> = {
  'a new file is moved into its place, as rsync does': async (more) => {
    await copyFile(path, `${path}.tmp`);
    await appendFile(`${path}.tmp`, more);
    await rename(`${path}.tmp`, path);
  },
  'it is emptied and written anew': async (more) => {
    const whole = await readFile(path);
    await truncate(path);
    await appendFile(path, whole);
    await appendFile(path, more);
  },
  'it is deleted and written anew': async (more) => {
    const whole = await readFile(path);
    await unlink(path);
    await writeFile(path, Buffer.concat([whole, Buffer.from(more)]));
  },
  'its beginning is cut off on the way': async (more) => {
    const whole = await readFile(path, 'utf8');
    await writeFile(
      `${path}.tmp`,
      `${whole
        .split(/(?<=\n)/)
        .slice(-2)
        .join('')}${more}`,
    );
    await rename(`${path}.tmp`, path);
  },
  'its beginning is cut off in place': async (more) => {
    const whole = await readFile(path, 'utf8');
    await writeFile(
      path,
      `${whole
        .split(/(?<=\n)/)
        .slice(-2)
        .join('')}${more}`,
    );
  },
};

describe('a file that is replaced loses nothing and doubles nothing, when', () => {
  test.each(Object.entries(REPLACEMENTS))('%s', async (_, replace) => {
    await writeFile(path, linesFrom(0, 5));
    const follower = follow(path);
    await follower.looked();
    for (const first of [5, 7, 9]) {
      await replace(linesFrom(first, 2));
      await follower.until(linesFrom(0, first + 2));
    }
    await follower.stop();
    expect(follower.read()).toBe(linesFrom(0, 11));
    expect(follower.missed).toEqual([]);
  });

  test('it is written anew so slowly that we look in between', async () => {
    await writeFile(path, linesFrom(0, 5));
    const follower = follow(path);
    await follower.looked();
    await truncate(path);
    for (let number = 0; number < 5; number += 1) {
      await appendFile(path, line(number).slice(0, 9));
      await follower.looked();
      await appendFile(path, line(number).slice(9));
      await follower.looked();
    }
    await appendFile(path, line(5));
    await follower.until(linesFrom(0, 6));
    await follower.stop();
    expect(follower.read()).toBe(linesFrom(0, 6));
    expect(follower.missed).toEqual([]);
  });

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['gz', gzipSync],
    ['zst', zstdCompressSync],
  ])('it was rotated and packed (.%s) while nobody looked', async (ending, pack) => {
    await writeFile(path, linesFrom(0, 3));
    const follower = follow(path);
    await follower.looked();
    await follower.stop();
    await appendFile(path, linesFrom(3, 2));
    await writeFile(`${path}.1.${ending}`, pack(await readFile(path)));
    await utimes(`${path}.1.${ending}`, 1_795_326_004, 1_795_326_004);
    await writeFile(path, linesFrom(10, 2));
    const again = follow(path, follower.place());
    await again.until(linesFrom(3, 2) + linesFrom(10, 2));
    await again.stop();
    expect(again.read()).toBe(linesFrom(3, 2) + linesFrom(10, 2));
    expect(again.missed).toEqual([]);
  });

  test('it was packed in a way that cannot be unpacked, which is said', async () => {
    await writeFile(path, linesFrom(0, 3));
    const follower = follow(path);
    await follower.looked();
    await follower.stop();
    await rename(path, `${path}.1.xz`);
    await writeFile(path, linesFrom(10, 2));
    const again = follow(path, follower.place());
    await again.until(linesFrom(10, 2));
    await again.stop();
    expect(again.missed.join()).toMatch(/queue_log\.1\.xz cannot be read: it is packed in another way than/);
    expect(again.missed.join()).toMatch(/the file that was read last is gone/);
  });
});

const DEEDS = ['append', 'rsync', 'rewrite', 'rename', 'copytruncate', 'pack', 'look', 'restart'] as const;
type Deed = (typeof DEEDS)[number];

/** Rotates the log in one of the ways in which that is done. */
async function rotateBy(way: Deed, number: number): Promise<void> {
  const rotated = `${path}.${number}`;
  if (way === 'copytruncate') {
    await copyFile(path, rotated);
    return truncate(path);
  }
  await rename(path, rotated);
  if (way !== 'pack') return undefined;
  const bytes = await readFile(rotated);
  await writeFile(`${rotated}.gz`, gzipSync(bytes));
  // Who packs keeps the time of the last line.
  const at = Number(bytes.toString().trimEnd().split('\n').at(-1)?.slice(0, 10));
  await utimes(`${rotated}.gz`, at, at);
  return unlink(rotated);
}

/** A log that lives, and a follower that is stopped and started again. */
class Life {
  readonly #path: string;
  #follower: ReturnType<typeof follow>;
  #place: LogPlace | undefined;
  #read = '';
  #next = 1;
  #rotations = 0;
  written = line(0);

  constructor(at: string) {
    this.#path = at;
    this.#follower = follow(at);
  }

  /** Until it has read what there was. */
  begin(): Promise<void> {
    return this.#follower.until(this.written);
  }

  async live(deed: Deed): Promise<void> {
    switch (deed) {
      case 'append':
        return appendFile(this.#path, this.#more(2));
      case 'look':
        return this.#follower.looked();
      case 'restart':
        return this.#restart();
      case 'rsync':
        return REPLACEMENTS['a new file is moved into its place, as rsync does']?.(this.#more(1));
      case 'rewrite':
        return REPLACEMENTS['it is emptied and written anew']?.(this.#more(1));
      case 'rename':
      case 'copytruncate':
      case 'pack':
        this.#rotations += 1;
        await rotateBy(deed, this.#rotations);
        // The switch goes on writing at once.
        return appendFile(this.#path, this.#more(2));
    }
  }

  /** All that was read, once as much was read as was written. */
  async end(): Promise<string> {
    await this.#follower.until(this.written.slice(this.#read.length));
    await this.#follower.stop();
    return this.#read + this.#follower.read();
  }

  async #restart(): Promise<void> {
    await this.#follower.looked();
    this.#read += this.#follower.read();
    this.#place = this.#follower.pieces.at(-1)?.after ?? this.#place;
    await this.#follower.stop();
    this.#follower = follow(this.#path, this.#place);
  }

  #more(count: number): string {
    const more = linesFrom(this.#next, count);
    this.#next += count;
    this.written += more;
    return more;
  }
}

test('of any life of a log, with rotations, packings, replacements and restarts of ours, each line is read once and in order', async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...DEEDS), { maxLength: 14 }), async (deeds) => {
      round += 1;
      await mkdir(join(folder, String(round)));
      path = join(folder, String(round), 'queue_log');
      await writeFile(path, line(0));
      const life = new Life(path);
      await life.begin();
      for (const deed of [...deeds, 'append' as const]) await life.live(deed);
      const read = await life.end();
      expect(read).toBe(life.written);
    }),
    { numRuns: 60 },
  );
});
