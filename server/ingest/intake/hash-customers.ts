import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AcdEvent } from '#domain/acd-event.ts';
import { FileFailure } from '../../files/file-failure.ts';
import type { Inbox } from './inbox.ts';

/** Makes another key of a customer's: always the same one, and nobody without the file can say whose it is. */
export type HashCustomer = (customer: string) => string;

/** Shorter ones can be guessed. */
const LEAST_KEY_BYTES = 16;
const HASH_CHARACTERS = 22;

/** The hash under the key in a file. Throws a FileFailure that says how to make one. */
export function readHashKey(file: string): HashCustomer {
  const key = readKey(file);
  if (key.length < LEAST_KEY_BYTES)
    throw new FileFailure(
      `${file} has ${key.length} bytes, expected at least ${LEAST_KEY_BYTES}: make one with "openssl rand -hex 32", and keep it, for without it no customer is known again`,
    );
  return (customer) =>
    createHmac('sha256', key).update(customer).digest('base64url').slice(0, HASH_CHARACTERS);
}

/** An inbox at whose door customers get their other key. Absent: they keep theirs. */
export function hashedInbox(inbox: Inbox, hash: HashCustomer | undefined): Inbox {
  if (hash === undefined) return inbox;
  return { ...inbox, offer: (batch) => inbox.offer({ ...batch, events: batch.events.map(hashed(hash)) }) };
}

const hashed =
  (hash: HashCustomer) =>
  (event: AcdEvent): AcdEvent =>
    'customer' in event && event.customer !== undefined
      ? { ...event, customer: hash(event.customer.trim()) }
      : event;

function readKey(file: string): Buffer {
  try {
    return Buffer.from(readFileSync(file, 'utf8').trim());
  } catch (cause) {
    throw FileFailure.of('read', file, cause);
  }
}
