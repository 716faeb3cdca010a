/** What bytes that are not UTF-8 look like in other encodings. */
export type EncodingEvidence = {
  /** Characters of several bytes that are right in UTF-8, and bytes that are not. */
  readonly utf8Characters: number;
  readonly utf8Faults: number;
  /** Pairs of bytes as GB18030 has them, and those among them that are its 3,755 common characters or its punctuation. */
  readonly pairs: number;
  readonly commonPairs: number;
  /** Bytes above 127, and those of them that are an accented letter within a word of Latin letters in Windows-1252, or a sign by itself. */
  readonly highBytes: number;
  readonly accents: number;
};

/** Counts what tells the encodings apart. */
export function encodingEvidence(sample: Uint8Array): EncodingEvidence {
  return { ...asUtf8(sample), ...asPairs(sample), ...asLatin(sample) };
}

function asUtf8(bytes: Uint8Array): Pick<EncodingEvidence, 'utf8Characters' | 'utf8Faults'> {
  let [utf8Characters, utf8Faults] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const follow = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    const isWhole =
      lead >= 0xc2 &&
      lead <= 0xf4 &&
      bytes.subarray(at + 1, at + 1 + follow).every((byte) => byte >> 6 === 2);
    if (isWhole && at + follow < bytes.length) {
      utf8Characters += 1;
      at += follow;
    } else utf8Faults += 1;
  }
  return { utf8Characters, utf8Faults };
}

function asPairs(bytes: Uint8Array): Pick<EncodingEvidence, 'pairs' | 'commonPairs'> {
  let [pairs, commonPairs] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    pairs += 1;
    // GB2312 has its common characters, ordered by sound, in the rows B0 to D7, and its signs in A1 to A3.
    const isCommonRow = (lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3);
    if (isCommonRow && trail >= 0xa1) commonPairs += 1;
    at += 1;
  }
  return { pairs, commonPairs };
}

function asLatin(bytes: Uint8Array): Pick<EncodingEvidence, 'highBytes' | 'accents'> {
  let [highBytes, accents] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    highBytes += 1;
    const isInWord = isLetter(besideWord(bytes, at, -1)) || isLetter(besideWord(bytes, at, 1));
    if ((isAccented(byte) && isInWord) || isAlone(bytes, at)) accents += 1;
  }
  return { highBytes, accents };
}

/** Behind it is a space or a separator, which is no second half of anything. */
const isAlone = (bytes: Uint8Array, at: number): boolean =>
  (bytes[at - 1] ?? 0) < 0x80 && (bytes[at + 1] ?? 0) < FIRST_TRAIL;
const FIRST_TRAIL = 0x40;

/** The first byte on that side that is no accented letter. */
function besideWord(bytes: Uint8Array, from: number, step: 1 | -1): number {
  let at = from + step;
  while (isAccented(bytes[at] ?? 0)) at += step;
  return bytes[at] ?? 0;
}

const isLetter = (byte: number): boolean => (byte | 32) >= 0x61 && (byte | 32) <= 0x7a;
/** À to ÿ without the signs × and ÷, and Š, Œ, Ž, š, œ, ž, Ÿ. */
const isAccented = (byte: number): boolean =>
  (byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7) || ACCENTED.has(byte);
const ACCENTED: ReadonlySet<number> = new Set([0x8a, 0x8c, 0x8e, 0x9a, 0x9c, 0x9e, 0x9f]);
