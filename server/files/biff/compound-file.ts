/** What a compound file begins with, in which Office before 2007 kept its documents. */
export const COMPOUND_FILE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** The streams of a compound file by their names (MS-CFB). What is not as the header says throws a RangeError. */
export function compoundStreams(file: Buffer): ReadonlyMap<string, () => Buffer> {
  const header = headerOf(file);
  const sectors = new Sectors(file, header);
  const folder = sectors.read(header.firstFolder);
  const streams = new Map<string, () => Buffer>();
  let small: Buffer = Buffer.alloc(0);
  for (let at = 0; at + ENTRY_BYTES <= folder.length; at += ENTRY_BYTES) {
    const entry = entryOf(folder.subarray(at, at + ENTRY_BYTES));
    if (entry.kind === ROOT) small = sectors.read(entry.first).subarray(0, entry.size);
    if (entry.kind === STREAM)
      streams.set(entry.name, () =>
        entry.size < header.leastLarge
          ? sectors.readSmall(small, entry)
          : sectors.read(entry.first).subarray(0, entry.size),
      );
  }
  return streams;
}

const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const [STREAM, ROOT] = [2, 5];
/** Numbers from here on are no sectors: the end of a chain, or a free one. */
const NO_SECTOR = 0xff_ff_ff_fa;
/** In the header stand so many sectors of the table. */
const TABLE_SECTORS_IN_HEADER = 109;
const SMALL_BYTES = 64;

type Header = {
  readonly sectorBytes: number;
  readonly firstFolder: number;
  /** Smaller streams are kept together in another one. */
  readonly leastLarge: number;
  readonly firstSmallTable: number;
  readonly firstMoreTable: number;
};

function headerOf(file: Buffer): Header {
  if (file.length < HEADER_BYTES) throw new RangeError(`it ends after ${file.length} bytes`);
  const shift = file.readUInt16LE(30);
  if (shift !== 9 && shift !== 12)
    throw new RangeError(`its sectors have 2^${shift} bytes, expected 2^9 or 2^12`);
  return {
    sectorBytes: 2 ** shift,
    firstFolder: file.readUInt32LE(48),
    leastLarge: file.readUInt32LE(56),
    firstSmallTable: file.readUInt32LE(60),
    firstMoreTable: file.readUInt32LE(68),
  };
}

type Entry = { readonly name: string; readonly kind: number; readonly first: number; readonly size: number };

function entryOf(bytes: Buffer): Entry {
  const nameBytes = Math.min(64, Math.max(2, bytes.readUInt16LE(64))) - 2;
  return {
    name: bytes.toString('utf16le', 0, nameBytes),
    kind: bytes.readUInt8(66),
    first: bytes.readUInt32LE(116),
    size: bytes.readUInt32LE(120),
  };
}

/** Follows chains of sectors through the table that says which one is next. */
class Sectors {
  readonly #file: Buffer;
  readonly #bytes: number;
  readonly #next: Buffer;
  readonly #nextSmall: Buffer;

  constructor(file: Buffer, { sectorBytes, firstMoreTable, firstSmallTable }: Header) {
    this.#file = file;
    this.#bytes = sectorBytes;
    this.#next = this.#table(firstMoreTable);
    this.#nextSmall = firstSmallTable < NO_SECTOR ? this.read(firstSmallTable) : Buffer.alloc(0);
  }

  read(first: number): Buffer {
    return joined(first, this.#next, (sector) => this.#sector(sector));
  }

  readSmall(small: Buffer, { first, size }: Entry): Buffer {
    const part = (sector: number): Buffer => {
      const at = sector * SMALL_BYTES;
      if (at >= small.length) throw new RangeError(`it has no small sector ${sector}`);
      return small.subarray(at, at + SMALL_BYTES);
    };
    return joined(first, this.#nextSmall, part).subarray(0, size);
  }

  #sector(sector: number): Buffer {
    // The header has a sector to itself.
    const from = (sector + 1) * this.#bytes;
    if (from >= this.#file.length) throw new RangeError(`it has no sector ${sector}`);
    return this.#file.subarray(from, from + this.#bytes);
  }

  /** The table's own sectors stand in the header, and those beyond in a chain of sectors of their own. */
  #table(firstMore: number): Buffer {
    const parts: Buffer[] = [];
    const take = (list: Buffer): void => {
      for (let at = 0; at + 4 <= list.length; at += 4) {
        const sector = list.readUInt32LE(at);
        if (sector < NO_SECTOR) parts.push(this.#sector(sector));
      }
    };
    take(this.#file.subarray(76, 76 + 4 * TABLE_SECTORS_IN_HEADER));
    const seen = new Set<number>();
    for (let more = firstMore; more < NO_SECTOR && !seen.has(more);) {
      seen.add(more);
      const list = this.#sector(more);
      take(list.subarray(0, -4));
      more = list.readUInt32LE(list.length - 4);
    }
    return Buffer.concat(parts);
  }
}

function joined(first: number, next: Buffer, part: (sector: number) => Buffer): Buffer {
  const parts: Buffer[] = [];
  const most = next.length / 4;
  for (let sector = first; sector < NO_SECTOR; sector = next.readUInt32LE(4 * sector)) {
    parts.push(part(sector));
    if (parts.length > most || 4 * sector + 4 > next.length)
      throw new RangeError('its chain of sectors has no end');
  }
  return Buffer.concat(parts);
}
