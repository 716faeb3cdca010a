import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { BATCH_LIMITS } from '#domain/limits/limits.ts';

/** What a gzip body holds, or why that is not read. */
export type Unzipped =
  | { readonly kind: 'body'; readonly body: Buffer }
  | { readonly kind: 'too-large' | 'not-gzip'; readonly reason: string };

/** The most that a body of so many bytes may unpack to: a kilobyte can hold a megabyte of nothing. */
export function unpackedMost(packedBytes: number): number {
  const { unpackedTimes, unpackedBytes } = BATCH_LIMITS;
  return Math.min(unpackedBytes, Math.max(SMALL_BYTES, packedBytes * unpackedTimes));
}

/** Of a small body much may be repetition. */
const SMALL_BYTES = 1024 * 1024;

/** Unpacks gzip, at most `maxBytes` of it. */
export async function unzip(packed: Buffer, maxBytes: number): Promise<Unzipped> {
  try {
    return { kind: 'body', body: await gunzipLimited(packed, { maxOutputLength: maxBytes }) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (Reflect.get(error, 'code') === 'ERR_BUFFER_TOO_LARGE')
      return { kind: 'too-large', reason: `the body unpacks to more than ${maxBytes} bytes: split it` };
    return {
      kind: 'not-gzip',
      reason: `the body is not gzip, as its content-encoding says: ${error.message}`,
    };
  }
}

const gunzipLimited = promisify(gunzip);
