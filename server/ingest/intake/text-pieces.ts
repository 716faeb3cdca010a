import { StringDecoder } from 'node:string_decoder';

/** What is read at a time: some hundred events. */
const PIECE_BYTES = 64 * 1024;

/** The text of a body in pieces that follow each other; a mark of its encoding at its beginning is left out. */
export function* textPieces(body: string | Buffer): Generator<string> {
  const decoder = new StringDecoder('utf8');
  for (let start = 0; start < body.length; start += PIECE_BYTES) {
    const piece =
      typeof body === 'string'
        ? body.slice(start, start + PIECE_BYTES)
        : decoder.write(body.subarray(start, start + PIECE_BYTES));
    yield start === 0 && piece.charCodeAt(0) === BYTE_ORDER_MARK ? piece.slice(1) : piece;
  }
}

const BYTE_ORDER_MARK = 0xfeff;

/** A text that comes in pieces. Of one that is longer than `most` only the beginning is kept, and how long it is. */
export class GrowingText {
  #text = '';
  #length = 0;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(piece: string): void {
    this.#length += piece.length;
    if (this.#text.length <= this.#most) this.#text += piece.slice(0, this.#most + 1);
  }

  /** What came since the last time. */
  take(): { readonly text: string; readonly length: number } {
    const taken = { text: this.#text, length: this.#length };
    this.#text = '';
    this.#length = 0;
    return taken;
  }

  isEmpty(): boolean {
    return this.#length === 0;
  }
}
