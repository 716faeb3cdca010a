import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import type { RefusedLine } from '#domain/board/wire.ts';
import { EVENT_LIMITS } from '#domain/limits/limits.ts';
import { HOUR_MS, type EpochMs } from '#domain/time.ts';
import { eventSchemas } from './event-schema.ts';
import { explainTime, parseTime } from './parse-time.ts';
import { nearestKinds } from './nearest-kinds.ts';

/** Why something is no event. */
export type Refusal = Omit<RefusedLine, 'line'>;

/** How much of a refused value is shown. */
const SHOWN_CHARACTERS = 80;

type Fields = Readonly<Record<string, unknown>>;

/** Says what keeps `value` from being an event: the first field that is wrong, what it says, what was expected. */
export function explainRefusal(value: unknown, latestAt: EpochMs | undefined): Refusal {
  if (!isFields(value)) return bad('', value, 'a JSON object with id, source, at and kind');
  const schema = schemaOf(value['kind']);
  if (schema === undefined) return explainKind(value['kind']);
  const required: readonly string[] = schema.required;
  for (const [field, expected] of Object.entries<TSchema>(schema.properties)) {
    const given = value[field];
    if (given === undefined && !required.includes(field)) continue;
    const refusal = explainField(field, given, expected);
    if (refusal !== undefined) return refusal;
  }
  return explainTimes(value, latestAt);
}

/** The value as a sender would know it again, at most 80 characters of it. */
export function shorten(value: unknown): string {
  // Lists and objects are not written out: nested deeply enough they would overflow the stack.
  const text = Array.isArray(value)
    ? `a list of ${value.length}`
    : typeof value === 'object' && value !== null
      ? `an object of ${Object.keys(value).length} fields`
      : String(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS - 1)}…` : text;
}

function schemaOf(kind: unknown): (typeof eventSchemas)[keyof typeof eventSchemas] | undefined {
  return typeof kind === 'string' && isKind(kind) ? eventSchemas[kind] : undefined;
}

function explainKind(kind: unknown): Refusal {
  const expected = `one of ${nearestKinds(typeof kind === 'string' ? kind : '').join(', ')}`;
  if (kind === undefined) return missing('kind', expected);
  return { reason: 'unknown-kind', field: 'kind', value: shorten(kind), expected };
}

/** Undefined when nothing is wrong with the field. */
function explainField(field: string, given: unknown, schema: TSchema): Refusal | undefined {
  const expected = descriptionOf(schema);
  if (given === undefined) return missing(field, expected);
  if (field === 'at' || field === 'from')
    return parseTime(given) === undefined ? badTime(field, given, explainTime(given)) : undefined;
  if (Check(schema, given)) return undefined;
  return explainPart(field, given, schema) ?? bad(field, given, expected);
}

/** Finds the label or the queue that is wrong, or sees that a text is too long. Undefined: the field as a whole is wrong. */
function explainPart(field: string, given: unknown, schema: TSchema): Refusal | undefined {
  if (typeof given === 'string') return isTooLong(given, schema) ? tooLong(field, given, schema) : undefined;
  const item: unknown = Reflect.get(schema, Array.isArray(given) ? 'items' : 'additionalProperties');
  if (typeof given !== 'object' || given === null || !isFields(item)) return undefined;
  // Beyond the largest number of parts that any field may have, their number is what is wrong.
  if (Object.keys(given).length > EVENT_LIMITS.agentQueues) return undefined;
  for (const [name, part] of Object.entries(given)) {
    if (Check(item, part)) continue;
    const where = shorten(`${field}/${name}`);
    if (typeof part === 'string' && isTooLong(part, item)) return tooLong(where, part, item);
    return bad(where, part, descriptionOf(item));
  }
  return undefined;
}

function isTooLong(given: string, schema: TSchema): boolean {
  const longest: unknown = Reflect.get(schema, 'maxLength');
  return typeof longest === 'number' && given.length > longest;
}

function tooLong(field: string, given: string, schema: TSchema): Refusal {
  const expected = `${descriptionOf(schema)}; it has ${given.length}`;
  return { reason: 'too-long', field, value: shorten(given), expected };
}

/** Every field is right by itself: what is left is a time too far ahead, or a gap that ends before it begins. */
function explainTimes(value: Fields, latestAt: EpochMs | undefined): Refusal {
  const at = parseTime(value['at']);
  if (at !== undefined && latestAt !== undefined && at > latestAt)
    return badTime(
      'at',
      value['at'],
      `at most ${EVENT_LIMITS.aheadMs / HOUR_MS} hours ahead of this server's clock, ${iso(latestAt)}`,
    );
  return badTime('from', value['from'], 'an instant at or before `at`');
}

const iso = (at: EpochMs): string => new Date(at).toISOString();

const bad = (field: string, given: unknown, expected: string): Refusal => ({
  reason: 'bad-value',
  field,
  value: shorten(given),
  expected,
});

const badTime = (field: string, given: unknown, expected: string): Refusal => ({
  reason: 'bad-time',
  field,
  value: shorten(given),
  expected,
});

const missing = (field: string, expected: string): Refusal => ({
  reason: 'missing-field',
  field,
  value: '',
  expected,
});

function descriptionOf(schema: TSchema): string {
  const description: unknown = Reflect.get(schema, 'description');
  return typeof description === 'string' ? description : 'what the schema says';
}

const isKind = (kind: string): kind is keyof typeof eventSchemas => Object.hasOwn(eventSchemas, kind);

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
