import type { SQLOutputValue } from 'node:sqlite';
import { assert } from '#domain/assert.ts';

/** A column that is declared INTEGER, as the number it holds. */
export function integerOf(value: SQLOutputValue | undefined): number {
  assert(typeof value === 'number', `an INTEGER column holds a number, got ${typeof value}`);
  return value;
}

/** A column that is declared TEXT, as the text it holds. */
export function textOf(value: SQLOutputValue | undefined): string {
  assert(typeof value === 'string', `a TEXT column holds text, got ${typeof value}`);
  return value;
}

/** A column that is declared BLOB, as its bytes. */
export function bytesOf(value: SQLOutputValue | undefined): Uint8Array {
  assert(value instanceof Uint8Array, `a BLOB column holds bytes, got ${typeof value}`);
  return value;
}

/**
 * What stands for an id in a column that is declared ANY, so that different ids stay different. SQLite's UTF-8 merges
 * ids with broken surrogates, and node:sqlite reads text only up to a NUL: such ids are kept as bytes of UTF-16.
 */
export function idColumn(id: string): string | Uint8Array {
  return id.isWellFormed() && !id.includes('\0') ? id : Buffer.from(id, 'utf16le');
}

/** The id that `idColumn` stored. */
export function idOf(value: SQLOutputValue | undefined): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf16le') : textOf(value);
}
