import {
  isMapField,
  note,
  openYaml,
  readList,
  readMap,
  require,
  type Book,
  type DefinitionMistake,
  type Field,
  type Fields,
} from '../../../definitions/yaml-fields.ts';
import { readText } from '../../../definitions/yaml-values.ts';
import type { HookMapping, Identity, TimeForm } from './hook-mapping.ts';
import { readTimeForm } from './read-hook-moment.ts';
import { readHookRules } from './read-hook-rules.ts';
import { readSeals, readSender } from './read-hook-sender.ts';
import { readConditions, readHoleField, readTemplateField } from './read-hook-values.ts';

/** What a mapping document says, or every mistake in it, in the order of the text. */
export type HookMappingRead =
  | { readonly kind: 'mapping'; readonly mapping: HookMapping }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly DefinitionMistake[] };

/** Reads a mapping in YAML; docs/connect-webhook.md says what may stand in it. */
export function readHookMapping(text: string): HookMappingRead {
  const { book, root } = openYaml(text.slice(0, LONGEST));
  const fields = book.mistakes.length > 0 ? undefined : readMap(book, root, KEYS);
  const mapping = fields && readParts(book, root, fields);
  if (text.length > LONGEST) note(book, root, `at most ${LONGEST} characters, got ${text.length}`);
  if (mapping !== undefined && book.mistakes.length === 0) return { kind: 'mapping', mapping };
  const inOrder = book.mistakes.sort((one, other) => one.line - other.line || one.column - other.column);
  return { kind: 'mistakes', mistakes: inOrder };
}

/** The longest of ours has 10,000. */
const LONGEST = 200_000;

const KEYS = [
  'name',
  'about',
  'sender',
  'seals',
  'time',
  'unpack',
  'identity',
  'told-by',
  'ignore',
  'all',
  'events',
] as const;

function readParts(book: Book, root: Field, fields: Fields<(typeof KEYS)[number]>): HookMapping | undefined {
  const nameField = require(book, root, fields, { key: 'name', expected: 'the name of the sender' });
  const name = nameField && readText(book, nameField, 'the name of the sender');
  const senderField = require(book, root, fields, {
    key: 'sender',
    expected: 'what the sender expects: limit-seconds, retries and reply',
  });
  const sender = senderField && readSender(book, senderField);
  const list = require(book, root, fields, { key: 'events', expected: 'a list of events' });
  const time: TimeForm | undefined =
    fields.time === undefined ? { unit: 'auto' } : readTimeForm(book, fields.time);
  const identity = fields.identity && readIdentity(book, fields.identity);
  const toldBy = fields['told-by'] && readHoleField(book, fields['told-by']);
  const rules =
    list === undefined || time === undefined
      ? []
      : readHookRules({ book, list, time, all: fields.all, hasIdentity: fields.identity !== undefined });
  if (name === undefined || sender === undefined || time === undefined) return undefined;
  return {
    name,
    sender,
    seals: fields.seals === undefined ? [] : readSeals(book, fields.seals),
    time,
    unpack: listOf(book, fields.unpack).flatMap((item) => readText(book, item, 'the name of a field') ?? []),
    ...(identity !== undefined && { identity }),
    ...(toldBy !== undefined && { toldBy }),
    ignored: listOf(book, fields.ignore).map((item) => readConditions(book, item)),
    rules,
  };
}

const listOf = (book: Book, field: Field | undefined): readonly Field[] =>
  field === undefined ? [] : readList(book, field);

/** `<Sid>`, or `{ of: <Sid>, hash: [a, b] }`. */
function readIdentity(book: Book, field: Field): Identity | undefined {
  if (!isMapField(book, field)) {
    const told = readTemplateField(book, field);
    return told && { told, hash: [] };
  }
  const fields = readMap(book, field, ['of', 'hash']);
  const told = fields?.of && readTemplateField(book, fields.of);
  const hash = listOf(book, fields?.hash).flatMap((item) => {
    const hole = readHoleField(book, item);
    return hole === undefined ? [] : [hole];
  });
  if (told === undefined && hash.length === 0) return note(book, field, '<the id>, or a map of of and hash');
  return { hash, ...(told !== undefined && { told }) };
}
