import type { RowKind } from '../../history/rows.ts';

/** What a value is. Seconds are summed as whole milliseconds and shares are of 1. */
export type Unit = 'count' | 'seconds' | 'share' | 'number';

/** A measure says what it is in both languages: it is printed from here, on pages and by `query --list`. */
type Said = { readonly id: string; readonly unit: Unit; readonly en: string; readonly zh: string };

/**
 * How rows are put together. `count` them, `total` an amount, take the `most` or the `quantile` of it, or count the `distinct` values of
 * a column. Each merges: what is known of two sets of rows gives what is known of both.
 */
type How =
  | { readonly how: 'count' }
  | { readonly how: 'total' | 'most'; readonly amount: string }
  | { readonly how: 'quantile'; readonly amount: string; readonly share: number }
  | { readonly how: 'distinct'; readonly column: string }
  /** Time between two instants of the row, each part of it in the period in which it passed; `times` an amount. */
  | { readonly how: 'time'; readonly from: string; readonly until: string; readonly times?: string };

/**
 * A sum over one kind of row. `when`, `amount` and `at` are written in CEL over the columns of that kind and the terms of the question
 * (within_ms, short_abandon_ms, repeat_ms, chat_slots). `at` is the instant that decides the period; that of arrival when absent.
 */
export type Sum = Said &
  How & { readonly kind: 'sum'; readonly of: RowKind; readonly when?: string; readonly at?: string };

/** A formula over other measures, in CEL. Divided by nothing it is unknown: never 0 %, never 100 %. */
export type Formula = Said & { readonly kind: 'formula'; readonly formula: string };

export type Measure = Sum | Formula;

/** What may stand in a sum’s conditions besides columns. */
export const TERM_NAMES = ['within_ms', 'short_abandon_ms', 'repeat_ms', 'chat_slots'] as const;
export type MeasureTerms = { readonly [Name in (typeof TERM_NAMES)[number]]: number };
