import type { Naming } from '#domain/centre.ts';
import type { RuleBook, RuleSetting } from '../rule-book.ts';

/** A rule book to begin with. It is no legal advice: every figure names where it comes from, and every figure can be changed. */
export type Preset = {
  readonly id: string;
  readonly name: Naming;
  readonly book: RuleBook;
  /** For each rule the text its figures are taken from; `house` where no law says it and it is only usual. */
  readonly sources: readonly { readonly rule: RuleSetting['rule']; readonly source: string }[];
};

/** What no law has to say, and every plan keeps. */
export const ALWAYS: RuleBook = [
  { rule: 'one-shift-a-day' },
  { rule: 'time-off' },
  { rule: 'availability' },
  { rule: 'wishes', weight: 1 },
  { rule: 'fair-shares', burden: 'nights', spread: 1, weight: 5 },
  { rule: 'fair-shares', burden: 'weekends', spread: 1, weight: 5 },
  { rule: 'fair-shares', burden: 'early-starts', spread: 2, weight: 2 },
];

export const ALWAYS_SOURCES: Preset['sources'] = ALWAYS.map(({ rule }) => ({ rule, source: 'house' }));
