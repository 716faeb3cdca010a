/** A line of a stream of bytes, without its end. */
export type CutLine =
  | { readonly kind: 'line'; readonly text: string; readonly offset: number }
  /** Longer than a line may be; passed over up to its end. */
  | { readonly kind: 'too-long'; readonly start: string; readonly offset: number; readonly bytes: number };

/** Cuts bytes into lines that end with LF or CRLF, however the bytes are chunked. Text is UTF-8; what is none becomes U+FFFD. */
export type LineCutter = {
  push(chunk: Uint8Array): CutLine[];
  /** The last line, where the stream ended without a line end; undefined when it did not. */
  rest(): CutLine | undefined;
};

const LINE_FEED = 10;
const RETURN = 13;
/** As much of a line that is too long as is shown. */
const SHOWN_BYTES = 80;

/** A cutter that stands at `offset` of its stream. What a line has beyond `maxBytes` is not kept. */
export function lineCutter(maxBytes: number, offset = 0): LineCutter {
  let start = offset;
  let parts: Uint8Array[] = [];
  /** Of the line that has no end yet: seen, and kept. */
  let seen = 0;
  let kept = 0;

  function keep(part: Uint8Array): void {
    seen += part.length;
    const room = maxBytes + 1 - kept;
    if (room <= 0 || part.length === 0) return;
    const some = part.length > room ? part.subarray(0, room) : part;
    kept += some.length;
    parts.push(some);
  }

  function cut(end: number): CutLine {
    const line = lineOf(joined(parts), { start, seen, maxBytes });
    start += seen + end;
    [parts, seen, kept] = [[], 0, 0];
    return line;
  }

  return {
    push(chunk) {
      const lines: CutLine[] = [];
      let from = 0;
      for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
        keep(chunk.subarray(from, end));
        lines.push(cut(1));
        from = end + 1;
      }
      // The chunk's memory belongs to whoever gave it: what outlives this call is copied.
      keep(Uint8Array.prototype.slice.call(chunk, from));
      return lines;
    },
    rest: () => (seen === 0 ? undefined : cut(0)),
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  return first !== undefined && parts.length === 1 ? first : Buffer.concat(parts);
}

type Cut = { readonly start: number; readonly seen: number; readonly maxBytes: number };

function lineOf(bytes: Uint8Array, { start, seen, maxBytes }: Cut): CutLine {
  if (seen > maxBytes) {
    return { kind: 'too-long', start: textOf(bytes.subarray(0, SHOWN_BYTES)), offset: start, bytes: seen };
  }
  const length = bytes.at(-1) === RETURN ? bytes.length - 1 : bytes.length;
  return { kind: 'line', text: textOf(bytes.subarray(0, length)), offset: start };
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
