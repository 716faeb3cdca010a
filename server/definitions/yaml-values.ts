import type { Naming } from '#domain/centre.ts';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import { note, readMap, scalarOf, type Book, type Field } from './yaml-fields.ts';

/** A text; a number is taken as it is written, because a queue may be called 007. */
export function readText(book: Book, field: Field, expected: string): string | undefined {
  const said = scalarOf(book, field)?.source.trim();
  return said === undefined || said === '' ? note(book, field, expected) : said;
}

/** A name, for every language or for some: `Sales`, or `{ zh: 销售, en: Sales }`. */
export function readNaming(book: Book, field: Field): Naming | undefined {
  const said = scalarOf(book, field)?.source;
  if (said !== undefined) return { zh: said, en: said };
  const fields = readMap(book, field, ['zh', 'en']);
  if (fields === undefined) return undefined;
  const zh = fields.zh && readText(book, fields.zh, 'a name in Chinese');
  const en = fields.en && readText(book, fields.en, 'a name in English');
  if (zh === undefined && en === undefined) return note(book, field, 'a name, or a map of zh and en');
  return { ...(zh === undefined ? {} : { zh }), ...(en === undefined ? {} : { en }) };
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

/** The name or address of a machine. */
export function readHost(book: Book, field: Field): string | undefined {
  const expected = 'a host name or address, without port';
  const said = readText(book, field, expected);
  // IPv6 has colons; a name with a port has one.
  const isHost = said !== undefined && /^[\w.-]+$|^[\da-f:.]+:[\da-f:.]+$/i.test(said);
  return said === undefined || isHost ? said : note(book, field, expected);
}

/** A port from 1 to 65535. */
export function readPort(book: Book, field: Field): number | undefined {
  const value = scalarOf(book, field)?.value;
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535
    ? value
    : note(book, field, 'a port from 1 to 65535');
}

/** A share: 0.8, or 80%. A bare 80 is refused, because 1 could then be meant as 1 %. */
export function readShare(book: Book, field: Field): number | undefined {
  const value = scalarOf(book, field)?.value;
  const share = typeof value === 'string' ? shareOfPercent(value) : value;
  if (typeof share === 'number' && share >= 0 && share <= 1) return share;
  const meant =
    typeof value === 'number' && value > 1 && value <= 100 ? `: write ${value}% or ${value / 100}` : '';
  return note(book, field, `a share from 0 to 1, such as 0.8 or 80%${meant}`);
}

/** 0.8 for `80%`; undefined for anything else. */
export function shareOfPercent(text: string): number | undefined {
  const [, digits] = /^(\d+(?:\.\d+)?) ?%$/.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits) / 100;
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
