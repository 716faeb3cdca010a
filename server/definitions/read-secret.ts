import type { SecretPlace } from '#domain/source-definition.ts';
import { isMapField, note, noteHidden, readMap, type Book, type Field } from './yaml-fields.ts';
import { readText } from './yaml-values.ts';

const EXPECTED =
  'where the secret is kept: { env: NAME_OF_A_VARIABLE } or { file: PATH }; it must not stand here itself';

/** Where a secret is kept. What is written in its place is never repeated: it may be the secret. */
export function readSecret(book: Book, field: Field): SecretPlace | undefined {
  if (!isMapField(book, field)) return noteHidden(book, field, EXPECTED);
  const fields = readMap(book, field, ['env', 'file']);
  if (fields === undefined) return undefined;
  const { env, file } = fields;
  if (env !== undefined && file !== undefined) return note(book, env, 'either env or file');
  const name = env && readText(book, env, 'the name of an environment variable');
  if (env !== undefined) return name === undefined ? undefined : { kind: 'environment', name };
  const path = file && readText(book, file, 'the path of a file');
  if (file !== undefined) return path === undefined ? undefined : { kind: 'file', path };
  return noteHidden(book, field, EXPECTED);
}
