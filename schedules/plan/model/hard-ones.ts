import type { Judged } from '../../rules/judge-rules.ts';

/** The breaches of what no roster may break. */
export const hardOnes = (judged: readonly Judged[]): readonly Judged[] =>
  judged.filter(({ strength }) => strength.kind === 'hard');
