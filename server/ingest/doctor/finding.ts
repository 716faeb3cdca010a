/**
 * What an examination found: `good` needs nothing, `quiet` is no fault but should be known, `poor` works and knows
 * less than it could, `bad` does not work.
 */
export type Finding =
  | { readonly kind: 'good'; readonly said: string }
  | { readonly kind: 'quiet' | 'poor' | 'bad'; readonly said: string; readonly mend: string };

/** What was found out about a source. `queues`: those that its switch lists; absent where it lists none, or could not be asked. */
export type Examination = {
  readonly findings: readonly Finding[];
  readonly queues?: readonly string[];
};

export const good = (said: string): Finding => ({ kind: 'good', said });

/** It could not be seen because nothing happened, or it may be meant so; `mend` says what to do if it is not. */
export const quiet = (said: string, mend: string): Finding => ({ kind: 'quiet', said, mend });

/** It works, and `mend` says how it could know more. */
export const poor = (said: string, mend: string): Finding => ({ kind: 'poor', said, mend });

/** It does not work until `mend` is done. */
export const bad = (said: string, mend: string): Finding => ({ kind: 'bad', said, mend });
