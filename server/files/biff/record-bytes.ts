/** Reads what stands in a record, across the parts that it goes on in. */
export class RecordBytes {
  readonly #parts: readonly Buffer[];
  #part = 0;
  #at = 0;

  constructor(parts: readonly Buffer[]) {
    this.#parts = parts;
  }

  get isAtEnd(): boolean {
    return this.left === 0 && this.#part >= this.#parts.length - 1;
  }

  /** Bytes that are left in this part. */
  get left(): number {
    return this.#here().length - this.#at;
  }

  byte(): number {
    return this.take(1).readUInt8();
  }

  short(): number {
    return this.take(2).readUInt16LE();
  }

  long(): number {
    return this.take(4).readUInt32LE();
  }

  double(): number {
    return this.take(8).readDoubleLE();
  }

  take(length: number): Buffer {
    if (this.left >= length) {
      this.#at += length;
      return this.#here().subarray(this.#at - length, this.#at);
    }
    const taken: Buffer[] = [];
    for (let missing = length; missing > 0;) {
      if (this.left === 0) this.#nextPart();
      const some = Math.min(missing, this.left);
      taken.push(this.#here().subarray(this.#at, this.#at + some));
      this.#at += some;
      missing -= some;
    }
    return Buffer.concat(taken);
  }

  /** A text with its length before it: `lengthBytes` of it, then how it is written. */
  text(lengthBytes: 1 | 2): string {
    const length = lengthBytes === 1 ? this.byte() : this.short();
    const flags = this.byte();
    const runs = (flags & RICH) === 0 ? 0 : this.short();
    const more = (flags & EXTENDED) === 0 ? 0 : this.long();
    const text = this.#characters(length, (flags & WIDE) !== 0);
    this.take(4 * runs + more);
    return text;
  }

  /** Where a text goes on in the next part, it is said again whether its characters have one byte or two. */
  #characters(length: number, isWide: boolean): string {
    let text = '';
    let wide = isWide;
    for (let missing = length; missing > 0;) {
      if (this.left === 0) {
        this.#nextPart();
        wide = (this.byte() & WIDE) !== 0;
      }
      const width = wide ? 2 : 1;
      const some = Math.min(missing, Math.floor(this.left / width));
      if (some === 0) throw new RangeError('a character of it is cut');
      text += this.take(some * width).toString(wide ? 'utf16le' : 'latin1');
      missing -= some;
    }
    return text;
  }

  #here(): Buffer {
    return this.#parts[this.#part] ?? EMPTY;
  }

  #nextPart(): void {
    this.#part += 1;
    this.#at = 0;
    if (this.#part >= this.#parts.length) throw new RangeError('a record of it is too short');
  }
}

const EMPTY = Buffer.alloc(0);
const [WIDE, EXTENDED, RICH] = [1, 4, 8];
