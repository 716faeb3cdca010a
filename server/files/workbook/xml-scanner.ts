/** Hears the parts of an XML text in order; names come without their prefix. */
export type XmlListener = {
  readonly open: (name: string, attributes: string) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
};

/** A tag or a text longer than this is none of a workbook: its cells hold 32,767 characters. */
const MOST_PENDING = 1_048_576;

/**
 * Reads XML piece by piece, as workbooks have it: without a document type, whose entities can be made to grow without bound.
 * Written here because a general parser read 8 MB of a sheet a second, and this one reads a hundred.
 */
export class XmlScanner {
  readonly #listener: XmlListener;
  #pending = '';

  constructor(listener: XmlListener) {
    this.#listener = listener;
  }

  write(piece: string): void {
    const text = this.#pending + piece;
    let at = 0;
    for (;;) {
      const tag = text.indexOf('<', at);
      if (tag < 0) break;
      if (tag > at) this.#listener.text(unescaped(text.slice(at, tag)));
      at = tag;
      const end = this.#readTag(text, tag);
      if (end === undefined) break;
      at = end;
    }
    this.#pending = text.slice(at);
    if (this.#pending.length > MOST_PENDING)
      throw new RangeError(`a part of the XML is longer than ${MOST_PENDING} characters`);
  }

  /** Reads what begins at `at`; answers where it ends, or nothing when it is not there yet. */
  #readTag(text: string, at: number): number | undefined {
    if (text.startsWith('<!--', at)) return after(text, '-->', at);
    if (text.startsWith('<?', at)) return after(text, '?>', at);
    if (text.startsWith('<![CDATA[', at)) return this.#readRawText(text, at);
    if (text.startsWith('<!', at) && text.length > at + 9)
      throw new RangeError('the XML has a document type');
    if (text.startsWith('<!', at)) return undefined;
    const end = tagEnd(text, at);
    if (end === undefined) return undefined;
    if (text[at + 1] === '/') this.#listener.close(nameIn(text, at + 2, end));
    else this.#readOpening(text, at, end);
    return end + 1;
  }

  #readRawText(text: string, at: number): number | undefined {
    const end = text.indexOf(']]>', at);
    if (end < 0) return undefined;
    this.#listener.text(text.slice(at + 9, end));
    return end + 3;
  }

  #readOpening(text: string, at: number, end: number): void {
    const isEmpty = text[end - 1] === '/';
    const name = nameIn(text, at + 1, isEmpty ? end - 1 : end);
    this.#listener.open(name, text.slice(at + 1, isEmpty ? end - 1 : end));
    if (isEmpty) this.#listener.close(name);
  }
}

function after(text: string, mark: string, at: number): number | undefined {
  const end = text.indexOf(mark, at);
  return end < 0 ? undefined : end + mark.length;
}

/** Where a tag ends: a `>` within quotes belongs to a value. */
function tagEnd(text: string, at: number): number | undefined {
  let end = text.indexOf('>', at);
  while (end >= 0 && isInQuotes(text, at, end)) end = text.indexOf('>', end + 1);
  return end < 0 ? undefined : end;
}

function isInQuotes(text: string, at: number, end: number): boolean {
  let quote = '';
  for (let place = at; place < end; place += 1) {
    const sign = text[place] ?? '';
    if (quote === '' && (sign === '"' || sign === "'")) quote = sign;
    else if (sign === quote) quote = '';
  }
  return quote !== '';
}

/** The name that begins at `from`, without its prefix. */
function nameIn(text: string, from: number, end: number): string {
  let begin = from;
  let at = from;
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === SLASH) break;
    if (code === COLON) begin = at + 1;
  }
  return text.slice(begin, at);
}

const COLON = 58;
const SLASH = 47;

/** The value of an attribute, by its name as it is written, or undefined. */
export function attributeOf(attributes: string, name: string): string | undefined {
  const found = attributes.indexOf(` ${name}=`);
  if (found < 0) return undefined;
  const begin = found + name.length + 3;
  const end = attributes.indexOf(attributes[begin - 1] ?? '"', begin);
  return end < 0 ? undefined : unescaped(attributes.slice(begin, end));
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (all, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES.get(name) ?? all;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    },
  );
}
