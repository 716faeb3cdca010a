import { Compile } from 'typebox/compile';
import type { AcdEvent } from '#domain/acd-event.ts';
import { sourceId, type SourceId } from '#domain/ids.ts';
import { EVENT_LIMITS } from '#domain/limits/limits.ts';
import type { EpochMs } from '#domain/time.ts';
import { eventSchemas } from './event-schema.ts';
import { explainRefusal, shorten, type Refusal } from './explain-refusal.ts';
import { lineFault } from './line-fault.ts';
import { parseTime } from './parse-time.ts';

/** An event, or why it is none. */
export type ParsedEvent =
  | { readonly kind: 'event'; readonly event: AcdEvent }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      /** Whose it is, where that could still be read. */
      readonly source?: SourceId;
    };

/** Reads one line of text. Events after `latestAt` are refused; without it none is too late. */
export function parseEventLine(line: string, latestAt?: EpochMs): ParsedEvent {
  const fault = lineFault(line);
  if (fault !== undefined) return { kind: 'refused', refusal: fault };
  let value: unknown;
  try {
    // Files with a mark at their beginning are put one after the other, too.
    value = JSON.parse(line.charCodeAt(0) === BYTE_ORDER_MARK ? line.slice(1) : line);
  } catch {
    // What JSON.parse says about it names no field; the line itself tells the sender more.
    return { kind: 'refused', refusal: notJson(line) };
  }
  return parseEvent(value, latestAt);
}

const BYTE_ORDER_MARK = 0xfeff;

/** Reads an event from what JSON.parse made of it. Fields that no kind has are dropped; `value` is left as it is. */
export function parseEvent(value: unknown, latestAt?: EpochMs): ParsedEvent {
  if (!isObject(value)) return refuse(value, latestAt);
  const reader = typeof value['kind'] === 'string' ? readers.get(value['kind']) : undefined;
  if (reader === undefined || !reader.accepts(value)) return refuse(value, latestAt);
  const at = parseTime(value['at']);
  if (at === undefined || (latestAt !== undefined && at > latestAt)) return refuse(value, latestAt);
  const event: Record<string, unknown> = { ...knownFields(value, reader.fields), at };
  if (value['kind'] === 'source-gap') {
    const from = parseTime(value['from']);
    if (from === undefined || from > at) return refuse(value, latestAt);
    event['from'] = from;
  }
  // The schema of the kind accepted it, and a test holds the schemas equal to the type.
  return { kind: 'event', event: event as AcdEvent };
}

/** The refusal of a line that is not JSON. */
function notJson(line: string): Refusal {
  return { reason: 'not-json', field: '', value: shorten(line), expected: 'one JSON object' };
}

/** Copying field by field is ten times as slow as copying whole, and hardly any sender has fields that we do not know. */
function knownFields(value: Fields, known: ReadonlySet<string>): Fields {
  for (const field of Object.keys(value)) if (!known.has(field)) return pickFields(value, known);
  return value;
}

function pickFields(value: Fields, known: ReadonlySet<string>): Fields {
  const picked: Record<string, unknown> = {};
  for (const field of known) if (Object.hasOwn(value, field)) picked[field] = value[field];
  return picked;
}

type Fields = Readonly<Record<string, unknown>>;

type Reader = { readonly fields: ReadonlySet<string>; accepts(value: unknown): boolean };

/** One compiled check for each kind: a single check of all kinds would try them one after the other. */
const readers: ReadonlyMap<string, Reader> = new Map(
  Object.entries(eventSchemas).map(([kind, schema]) => {
    const validator = Compile(schema);
    const fields = new Set(Object.keys(schema.properties));
    return [kind, { fields, accepts: (value) => validator.Check(value) }];
  }),
);

function refuse(value: unknown, latestAt: EpochMs | undefined): ParsedEvent {
  const refusal = explainRefusal(value, latestAt);
  const source = isObject(value) ? value['source'] : undefined;
  if (typeof source !== 'string' || refusal.field === 'source') return { kind: 'refused', refusal };
  return { kind: 'refused', refusal, source: sourceId(source.slice(0, EVENT_LIMITS.idChars)) };
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
