import { namesIn } from '../conditions/names-in.ts';
import type { PreparedQuestion } from '../figures/prepare-question.ts';

/** Columns that name a customer. */
const PERSONAL: readonly string[] = ['customer'];

/** Of a customer key only the last letters are shown to whoever may not see it: enough to tell two of them apart, not to call. */
const SHOWN_LETTERS = 4;

/** A customer key for whoever may not see it. */
export function maskCustomer(key: string): string {
  // A short key would be shown nearly whole.
  return key.length > 2 * SHOWN_LETTERS ? `…${key.slice(-SHOWN_LETTERS)}` : '…';
}

/** Which personal column a question would tell of, by its groups or by what its condition asks; undefined: none. */
export function personalIn({ question, where }: PreparedQuestion): string | undefined {
  const names = new Set([...question.by, ...(where === undefined ? [] : namesIn(where))]);
  return PERSONAL.find((name) => names.has(name));
}
