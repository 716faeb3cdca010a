import { isMap } from 'yaml';
import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import {
  join,
  note,
  noteHidden,
  peek,
  readEntries,
  readList,
  readMap,
  resolved,
  scalarOf,
  type Book,
  type Field,
} from './yaml-fields.ts';

/** Where the parts of a value that was taken stand in the text, for what is found wrong about them later. */
export type Places = WeakMap<object, Place>;
type Place = { readonly field: Field; readonly fields: { readonly [Part in string]?: Field } };

/** A text being taken by a schema. */
export type Taking = { readonly book: Book; readonly places: Places };

/**
 * What is written in a field, by a schema of maps, lists and single values. Undefined when it cannot be meant; every mistake in
 * it is noted. A schema's `description` says what is expected in its place, and its `whenMissing` what is when it is not there.
 */
export function takeBySchema(taking: Taking, field: Field, schema: TSchema): unknown {
  const shape = shapeOf(taking, field, schema);
  if (shape === undefined) return undefined;
  if (listOf(shape, 'items') !== undefined) return takeList(taking, field, listOf(shape, 'items'));
  if (shape['properties'] !== undefined) return takeMap(taking, field, shape);
  if (shape['additionalProperties'] !== undefined) return takeEntries(taking, field, shape);
  return takeScalar(taking, field, shape);
}

/** Notes what is wrong about a part of a map that was taken. */
export function noteAt({ book, places }: Taking, value: object, part: string, expected: string): undefined {
  const place = places.get(value);
  const whole = place?.field ?? { path: '', offset: 0, node: null };
  return note(book, place?.fields[part] ?? { ...whole, path: join(whole.path, part), node: null }, expected);
}

/** As `noteAt`, where a part is not there. What was written and could not be taken was noted already. */
export function noteMissing(taking: Taking, value: object, part: string, expected: string): undefined {
  if (taking.places.get(value)?.fields[part] === undefined) noteAt(taking, value, part, expected);
}

type Shape = { readonly [Keyword in string]?: unknown };

/** Of several shapes that a value may have the one that is meant: by its `kind`, or by being a map or not. */
function shapeOf({ book }: Taking, field: Field, schema: TSchema): Shape | undefined {
  const shape: Shape = { ...schema };
  const kinds = shapesOf(shape['oneOf']);
  if (kinds.length > 0) return shapeOfKind(book, field, kinds);
  const others = shapesOf(shape['anyOf']);
  const map = others.find(({ type }) => type === 'object');
  if (map === undefined) return shape;
  const is = isMap(resolved(book, field)) ? map : others.find((other) => other !== map);
  // What all shapes are for says more than what one of them is.
  return { ...is, description: shape['description'] ?? is?.['description'] };
}

function shapeOfKind(book: Book, field: Field, shapes: readonly Shape[]): Shape | undefined {
  const written = peek(book, field, 'kind');
  if (written === undefined) return shapes.find((shape) => kindOf(shape) === undefined);
  const said = scalarOf(book, written)?.source;
  const kinds = shapes.flatMap((shape) => kindOf(shape) ?? []);
  return (
    shapes.find((shape) => said !== undefined && kindOf(shape) === said) ??
    note(book, written, kinds.join(' or '))
  );
}

const kindOf = (shape: Shape): string | undefined => {
  const kind = partsOf(shape['properties'])['kind']?.['const'];
  return typeof kind === 'string' ? kind : undefined;
};

