import type { TSchema } from 'typebox';
import { EVENT_KINDS, eventSchemas } from '../../events/event-schema.ts';
import { textOf } from './hook-template.ts';

/** What a mapping says of an event elsewhere than among its fields, or not at all. */
const OTHER: ReadonlySet<string> = new Set(['kind', 'id', 'source', 'at', 'precisionMs', 'clock', 'from']);

/** Every field that some kind of event has. */
export const HOOK_FIELDS: readonly string[] = [
  ...new Set(Object.values(eventSchemas).flatMap((schema) => Object.keys(schema.properties))),
].filter((field) => !OTHER.has(field));

/** The kinds of events that a mapping may make: a gap has a second time, which no mapping tells. */
export const HOOK_KINDS: readonly string[] = EVENT_KINDS.filter((kind) => kind !== 'source-gap');

/** The fields of one kind, and which of them it cannot be without. None for an unknown kind. */
export function fieldsOfKind(kind: string): {
  readonly schemas: ReadonlyMap<string, TSchema>;
  readonly required: readonly string[];
} {
  const schema = Object.entries(eventSchemas).find(([name]) => name === kind)?.[1];
  if (schema === undefined) return { schemas: new Map(), required: [] };
  const schemas = Object.entries<TSchema>(schema.properties).filter(([field]) => !OTHER.has(field));
  const required: readonly string[] = schema.required;
  return { schemas: new Map(schemas), required: required.filter((field) => !OTHER.has(field)) };
}

/** What was found in a body, as the field has it: ids are text though many senders count, and lists may come as text with commas. */
export function fitField(field: string, found: unknown): unknown {
  if (field === 'priority' || field === 'seq') return numberOf(found);
  if (field === 'queues') return listOf(found);
  return textOf(found) ?? found;
}

const numberOf = (found: unknown): unknown =>
  typeof found === 'string' && found.trim() !== '' && Number.isFinite(Number(found)) ? Number(found) : found;

function listOf(found: unknown): unknown {
  if (Array.isArray(found)) return found.map((one: unknown) => textOf(one) ?? one);
  const text = textOf(found);
  if (text === undefined) return found;
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
