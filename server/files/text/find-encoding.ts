import type { EncodingFound } from '#domain/table-reading.ts';
import { FileFailure } from '../file-failure.ts';
import { encodingEvidence } from './encoding-evidence.ts';
import { readAsUtf8, type Utf8Reading } from './first-fault.ts';

/** A text whose encoding is to be found: its bytes, from the beginning each time it is asked. */
export type EncodedText = { readonly name: string; readonly open: () => AsyncIterable<Buffer> };

/**
 * The encoding of a text, and what showed it: UTF-8, UTF-16, GB18030 or Windows-1252. Where two would do, or none, it is not
 * guessed: a FileFailure says what is expected.
 */
export async function findEncoding(text: EncodedText, named?: string): Promise<EncodingFound> {
  if (named !== undefined) return namedEncoding(text, knownEncoding(named));
  const start = await firstBytes(text);
  const marked = markOf(start);
  if (marked !== undefined) return { name: marked, because: 'byte-order-mark' };
  const wide = wideOf(start);
  if (wide !== undefined) return { name: wide, because: 'zeros-between' };
  if (start.includes(0))
    throw new FileFailure(`${text.name} is no table: it has zero bytes in it, as no text has`);
  const reading = await readAsUtf8(text.open());
  switch (reading.kind) {
    case 'ascii':
      return { name: 'utf-8', because: 'only-ascii' };
    case 'utf-8':
      return { name: 'utf-8', because: 'strictly-valid' };
    case 'other':
      return judge(text.name, reading);
  }
}

/** The encoding that a user named, unless the bytes show that it is not: strict readers would lose characters, others would read them as strange ones. */
async function namedEncoding({ name, open }: EncodedText, named: string): Promise<EncodingFound> {
  const found: EncodingFound = { name: named, because: 'named-by-user' };
  if (named.startsWith('utf-16')) return found;
  const reading = await readAsUtf8(open());
  if (named === 'utf-8' && reading.kind === 'other')
    throw new FileFailure(
      `${name} line ${reading.line}: is not UTF-8: byte ${reading.place} of the line is ${hex(reading.byte)}, with which no character of UTF-8 is written${looksLike(name, reading)}`,
    );
  if (named !== 'utf-8' && reading.kind === 'utf-8')
    throw new FileFailure(
      `${name}: is UTF-8, every character of it is right, and none of it is ${named}: leave --encoding ${named} out`,
    );
  return found;
}

const hex = (byte: number): string => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;

function looksLike(name: string, reading: Extract<Utf8Reading, { readonly kind: 'other' }>): string {
  try {
    const { name: other, because } = judge(name, reading);
    const shows = because === 'accented-letters' ? 'its accented letters' : 'its common Chinese characters';
    return `; by ${shows} it looks like ${other.toUpperCase()}, which reads ${shown(reading.sample, other)}: leave --encoding out`;
  } catch (cause) {
    if (!(cause instanceof FileFailure)) throw cause;
    return `; ${cause.message}`;
  }
}

/** The encoding that a user named, by any of its usual names. */
export function knownEncoding(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch (cause) {
    throw new FileFailure(
      `expected an encoding such as utf-8, gb18030, utf-16le or windows-1252, got ${label}`,
      { cause },
    );
  }
}

/** Enough to see in it whether every other byte is zero. */
const START_BYTES = 4096;

async function firstBytes({ open }: EncodedText): Promise<Buffer> {
  for await (const chunk of open()) return chunk.subarray(0, START_BYTES);
  return Buffer.alloc(0);
}

function markOf(start: Buffer): string | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Digits, separators and Latin letters are most of any table, and have a zero byte each in UTF-16. */
const WIDE_SHARE = 0.3;
/** One Chinese character in 256 has a zero byte on the other side. */
const CLEAR_RATIO = 4;

function wideOf(start: Buffer): string | undefined {
  let [even, odd] = [0, 0];
  for (const [at, byte] of start.entries()) {
    if (byte === 0 && at % 2 === 0) even += 1;
    if (byte === 0 && at % 2 === 1) odd += 1;
  }
  const half = start.length / 2;
  if (odd > WIDE_SHARE * half && odd > CLEAR_RATIO * even) return 'utf-16le';
  if (even > WIDE_SHARE * half && even > CLEAR_RATIO * odd) return 'utf-16be';
  return undefined;
}

/** Of Chinese texts nearly all are common characters, of others read as if they were Chinese less than half. */
const COMMON_SHARE = 0.7;
/** Of accented letters most stand within words, and the rest are signs. */
const ACCENT_SHARE = 0.5;
/** So many right characters for one wrong byte, and the text is UTF-8 that was damaged. */
const DAMAGED_RATIO = 3;

function judge(
  name: string,
  { line, sample }: { readonly line: number; readonly sample: Buffer },
): EncodingFound {
  const seen = encodingEvidence(sample);
  if (seen.utf8Characters > DAMAGED_RATIO * seen.utf8Faults)
    throw new FileFailure(
      `${name} line ${line}: is UTF-8 with damaged characters in it (${seen.utf8Faults} wrong bytes among ${seen.utf8Characters} right characters): export it again, or say --encoding`,
    );
  if (seen.commonPairs >= COMMON_SHARE * seen.pairs) return { name: 'gb18030', because: 'common-characters' };
  if (seen.accents >= ACCENT_SHARE * seen.highBytes)
    return { name: 'windows-1252', because: 'accented-letters' };
  const readings = ['gb18030', 'windows-1252', 'big5'].map(
    (encoding) => `--encoding ${encoding} reads ${shown(sample, encoding)}`,
  );
  throw new FileFailure(
    `${name} line ${line}: is not UTF-8, and it cannot be told what it is: ${readings.join('; ')}`,
  );
}

/** The first line that is not plain, as an encoding would have it. */
function shown(sample: Buffer, encoding: string): string {
  const lines = sample.toString('latin1').split('\n');
  const line = Buffer.from(lines.find((one) => /[\u0080-\u00FF]/.test(one)) ?? '', 'latin1');
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(line);
    return `"${text.trim().slice(0, 60)}"`;
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return 'nothing';
  }
}
