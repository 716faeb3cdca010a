import { isUtf8 } from 'node:buffer';
import { FileFailure } from './file-failure.ts';
import { readBytes, type ReadBytesOptions } from './read-bytes.ts';

/** Lines of a text file, with the number of the first, from 1. */
export type LineBatch = { readonly first: number; readonly lines: readonly string[] };

/** No event or record is near this long: a longer line means that the file is something else. */
const LINE_MAX_BYTES = 1_048_576;
const LINE_FEED = 10;

export type ReadLinesOptions = ReadBytesOptions & {
  /** Refuses a file that is not UTF-8: read as if it were, every name in it would be destroyed. */
  readonly expectUtf8?: boolean;
};

/**
 * Reads a text file in batches of lines, without their ends (LF or CRLF) and without a byte order mark; `-` is standard input.
 * A gzip file is known by its first bytes, whatever its name is. What cannot be read throws a FileFailure.
 */
export async function* readLines(path: string, options: ReadLinesOptions = {}): AsyncGenerator<LineBatch> {
  let first = 1;
  for await (const text of wholeLines(path, options)) {
    const lines = text.split('\n');
    yield { first, lines: text.includes('\r') ? withoutReturns(lines) : lines };
    first += lines.length;
  }
}

const withoutReturns = (lines: readonly string[]): string[] =>
  lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));

/** Pieces of the file that end where a line ends; the last line feed of each is left out. */
async function* wholeLines(path: string, options: ReadLinesOptions): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  const decode = textDecoder(path, options);
  try {
    for await (const chunk of readBytes(path, options)) {
      const end = chunk.lastIndexOf(LINE_FEED);
      // Whole lines are decoded at once: decoding piece by piece makes strings that are slower to read.
      if (end >= 0) yield decode(Buffer.concat([rest, chunk.subarray(0, end)]));
      rest = end >= 0 ? chunk.subarray(end + 1) : Buffer.concat([rest, chunk]);
      if (rest.length > LINE_MAX_BYTES) throw new FileFailure(`cannot read ${path}: ${TOO_LONG}`);
    }
  } catch (cause) {
    throw FileFailure.of('read', path, cause);
  }
  if (rest.length > 0) yield decode(rest);
}

/** Turns pieces of a file into text, the first of them without a byte order mark. */
function textDecoder(path: string, { expectUtf8 }: ReadLinesOptions): (bytes: Buffer) => string {
  let isFirst = true;
  return (bytes) => {
    if (expectUtf8 === true && !isUtf8(bytes))
      throw new FileFailure(`cannot read ${path}: the text must be UTF-8`);
    const text = bytes.toString();
    const start = isFirst && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
    isFirst = false;
    return start === 0 ? text : text.slice(start);
  };
}

const BYTE_ORDER_MARK = 0xfeff;

const TOO_LONG = `a line is longer than ${LINE_MAX_BYTES} bytes, so this is no file of lines`;
