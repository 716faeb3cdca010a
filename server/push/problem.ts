import { STATUS_CODES } from 'node:http';

/** The type of a problem's body. */
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** Why something is refused, in a word and in a sentence. */
export type Refused = { readonly error?: unknown; readonly message: unknown };

/** What is refused as a problem (RFC 9457), besides its word and its sentence. */
export function problemOf(status: number, refused: Refused): object {
  const title = STATUS_CODES[status] ?? 'Refused';
  return { type: 'about:blank', title, status, detail: refused.message, ...refused };
}
