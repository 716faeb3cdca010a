import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** What a gzip body holds, or why that is not read. */
export type Unzipped =
  | { readonly kind: 'body'; readonly body: Buffer }
  | { readonly kind: 'too-large' | 'not-gzip'; readonly reason: string };

/** Unpacks gzip, at most `maxBytes` of it: a kilobyte can hold a megabyte of nothing. */
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
