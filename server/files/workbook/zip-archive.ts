import { crc32 } from 'node:zlib';
import { fromBufferPromise, openPromise, type Entry, type ZipFile } from 'yauzl';
import { FileFailure } from '../file-failure.ts';
import type { TableSource } from '../table-source.ts';

/** The parts of a zip archive, each read from its beginning whenever it is asked for. */
export type ZipArchive = {
  readonly name: string;
  readonly parts: ReadonlySet<string>;
  /** The text of a part, piece by piece. What is damaged, or larger than any sheet, throws a FileFailure. */
  textOf(part: string): AsyncGenerator<string>;
};

/** A sheet of 1,048,576 rows and a hundred columns is as large; an archive of a few kilobytes can pretend to hold more. */
const MOST_PART_BYTES = 8 * 1024 ** 3;
/** A workbook has a dozen parts and one for each sheet. */
const MOST_PARTS = 10_000;

/** Opens an archive to see what is in it. Rejects with a FileFailure. */
export async function zipArchive(source: TableSource): Promise<ZipArchive> {
  const { name } = source;
  const entries = await withZip(source, entriesOf);
  return {
    name,
    parts: new Set(entries.keys()),
    async *textOf(part) {
      const entry = entries.get(part);
      if (entry === undefined) throw new FileFailure(`${name} is damaged: ${part} is not in it`);
      const zip = await openZip(source);
      try {
        yield* textOfEntry(zip, entry);
      } catch (cause) {
        throw damaged(name, part, cause);
      } finally {
        zip.close();
      }
    },
  };
}

async function withZip<Result>(
  source: TableSource,
  work: (zip: ZipFile) => Promise<Result>,
): Promise<Result> {
  const zip = await openZip(source);
  try {
    return await work(zip);
  } catch (cause) {
    throw FileFailure.of('read', source.name, cause);
  } finally {
    zip.close();
  }
}

const OPTIONS = { lazyEntries: true, autoClose: false } as const;

function openZip({ name, held }: TableSource): Promise<ZipFile> {
  const opened =
    held.kind === 'file' ? openPromise(held.path, OPTIONS) : fromBufferPromise(held.bytes, OPTIONS);
  return opened.catch((cause: unknown) => {
    throw FileFailure.of('read', name, cause);
  });
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MOST_PARTS)
    throw new RangeError(`it has ${zip.entryCount} parts, expected a workbook of at most ${MOST_PARTS}`);
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName.replace(/^\//, ''), entry);
  return entries;
}

async function* textOfEntry(zip: ZipFile, entry: Entry): AsyncGenerator<string> {
  if (entry.uncompressedSize > MOST_PART_BYTES)
    throw new RangeError(`it would be ${entry.uncompressedSize} bytes, expected at most ${MOST_PART_BYTES}`);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let sum = 0;
  const stream: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
  for await (const chunk of stream) {
    sum = crc32(chunk, sum);
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
  if (sum !== entry.crc32) throw new RangeError('its check sum is wrong');
}

/** What is wrong with a part, in words. */
export function damaged(name: string, part: string, cause: unknown): FileFailure {
  if (cause instanceof FileFailure) return cause;
  const said = cause instanceof Error ? cause.message : String(cause);
  return new FileFailure(`${name} is damaged: ${part}: ${said}`, { cause });
}
