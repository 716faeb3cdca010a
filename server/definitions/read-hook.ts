import type { HookDefinition } from '#domain/source-definition.ts';
import { readSecret } from './read-secret.ts';
import { note, require, type Book, type Field, type Fields } from './yaml-fields.ts';
import { readText } from './yaml-values.ts';

export const HOOK_KEYS = ['mapping', 'secret', 'public-url'] as const;

/** A sender that posts to `/v1/hooks/<id>`. */
export function readHook(
  book: Book,
  map: Field,
  fields: Fields<(typeof HOOK_KEYS)[number]>,
): HookDefinition | undefined {
  const expected = 'the name of a mapping, such as chatwoot, or the path of a file';
  const written = require(book, map, fields, { key: 'mapping', expected });
  const mapping = written && readText(book, written, expected);
  if (mapping === undefined) return undefined;
  const secret = fields.secret && readSecret(book, fields.secret);
  const url = fields['public-url'];
  const publicUrl = url && readUrl(book, url);
  return {
    kind: 'hook',
    mapping,
    ...(secret !== undefined && { secret }),
    ...(publicUrl !== undefined && { publicUrl }),
  };
}

function readUrl(book: Book, field: Field): string | undefined {
  const expected = 'the address the sender posts to, such as https://wall.example.com/v1/hooks/chat';
  const said = readText(book, field, expected);
  if (said === undefined) return undefined;
  return /^https?:\/\//.test(said) && URL.canParse(said) ? said : note(book, field, expected);
}
