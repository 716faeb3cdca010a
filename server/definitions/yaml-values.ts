import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import { note, scalarOf, type Book, type Field } from './yaml-fields.ts';

/** A text; a number is taken as it is written, because a queue may be called 007. */
export function readText(book: Book, field: Field, expected: string): string | undefined {
  const said = scalarOf(book, field)?.source.trim();
  return said === undefined || said === '' ? note(book, field, expected) : said;
}

/** A number of seconds, as milliseconds. */
export function readSeconds(book: Book, field: Field): DurationMs | undefined {
  const value = scalarOf(book, field)?.value;
  if (typeof value !== 'number' || !(value >= 0) || value === Infinity)
    return note(book, field, 'a number of seconds, 0 or more');
  return Math.round(value * SECOND_MS);
}

/** A whole number, 0 or more. */
export function readCount(book: Book, field: Field, expected: string): number | undefined {
  const value = scalarOf(book, field)?.value;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : note(book, field, expected);
}

/** One of a few words. */
export function readWord<Word extends string>(
  book: Book,
  field: Field,
  words: readonly Word[],
): Word | undefined {
  const said = scalarOf(book, field)?.source;
  return words.find((word) => word === said) ?? note(book, field, words.join(' or '));
}
