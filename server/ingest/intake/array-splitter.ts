import { EVENT_LIMITS } from '#domain/limits/limits.ts';
import { GrowingText } from './text-pieces.ts';

/**
 * Splits the text of a JSON array, as it comes in pieces, into the texts of its elements. They are read one by one: the whole of a
 * large array would hold the loop, and what is nested endlessly is never read at all.
 */
export class ArraySplitter {
  readonly #element = new GrowingText(EVENT_LIMITS.chars);
  #state: 'before' | 'elements' | 'after' = 'before';
  #depth = 0;
  #inText = false;
  #isEscaped = false;
  #isFirst = true;
  #mistake: string | undefined;

  /** The elements that end within the piece. */
  *split(piece: string): Generator<string> {
    let start = 0;
    for (let i = 0; i < piece.length; i += 1) {
      const code = piece.charCodeAt(i);
      if (this.#state !== 'elements') {
        this.#around(code);
        start = i + 1;
        if (this.#mistake !== undefined) return;
      } else if (this.#endsElement(code)) {
        this.#element.add(piece.slice(start, i));
        start = i + 1;
        const isLast = code === CLOSE;
        const { text } = this.#element.take();
        if (isLast) this.#state = 'after';
        if (!(isLast && this.#isFirst && text.trim() === '')) yield text;
        this.#isFirst = false;
      }
    }
    if (this.#state === 'elements') this.#element.add(piece.slice(start));
  }

  /** Why the text is no array; undefined while it may be one. */
  mistake(): string | undefined {
    return this.#mistake;
  }

  /** Why the text as a whole is no array, now that nothing more comes. */
  unended(): string | undefined {
    if (this.#state === 'before') return `${EXPECTED}, got nothing`;
    return this.#state === 'after' ? undefined : 'not JSON: the array does not end';
  }

  /** What may stand before and after the array is space. */
  #around(code: number): void {
    if (code === SPACE || (code >= TAB && code <= RETURN)) return;
    if (this.#state === 'before' && code === OPEN) this.#state = 'elements';
    else if (this.#state === 'before')
      this.#mistake = `${EXPECTED}, it begins with ${String.fromCharCode(code)}`;
    else this.#mistake = 'not JSON: something follows the array';
  }

  /** Whether the element ends before this character. */
  #endsElement(code: number): boolean {
    if (this.#inText) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (code === BACKSLASH) this.#isEscaped = true;
      else if (code === QUOTE) this.#inText = false;
      return false;
    }
    if (code === QUOTE) this.#inText = true;
    else if (code === OPEN || code === OPEN_BRACE) this.#depth += 1;
    else if (this.#depth === 0) return code === COMMA || code === CLOSE;
    else if (code === CLOSE || code === CLOSE_BRACE) this.#depth -= 1;
    return false;
  }
}

const EXPECTED = 'expected a JSON array of events';

const TAB = 9;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const OPEN = 91;
const BACKSLASH = 92;
const CLOSE = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
