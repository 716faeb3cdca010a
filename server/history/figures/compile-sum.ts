import type { Row } from '#domain/history/column.ts';
import { ROW_COLUMNS } from '#domain/history/rows.ts';
import { TERM_NAMES, type MeasureTerms, type Sum } from '#domain/measures/definitions/measure.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import {
  compileAmount,
  compilePredicate,
  type Amount,
  type Predicate,
} from '../conditions/compile-expression.ts';
import type { Expression, ValueType } from '../conditions/expression.ts';
import { namesIn } from '../conditions/names-in.ts';
import { parseExpression } from '../conditions/parse-expression.ts';

/** A sum as functions of a row. */
export type CompiledSum = {
  readonly sum: Sum;
  /** Whether the row counts. */
  readonly counts: (row: Row) => boolean;
  /** What it counts for: 1, or an amount that may be unknown. */
  readonly amount: (row: Row) => number | undefined;
  /** The instant that decides its period; undefined: it has not come yet. */
  readonly at: (row: Row) => EpochMs | undefined;
  /** The columns that all this is read from. */
  readonly columns: ReadonlySet<string>;
};

/** Compiles a sum. Throws a ConditionMistake for what its rows do not have: so no sum is ever kept that cannot be counted. */
export function compileSum(sum: Sum, terms: MeasureTerms, zone: TimeZone): CompiledSum {
  const names = { columns: ROW_COLUMNS[sum.of], terms: TERM_NAMES };
  const columns = new Set<string>();
  const read = (text: string, type: ValueType): Expression => {
    const expression = parseExpression(text, names, type);
    for (const name of namesIn(expression)) columns.add(name);
    return expression;
  };
  const amountOf = (text: string): Amount => compileAmount(read(text, 'number'), zone);
  const condition: Predicate =
    sum.when === undefined ? () => true : compilePredicate(read(sum.when, 'flag'), zone);
  const at = amountOf(sum.at ?? 'arrived_at');
  const amount = amountFor(sum, amountOf);
  if (sum.how === 'distinct') columns.add(sum.column);
  return {
    sum,
    counts: (row) => condition(row, terms),
    amount: (row) => amount(row, terms),
    at: (row) => {
      const instant = at(row, terms);
      return instant === undefined ? undefined : epochMs(instant);
    },
    columns,
  };
}

function amountFor(sum: Sum, amountOf: (text: string) => Amount): Amount {
  switch (sum.how) {
    case 'count':
    case 'distinct':
      return () => 1;
    case 'total':
    case 'most':
    case 'quantile':
      return amountOf(sum.amount);
    case 'time':
      return sum.times === undefined ? () => 1 : amountOf(sum.times);
  }
}
