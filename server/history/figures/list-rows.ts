import type { Row } from '#domain/history/column.ts';
import type { RowKind } from '#domain/history/rows.ts';
import type { Measure, Sum } from '#domain/measures/definitions/measure.ts';
import { placeOf } from './count-figures.ts';
import { matchRow, type Match } from './match-row.ts';
import type { PreparedQuestion } from './prepare-question.ts';
import { QuestionMistake } from './question.ts';

/** A row behind a number, and where it stands in each dimension of the question. */
export type ListedRow = { readonly by: readonly (string | undefined)[]; readonly row: Row };

/** Lists the rows that a count counts. There are as many as it counts, for they are found in the same way. */
export type RowList = {
  /** The sum whose rows are listed. */
  readonly sum: Sum;
  /** The rows to be listed because of this one: one, or none. */
  of(kind: RowKind, row: Row): readonly ListedRow[];
};

/** The list behind the only measure of the question, which has to count rows. Throws a QuestionMistake for one that does not. */
export function listRows(prepared: PreparedQuestion): RowList {
  const measure = countedSum(prepared);
  const known = new Set<string>();
  return {
    sum: measure,
    of(kind, row) {
      const listed: ListedRow[] = [];
      matchRow(prepared, kind, row, (match) => {
        const by = placeOf(prepared.dimensions, match);
        if (isNew(measure, match, by, known)) listed.push({ by, row: match.row });
      });
      return listed;
    },
  };
}

/** The only measure of the question, which has to count rows. Throws a QuestionMistake for one that does not. */
export function countedSum(prepared: PreparedQuestion): Sum {
  const [measure, ...more] = prepared.measures;
  if (measure === undefined || more.length > 0)
    throw new QuestionMistake(`the rows of one count are listed, got ${prepared.measures.length} measures`);
  if (measure.kind !== 'sum' || !isCounting(measure)) throw new QuestionMistake(whyNot(measure, prepared));
  return measure;
}

const isCounting = ({ how }: Sum): boolean => how === 'count' || how === 'distinct';

/** Of what is counted once the first row stands for all. */
function isNew(sum: Sum, { row }: Match, by: readonly (string | undefined)[], known: Set<string>): boolean {
  if (sum.how !== 'distinct') return true;
  const value = row[sum.column];
  const key = JSON.stringify([by, value]);
  if (value === undefined || known.has(key)) return false;
  known.add(key);
  return true;
}

function whyNot(measure: Measure, { sums }: PreparedQuestion): string {
  const parts = sums.filter(({ sum }) => isCounting(sum)).map(({ sum }) => sum.id);
  const hint = parts.length === 0 ? '' : `; ask for the rows of ${parts.join(' or ')}`;
  return `${measure.id} counts no rows, it is ${measure.kind === 'formula' ? measure.formula : measure.en}${hint}`;
}
