import { isSeq } from 'yaml';
import {
  isMapField,
  note,
  readEntries,
  readList,
  readMap,
  require,
  scalarOf,
  type Book,
  type Field,
} from '../../../definitions/yaml-fields.ts';
import { readText } from '../../../definitions/yaml-values.ts';
import type { Condition, Hole, Path, Template, Value } from './hook-mapping.ts';
import { readHole, readTemplate } from './hook-template.ts';

const TEMPLATE_EXPECTED = 'a text, with places in the body as in chat-<conversation.id | id>';
const HOLE_EXPECTED = 'a place in the body, such as conversation.id, or several as in conversation.id | id';

/** A text with holes. */
export function readTemplateField(book: Book, field: Field): Template | undefined {
  const text = readText(book, field, TEMPLATE_EXPECTED);
  return text === undefined ? undefined : (readTemplate(text) ?? note(book, field, TEMPLATE_EXPECTED));
}

/** A place in the body, or several of which the first that holds something counts. */
export function readHoleField(book: Book, field: Field): Hole | undefined {
  const text = readText(book, field, HOLE_EXPECTED);
  return text === undefined ? undefined : (readHole(text) ?? note(book, field, HOLE_EXPECTED));
}

/** One place in the body. */
export function readPathField(book: Book, field: Field): Path | undefined {
  const [path, ...more] = readHoleField(book, field) ?? [];
  return more.length === 0 ? path : note(book, field, 'one place in the body, such as legs');
}

/** What a field of an event says: a template, a table of words, or labels. */
export function readValue(book: Book, field: Field, name: string): Value | undefined {
  if (name === 'labels') return readLabels(book, field);
  if (isMapField(book, field)) return readTable(book, field);
  const template = readTemplateField(book, field);
  return template && { kind: 'template', template };
}

/** Conditions, all of which must hold. */
export function readConditions(book: Book, field: Field): readonly Condition[] {
  const conditions: Condition[] = [];
  for (const { name, field: said } of readEntries(
    book,
    field,
    'a map of places in the body and what they say',
  )) {
    const at = readHole(name);
    if (at === undefined) note(book, said, HOLE_EXPECTED);
    const condition = at && readCondition(book, said, at);
    if (condition !== undefined) conditions.push(condition);
  }
  return conditions;
}

function readLabels(book: Book, field: Field): Value {
  const labels = new Map<string, Template>();
  for (const { name, field: said } of readEntries(book, field, 'a map of labels')) {
    const template = readTemplateField(book, said);
    if (template !== undefined) labels.set(name, template);
  }
  return { kind: 'labels', labels };
}

function readTable(book: Book, field: Field): Value | undefined {
  const fields = readMap(book, field, ['of', 'table', 'else']);
  if (fields === undefined) return undefined;
  const of = require(book, field, fields, { key: 'of', expected: TEMPLATE_EXPECTED });
  const table = require(book, field, fields, { key: 'table', expected: 'a map of words and their meaning' });
  const template = of && readTemplateField(book, of);
  const otherwise = fields.else && readText(book, fields.else, 'the meaning of every other word');
  if (template === undefined || table === undefined) return undefined;
  const words = new Map<string, string>();
  for (const { name, field: said } of readEntries(book, table, 'a map of words and their meaning')) {
    const meaning = readText(book, said, 'a word of ours');
    if (meaning !== undefined) words.set(name, meaning);
  }
  return { kind: 'table', of: template, words, ...(otherwise !== undefined && { otherwise }) };
}

function readCondition(book: Book, field: Field, at: Hole): Condition | undefined {
  if (!isMapField(book, field)) {
    const words = readWords(book, field);
    return words && { at, is: 'any-of', words };
  }
  const fields = readMap(book, field, ['not', 'present', 'above']);
  if (fields !== undefined && Object.keys(fields).length !== 1) return note(book, field, CONDITION_EXPECTED);
  if (fields?.not !== undefined) {
    const words = readWords(book, fields.not);
    return words && { at, is: 'none-of', words };
  }
  if (fields?.present !== undefined) {
    const isPresent = scalarOf(book, fields.present)?.value;
    if (typeof isPresent !== 'boolean') return note(book, fields.present, 'true or false');
    return { at, is: isPresent ? 'present' : 'absent' };
  }
  const bound = fields?.above && scalarOf(book, fields.above)?.value;
  if (typeof bound === 'number') return { at, is: 'above', bound };
  return note(book, fields?.above ?? field, CONDITION_EXPECTED);
}

const CONDITION_EXPECTED =
  'a word, a list of words, { not: … }, { present: true }, { present: false } or { above: a number }';

function readWords(book: Book, field: Field): readonly string[] | undefined {
  const items = isSeq(field.node) ? readList(book, field) : [field];
  const words = items.map((item) => scalarOf(book, item)?.source);
  const known = words.filter((word) => word !== undefined);
  return known.length === words.length && known.length > 0 ? known : note(book, field, CONDITION_EXPECTED);
}
