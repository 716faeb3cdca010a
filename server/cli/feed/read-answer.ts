import type { IngestAnswer } from '#domain/board/wire.ts';

/** Reads a server's answer to a frame; undefined when it is none of those we know. */
export function readAnswer(text: string): IngestAnswer | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // It is not JSON, and so no answer: the caller says whose fault that is.
    return undefined;
  }
  return isAnswer(value) ? value : undefined;
}

function isAnswer(value: unknown): value is IngestAnswer {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  switch (value.kind) {
    case 'committed':
      return (
        isNumber(value, 'accepted') &&
        isNumber(value, 'duplicates') &&
        isNumber(value, 'refusedCount') &&
        Array.isArray(Reflect.get(value, 'refused'))
      );
    case 'wait':
      return isNumber(value, 'retryAfterMs');
    case 'failed':
      return typeof Reflect.get(value, 'reason') === 'string';
    default:
      return false;
  }
}

const isNumber = (value: object, field: string): boolean => typeof Reflect.get(value, field) === 'number';
