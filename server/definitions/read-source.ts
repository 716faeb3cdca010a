import { USUAL_SILENCE_MS } from '#domain/centre.ts';
import { sourceId } from '#domain/ids.ts';
import type { SourceDefinition } from '#domain/source-definition.ts';
import { ASTERISK_KEYS, readAsterisk } from './read-asterisk.ts';
import { FREESWITCH_KEYS, readFreeswitch } from './read-freeswitch.ts';
import { HOOK_KEYS, readHook } from './read-hook.ts';
import { readId } from './read-id.ts';
import { peek, readMap, require, type Book, type Field, type Fields } from './yaml-fields.ts';
import { readSeconds, readWord } from './yaml-values.ts';

/** One source: what it is called, and how it is reached where it does not send its events by itself. */
export function readSource(book: Book, field: Field): SourceDefinition | undefined {
  const written = peek(book, field, 'kind');
  const kind = written && readWord(book, written, KINDS);
  if (kind === undefined) return written === undefined ? readSender(book, field) : undefined;
  switch (kind) {
    case 'asterisk':
      return readReached(book, field, ASTERISK_KEYS, readAsterisk);
    case 'freeswitch':
      return readReached(book, field, FREESWITCH_KEYS, readFreeswitch);
    case 'hook':
      return readReached(book, field, HOOK_KEYS, readHook);
  }
}

const KINDS = ['asterisk', 'freeswitch', 'hook'] as const;

/** What a source of any kind may say. */
const COMMON_KEYS = ['id', 'kind', 'silent-after-seconds'] as const;
type CommonKey = (typeof COMMON_KEYS)[number];

/** A source that sends its events by itself: all that can be said of it is how long it may be silent. */
function readSender(book: Book, field: Field): SourceDefinition | undefined {
  const fields = readMap(book, field, COMMON_KEYS);
  const id = fields && readId(book, field, fields, 'the source');
  if (fields === undefined || id === undefined) return undefined;
  const expected = 'the silence, in seconds, after which the source counts as dead';
  const silence = require(book, field, fields, { key: 'silent-after-seconds', expected });
  return { id: sourceId(id), silentAfterMs: (silence && readSeconds(book, silence)) ?? 0 };
}

type Reach = NonNullable<SourceDefinition['reach']>;
type ReadReach<Key extends string> = (
  book: Book,
  map: Field,
  fields: Fields<Key | CommonKey>,
) => Reach | undefined;

function readReached<Key extends string>(
  book: Book,
  field: Field,
  keys: readonly Key[],
  read: ReadReach<Key>,
): SourceDefinition | undefined {
  const fields = readMap<Key | CommonKey>(book, field, [...COMMON_KEYS, ...keys]);
  if (fields === undefined) return undefined;
  const common: Fields<CommonKey> = fields;
  const id = readId(book, field, common, 'the source');
  const reach = read(book, field, fields);
  const silence = common['silent-after-seconds'];
  const silentAfterMs = (silence && readSeconds(book, silence)) ?? USUAL_SILENCE_MS;
  return id === undefined || reach === undefined ? undefined : { id: sourceId(id), silentAfterMs, reach };
}