function takeMap(taking: Taking, field: Field, shape: Shape): unknown {
  const { book, places } = taking;
  const parts = partsOf(shape['properties']);
  if (!isMap(resolved(book, field))) return noteWrong(book, field, shape, Object.keys(parts));
  const fields = readMap(book, field, Object.keys(parts)) ?? {};
  if (isHidden(shape) && Object.keys(fields).length === 0) return noteWrong(book, field, shape, []);
  const value: Record<string, unknown> = {};
  let isWhole = true;
  for (const [key, part] of Object.entries(parts)) {
    const written = fields[key];
    const taken = written && takeBySchema(taking, written, part);
    if (taken !== undefined) value[key] = taken;
    else if (isRequired(shape, key)) isWhole = false;
    if (written === undefined && isRequired(shape, key))
      note(book, { ...field, path: join(field.path, key), node: null }, whenMissing(part));
  }
  places.set(value, { field, fields });
  if (!isWhole) return undefined;
  // A name in no language is no name; what was written and could not be taken was noted already.
  if (shape['minProperties'] !== undefined && Object.keys(fields).length === 0)
    return noteWrong(book, field, shape, Object.keys(parts));
  return value;
}

function noteWrong(book: Book, field: Field, shape: Shape, keys: readonly string[]): undefined {
  const expected = descriptionOf(shape) ?? `a map of ${keys.join(', ')}`;
  return isHidden(shape) ? noteHidden(book, field, expected) : note(book, field, expected);
}

function takeEntries(taking: Taking, field: Field, shape: Shape): unknown {
  const part = listOf(shape, 'additionalProperties');
  const value: Record<string, unknown> = {};
  const fields: Record<string, Field> = {};
  for (const entry of readEntries(taking.book, field, descriptionOf(shape) ?? 'a map')) {
    const taken = part && takeBySchema(taking, entry.field, part);
    if (taken === undefined) continue;
    value[entry.name] = taken;
    fields[entry.name] = entry.field;
  }
  taking.places.set(value, { field, fields });
  return value;
}

function takeList(taking: Taking, field: Field, item: TSchema | undefined): unknown {
  if (item === undefined) return undefined;
  const taken = readList(taking.book, field).map((one) => takeBySchema(taking, one, item));
  return taken.filter((one) => one !== undefined);
}

/** A text is taken as it is written, because a queue may be called 007. */
function takeScalar({ book }: Taking, field: Field, shape: Shape): unknown {
  const said = scalarOf(book, field);
  const value = isText(shape) ? said?.source.trim() : said?.value;
  if (said !== undefined && Check(shape, value)) return value;
  return note(book, field, `${descriptionOf(shape) ?? wordsOf(shape)}${hintFor(shape, value)}`);
}

/** A bare 80 where a share is meant is likely a percentage. */
function hintFor(shape: Shape, value: unknown): string {
  const isPercent = shape['isShare'] === true && typeof value === 'number' && value > 1 && value <= 100;
  return isPercent ? `: write ${value}% or ${value / 100}` : '';
}

const isText = ({ type, enum: words }: Shape): boolean =>
  words === undefined ? Array.isArray(type) && type.includes('string') : shapeWords(words).length > 0;
const wordsOf = ({ enum: words }: Shape): string => shapeWords(words).join(' or ');
const shapeWords = (words: unknown): readonly string[] =>
  Array.isArray(words) ? words.filter((word) => typeof word === 'string') : [];

const isHidden = (shape: Shape): boolean => shape['isSecret'] === true;
const isRequired = ({ required }: Shape, key: string): boolean =>
  Array.isArray(required) && required.includes(key);

function whenMissing(part: Shape): string {
  const said = part['whenMissing'];
  return typeof said === 'string' ? said : (descriptionOf(part) ?? wordsOf(part));
}

const descriptionOf = ({ description }: Shape): string | undefined =>
  typeof description === 'string' ? description : undefined;

const isShape = (value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const shapesOf = (value: unknown): readonly Shape[] => (Array.isArray(value) ? value.filter(isShape) : []);
const listOf = (shape: Shape, keyword: string): TSchema | undefined => {
  const part = shape[keyword];
  return isShape(part) ? part : undefined;
};
const partsOf = (properties: unknown): Readonly<Record<string, Shape>> =>
  isShape(properties)
    ? Object.fromEntries(
        Object.entries(properties).flatMap(([key, part]) => (isShape(part) ? [[key, part]] : [])),
      )
    : {};
