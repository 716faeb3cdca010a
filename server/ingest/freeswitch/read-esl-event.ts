import { shorten, type Refusal } from '../events/explain-refusal.ts';
import { readEslHeaders } from './read-esl-headers.ts';

/** The fields of one event by name. */
export type EslFields = {
  /** What the field says; undefined when it is absent or empty. */
  get(name: string): string | undefined;
};

export type ReadFields =
  | { readonly kind: 'fields'; readonly fields: EslFields }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Reads the body of a `text/event-plain` or `text/event-json` frame. */
export function readEslEvent(contentType: string, body: string): ReadFields | undefined {
  if (contentType === 'text/event-plain') return { kind: 'fields', fields: plainFields(body) };
  if (contentType === 'text/event-json') return readJson(body);
  return undefined;
}

/** Most fields are of no interest, so a value is decoded when it is asked for. */
function plainFields(body: string): EslFields {
  const headers = readEslHeaders(body);
  return {
    get(name) {
      const value = headers.get(name);
      return value === undefined || value === '' ? undefined : decode(value);
    },
  };
}

/** A `%` that stands for itself (the switch leaves what looks encoded already) leaves the value as it is. */
function decode(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function readJson(body: string): ReadFields {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { kind: 'refused', refusal: notJson(body) };
  }
  if (!isObject(value)) return { kind: 'refused', refusal: notJson(body) };
  const object = value;
  return {
    kind: 'fields',
    fields: {
      get(name) {
        const field = Object.hasOwn(object, name) ? object[name] : undefined;
        return typeof field === 'string' && field !== '' ? field : undefined;
      },
    },
  };
}

const notJson = (body: string): Refusal => ({
  reason: 'not-json',
  field: '',
  value: shorten(body),
  expected: 'one JSON object of strings',
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
