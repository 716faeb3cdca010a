import { isAscii, isUtf8 } from 'node:buffer';

/** How far a text is UTF-8. */
export type Utf8Reading =
  | { readonly kind: 'ascii' | 'utf-8' }
  /** `line` is the first one that is not UTF-8, for the byte at `place` in it, from 1; `sample` are lines around it. */
  | {
      readonly kind: 'other';
      readonly line: number;
      readonly place: number;
      readonly byte: number;
      readonly sample: Buffer;
    };

const LINE_FEED = 10;
/** A character of UTF-8 has at most four bytes: so many may wait for their rest at the end of a chunk. */
const MOST_WAITING = 3;
/** As much as tells one encoding from another; whether all of it is right is seen when it is read. */
const SAMPLE_BYTES = 1_048_576;

/** Lines before the first that is wrong show whether the text was UTF-8 until then. */
const BEFORE_BYTES = 65_536;

/** Reads bytes until the first that cannot be UTF-8. */
export async function readAsUtf8(bytes: AsyncIterable<Buffer>): Promise<Utf8Reading> {
  let kind: 'ascii' | 'utf-8' = 'ascii';
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let before: Buffer = Buffer.alloc(0);
  let faulty: Buffer | undefined;
  for await (const chunk of bytes) {
    if (faulty !== undefined) {
      faulty = Buffer.concat([faulty, chunk]);
      if (faulty.length >= SAMPLE_BYTES) break;
      continue;
    }
    if (rest.length === 0 && isAscii(chunk)) {
      line += countLines(chunk);
      continue;
    }
    kind = 'utf-8';
    const whole = Buffer.concat([rest, chunk]);
    const end = wholeCharacters(whole);
    if (!isUtf8(whole.subarray(0, end))) faulty = whole;
    else {
      line += countLines(whole.subarray(0, end));
      before = whole.subarray(Math.max(0, end - BEFORE_BYTES), end);
    }
    rest = Buffer.from(whole.subarray(end));
  }
  faulty ??= rest.length > 0 ? rest : undefined;
  return faulty === undefined ? { kind } : fromFault(faulty, { line, before });
}

/** Without the bytes of a character whose end is not there yet. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(MOST_WAITING, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return lengthOf(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

const lengthOf = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2);

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines += 1;
  return lines;
}

type Before = { /** Of the first byte. */ readonly line: number; readonly before: Buffer };

/** The line in which it is not UTF-8, and what stands around it. */
function fromFault(bytes: Buffer, { line, before }: Before): Utf8Reading {
  let begin = 0;
  let at = line;
  for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, begin)) {
    if (!isUtf8(bytes.subarray(begin, end))) break;
    begin = end + 1;
    at += 1;
  }
  const read = Buffer.concat([before, bytes.subarray(0, begin)]);
  const kept = read.subarray(wholeLineFrom(read, read.length - BEFORE_BYTES));
  const wrong = begin + wrongByte(bytes.subarray(begin));
  return {
    kind: 'other',
    line: at,
    place: wrong - begin + 1,
    byte: bytes[wrong] ?? 0,
    sample: Buffer.concat([kept, bytes.subarray(begin, begin + SAMPLE_BYTES)]),
  };
}

/** The first byte that begins no character of UTF-8. */
function wrongByte(bytes: Buffer): number {
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : lengthOf(lead);
    if (!isUtf8(bytes.subarray(at, at + length))) return at;
    at += length;
  }
  return 0;
}

/** Where the first whole line behind `from` begins. */
const wholeLineFrom = (bytes: Buffer, from: number): number =>
  from <= 0 ? 0 : bytes.indexOf(LINE_FEED, from) + 1;
