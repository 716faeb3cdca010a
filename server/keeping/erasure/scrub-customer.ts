import { randomBytes } from 'node:crypto';
import type { Scrub } from '../../journal/journal-keeping.ts';

/** A text as long as this is looked for within other texts too, such as a label that holds a number; a shorter one stands in too many words. */
const WITHIN_LENGTH = 6;

/**
 * By these, things are told apart, everywhere and for ever: they are never changed. Where a switch has put a number of a customer into one of
 * them, whoever erases is told.
 */
const IDENTIFIERS: ReadonlySet<string> = new Set([
  'id',
  'source',
  'contact',
  'agent',
  'queue',
  'queues',
  'kind',
]);

/**
 * Takes a customer's key out of anything that is made of texts, lists and fields: the customer of a contact is gone, and any other text
 * that is the key, or has it within, holds a word in its place.
 */
export function scrubCustomer(key: string, word = `erased-${randomBytes(6).toString('hex')}`): Scrub {
  const inText = (text: string): string => {
    if (text === key) return word;
    return key.length >= WITHIN_LENGTH && text.includes(key) ? text.replaceAll(key, word) : text;
  };
  const inValue = (value: unknown): unknown => {
    if (typeof value === 'string') return inText(value);
    if (Array.isArray(value)) return sameOr(value, value.map(inValue));
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value);
    const clean = fields.flatMap(([name, held]) => {
      if (IDENTIFIERS.has(name)) return [[name, held] as const];
      const inside = inValue(held);
      return name === 'customer' && inside !== held ? [] : [[inText(name), inside] as const];
    });
    const isSame =
      clean.length === fields.length &&
      clean.every(([name, held], index) => name === fields[index]?.[0] && held === fields[index]?.[1]);
    return isSame ? value : Object.fromEntries(clean);
  };
  // What is given back has the shape of what was given, but for the customer, which is never required.
  return <Value>(value: Value) => inValue(value) as Value;
}

const sameOr = (before: readonly unknown[], after: readonly unknown[]): readonly unknown[] =>
  after.every((one, index) => one === before[index]) ? before : after;
