import { require, type Book, type Field, type Fields } from './yaml-fields.ts';
import { readText } from './yaml-values.ts';

/** The required `id` of something that events name; undefined, and noted, when there is none. */
export function readId(book: Book, map: Field, fields: Fields<'id'>, whose: string): string | undefined {
  const expected = `the name by which events call ${whose}`;
  const field = require(book, map, fields, { key: 'id', expected });
  return field && readText(book, field, expected);
}
