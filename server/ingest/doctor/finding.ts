/**
 * What an examination found: `good` needs nothing, `quiet` could not be seen because nothing happened, `poor` works and knows
 * less than it could, `bad` does not work.
 */
export type Finding =
  | { readonly kind: 'good'; readonly said: string }
  | { readonly kind: 'quiet' | 'poor' | 'bad'; readonly said: string; readonly mend: string };

export const good = (said: string): Finding => ({ kind: 'good', said });

/** Nothing happened that would have shown it; `mend` says how it can be seen. */
export const quiet = (said: string, mend: string): Finding => ({ kind: 'quiet', said, mend });

/** It works, and `mend` says how it could know more. */
export const poor = (said: string, mend: string): Finding => ({ kind: 'poor', said, mend });

/** It does not work until `mend` is done. */
export const bad = (said: string, mend: string): Finding => ({ kind: 'bad', said, mend });
