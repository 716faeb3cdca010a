import type { AcdEvent } from '#domain/acd-event.ts';

/** Events that come in any order and leave by time, as lines of NDJSON. */
export type EventPile = {
  /** False when there is no room left for it. */
  add(event: AcdEvent): boolean;
  size(): number;
  /** All lines by (at, seq), in pieces of about a megabyte. */
  sorted(): Iterable<Buffer>;
};

/** Lines lie in blocks outside the JavaScript heap, where they cost nothing to keep. */
const BLOCK_BYTES = 8 * 1_048_576;
/** A million events are some 200 MB: room for a year of four such banks, and still below 2 GB. */
export const PILE_MAX_BYTES = 1_536 * 1_048_576;
const PIECE_BYTES = 1_048_576;

/** One line: `start` counts from the first byte of the first block. */
type Line = { readonly at: number; readonly seq: number; readonly start: number; readonly bytes: number };

/** An empty pile with room for `maxBytes` of lines. */
export function eventPile(maxBytes: number = PILE_MAX_BYTES): EventPile {
  const blocks: Buffer[] = [];
  const lines: Line[] = [];
  let used = BLOCK_BYTES;
  return {
    size: () => lines.length,
    add(event) {
      const text = `${JSON.stringify(event)}\n`;
      const bytes = Buffer.byteLength(text);
      if (used + bytes > BLOCK_BYTES) {
        if ((blocks.length + 1) * BLOCK_BYTES > maxBytes) return false;
        blocks.push(Buffer.allocUnsafe(BLOCK_BYTES));
        used = 0;
      }
      blocks.at(-1)?.write(text, used);
      const start = (blocks.length - 1) * BLOCK_BYTES + used;
      lines.push({ at: event.at, seq: event.seq ?? 0, start, bytes });
      used += bytes;
      return true;
    },
    sorted: () => pieces(blocks, lines.sort(byTime)),
  };
}

const byTime = (a: Line, b: Line): number => a.at - b.at || a.seq - b.seq || a.start - b.start;

function* pieces(blocks: readonly Buffer[], lines: readonly Line[]): Generator<Buffer> {
  let piece = Buffer.allocUnsafe(PIECE_BYTES);
  let filled = 0;
  for (const line of lines) {
    if (filled + line.bytes > piece.length) {
      yield piece.subarray(0, filled);
      piece = Buffer.allocUnsafe(Math.max(PIECE_BYTES, line.bytes));
      filled = 0;
    }
    const from = line.start % BLOCK_BYTES;
    filled += blocks[Math.floor(line.start / BLOCK_BYTES)]?.copy(piece, filled, from, from + line.bytes) ?? 0;
  }
  yield piece.subarray(0, filled);
}
