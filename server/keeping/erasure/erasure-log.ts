import { randomBytes, scryptSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMs } from '#domain/time.ts';
import type { Erased } from './erase-customer.ts';

/** Where erasures are written down. */
export const erasureLogFile = (folder: string): string => join(folder, 'erasures.ndjson');

const HASH_BYTES = 16;

/**
 * Writes down that a customer was erased: when, by whom, and how much, with a salted hash that is slow to compute. Who has the key
 * can find out whether it was erased; who has only this file cannot try all telephone numbers.
 */
export function logErasure(
  folder: string,
  {
    at,
    by,
    customer,
    erased,
  }: { readonly at: EpochMs; readonly by: string; readonly customer: string; readonly erased: Erased },
): void {
  const salt = randomBytes(HASH_BYTES);
  const hash = scryptSync(customer, salt, HASH_BYTES).toString('hex');
  const line = JSON.stringify({
    at: new Date(at).toISOString(),
    by,
    salt: salt.toString('hex'),
    hash,
    ...erased,
  });
  const file = openSync(erasureLogFile(folder), 'a', 0o600);
  try {
    writeSync(file, `${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
