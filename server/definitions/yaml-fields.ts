import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { nearestName } from '#domain/text/nearest-name.ts';

/** Something in the definitions that cannot be meant: where it stands, what it says and what was expected. */
export type DefinitionMistake = {
  /** From 1, as editors count. */
  readonly line: number;
  readonly column: number;
  /** Such as `queues[2].target.share`; empty for the text as a whole. */
  readonly field: string;
  readonly value: string;
  readonly expected: string;
  /** All of it but the place, in a sentence. */
  readonly message: string;
};

/** A text being read, and the mistakes found in it so far. */
export type Book = {
  readonly text: string;
  readonly document: Document;
  readonly lines: LineCounter;
  readonly mistakes: DefinitionMistake[];
};

/** A value in the text and the way to it. */
export type Field = { readonly path: string; readonly offset: number; readonly node: Node | null };

/** The fields of a map by their keys; a key that is not written is absent. */
export type Fields<Key extends string> = { readonly [Name in Key]?: Field };

/** Opens a text: its one value, and a book that already holds what is not YAML. */
export function openYaml(text: string): { readonly book: Book; readonly root: Field } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true });
  const mistakes = document.errors.map((error): DefinitionMistake => {
    const [start] = error.linePos ?? [];
    const [said = ''] = error.message.split(/ at line \d/);
    const place = { line: start?.line ?? 1, column: start?.col ?? 1 };
    return { ...place, field: '', value: '', expected: 'YAML', message: `not YAML: ${said}` };
  });
  const root = { path: '', offset: document.contents?.range?.[0] ?? 0, node: document.contents };
  return { book: { text, document, lines, mistakes }, root };
}

/** Writes a mistake into the book. Answers undefined, which stands for the value that could not be read. */
export function note(book: Book, field: Field, expected: string): undefined {
  const value = writtenValue(book, field);
  const said = value === '' ? 'is missing' : `is ${value}`;
  noteSentence(book, field, { expected, message: `${field.path} ${said}, expected ${expected}`.trimStart() });
}

/** As `note`, without a word of what is written: it may be a secret. */
export function noteHidden(book: Book, field: Field, expected: string): undefined {
  noteSentence(book, { ...field, node: null }, { expected, message: `${field.path}: expected ${expected}` });
}

function noteSentence(book: Book, field: Field, said: Pick<DefinitionMistake, 'expected' | 'message'>): void {
  const { line, col } = book.lines.linePos(field.offset);
  const place = { line: Math.max(1, line), column: Math.max(1, col) };
  book.mistakes.push({ ...place, field: field.path, value: writtenValue(book, field), ...said });
}

/** The fields of a map. A key that is not known is a mistake that names the nearest known one. */
export function readMap<Key extends string>(
  book: Book,
  field: Field,
  keys: readonly Key[],
): Fields<Key> | undefined {
  const node = resolved(book, field);
  if (!isMap<Node, Node | null>(node)) return note(book, field, `a map of ${keys.join(', ')}`);
  const fields: { [Name in Key]?: Field } = {};
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : '?';
    const known = keys.find((one) => one === name);
    const offset = value?.range?.[0] ?? key.range?.[0] ?? field.offset;
    if (known !== undefined) fields[known] = { path: join(field.path, name), offset, node: value };
    else
      noteUnknown(book, { path: field.path, offset: key.range?.[0] ?? field.offset, node: key }, name, keys);
  }
  return fields;
}

/** The fields of a map whose keys are names of the user's own; none when it is not one. */
export function readEntries(
  book: Book,
  field: Field,
  expected: string,
): readonly { readonly name: string; readonly field: Field }[] {
  const node = resolved(book, field);
  if (!isMap<Node, Node | null>(node)) {
    note(book, field, expected);
    return [];
  }
  return node.items.map(({ key, value }) => {
    const name = isScalar(key) ? (key.source ?? String(key.value)) : '?';
    const offset = value?.range?.[0] ?? key.range?.[0] ?? field.offset;
    return { name, field: { path: join(field.path, name), offset, node: value } };
  });
}

/** One field of a map, looked at before it is known which others may stand beside it; undefined when it is not there. */
export function peek(book: Book, field: Field, key: string): Field | undefined {
  const node = resolved(book, field);
  if (!isMap<Node, Node | null>(node)) return undefined;
  const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
  if (pair === undefined) return undefined;
  const offset = pair.value?.range?.[0] ?? pair.key.range?.[0] ?? field.offset;
  return { path: join(field.path, key), offset, node: pair.value };
}

/** Whether a map is written here, and not a single value. */
export const isMapField = (book: Book, field: Field): boolean => isMap(resolved(book, field));

/** The fields of a list; none when it is not one. */
export function readList(book: Book, field: Field): readonly Field[] {
  const node = resolved(book, field);
  if (!isSeq<Node>(node)) {
    note(book, field, 'a list');
    return [];
  }
  return node.items.map((item, index) => ({
    path: `${field.path}[${index + 1}]`,
    offset: item.range?.[0] ?? field.offset,
    node: item,
  }));
}

/** A required field. Its absence is a mistake of the map it should be in. */
export function require<Key extends string>(
  book: Book,
  map: Field,
  fields: Fields<Key>,
  { key, expected }: { readonly key: Key; readonly expected: string },
): Field | undefined {
  const field = fields[key];
  return field ?? note(book, { ...map, path: join(map.path, key), node: null }, expected);
}

/** What a scalar says, and how it is written; undefined for a map, a list or nothing. */
export function scalarOf(
  book: Book,
  field: Field,
): { readonly value: unknown; readonly source: string } | undefined {
  const node = resolved(book, field);
  if (!isScalar(node)) return undefined;
  const { value } = node;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  return { value, source: node.source ?? String(value) };
}

function noteUnknown(book: Book, field: Field, name: string, keys: readonly string[]): void {
  const nearest = nearestName(name, keys);
  const meant = nearest === undefined ? '' : ` did you mean ${nearest}?`;
  const path = join(field.path, name);
  const known = `known keys are ${keys.join(', ')}`;
  noteSentence(
    book,
    { ...field, path },
    { expected: known, message: `${path} is not a key here:${meant} ${known}` },
  );
}

/** What a field holds: where it is an alias, what that stands for. */
export function resolved(book: Book, { node }: Field): Node | undefined {
  if (node === null) return undefined;
  return isAlias(node) ? node.resolve(book.document) : node;
}

/** The way to a part of a map. */
export const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** As much of a value as fits a message. */
const SHOWN = 60;

function writtenValue(book: Book, { node }: Field): string {
  if (node?.range === null || node?.range === undefined) return '';
  const [start, end] = node.range;
  const [first = ''] = book.text.slice(start, end).split('\n');
  return first.length > SHOWN ? `${first.slice(0, SHOWN)}…` : first;
}
