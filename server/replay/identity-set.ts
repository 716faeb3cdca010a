import { fingerprint } from '#domain/fingerprint.ts';
import type { AcdEvent } from '#domain/acd-event.ts';

/**
 * Identities remembered of a recording: eight million are twice as many as a busy month has events, and 128 MB. Of a longer recording
 * those of the older half are let go of; an id that is used again so much later is not noticed.
 */
export const IDENTITIES_KEPT = 8_000_000;

/** Which (source, id) were told, by two fingerprints of 32 bits: two events are taken for one by chance once in many thousand such recordings. */
export type IdentitySet = {
  /** Adds it. False: it was there. */
  add(event: Pick<AcdEvent, 'source' | 'id'>): boolean;
};

/** An empty set. */
export function identitySet(kept: number = IDENTITIES_KEPT): IdentitySet {
  let young = table(SMALLEST);
  let old = table(SMALLEST);
  let last = { source: '', print: fingerprint('') };
  return {
    add({ source, id }) {
      if (source !== last.source) last = { source, print: fingerprint(source) };
      const one = fingerprint(id, last.print);
      const other = fingerprint(id, SALT ^ last.print);
      if (isIn(old, one, other) || !insert(young, one, other)) return false;
      if (young.count >= kept / 2) [old, young] = [young, table(SMALLEST)];
      else if (young.count * 2 > young.slots) young = grown(young);
      return true;
    },
  };
}

const SALT = 0x9e3779b9;
const SMALLEST = 1 << 12;

/** Open addressing: an empty slot holds two zeros. */
type Table = { readonly slots: number; readonly words: Uint32Array; count: number };

const table = (slots: number): Table => ({ slots, words: new Uint32Array(2 * slots), count: 0 });

function isIn({ slots, words }: Table, one: number, other: number): boolean {
  const slot = slotOf(words, slots, one, other);
  return words[2 * slot] === one && words[2 * slot + 1] === other;
}

/** The slot of an identity: its own, or the empty one where it belongs. */
function slotOf(words: Uint32Array, slots: number, one: number, other: number): number {
  let slot = one & (slots - 1);
  for (;;) {
    const [a, b] = [words[2 * slot], words[2 * slot + 1]];
    if ((a === one && b === other) || (a === 0 && b === 0)) return slot;
    slot = (slot + 1) & (slots - 1);
  }
}

function insert(into: Table, one: number, other: number): boolean {
  const slot = slotOf(into.words, into.slots, one, other);
  if (into.words[2 * slot] === one && into.words[2 * slot + 1] === other) return false;
  into.words[2 * slot] = one;
  into.words[2 * slot + 1] = other;
  into.count += 1;
  return true;
}

function grown({ slots, words }: Table): Table {
  const larger = table(4 * slots);
  for (let word = 0; word < words.length; word += 2) {
    const [one = 0, other = 0] = [words[word], words[word + 1]];
    if (one !== 0 || other !== 0) insert(larger, one, other);
  }
  return larger;
}
