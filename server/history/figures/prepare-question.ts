import type { Row, Columns } from '#domain/history/column.ts';
import { ROW_COLUMNS, type RowKind } from '#domain/history/rows.ts';
import { allMeasures } from '#domain/measures/all-measures.ts';
import type { Formula, Measure, Sum } from '#domain/measures/definitions/measure.ts';
import { nearestName } from '#domain/text/nearest-name.ts';
import { compileAmount, compilePredicate, type Amount } from '../conditions/compile-expression.ts';
import type { Expression } from '../conditions/expression.ts';
import { namesIn } from '../conditions/names-in.ts';
import { parseExpression } from '../conditions/parse-expression.ts';
import { compileSum, type CompiledSum } from './compile-sum.ts';
import { readDimensions, type Dimension } from './dimensions.ts';
import { QuestionMistake, type Question } from './question.ts';

/** A question that can be answered: its sums and formulas compiled, its columns known. */
export type PreparedQuestion = {
  readonly question: Question;
  readonly dimensions: readonly Dimension[];
  /** Which rows it needs. */
  readonly kinds: readonly RowKind[];
  readonly sums: readonly CompiledSum[];
  readonly formulas: ReadonlyMap<string, { readonly formula: Formula; readonly value: Amount }>;
  /** The measures asked for, in their order. */
  readonly measures: readonly Measure[];
  /** The condition as it was understood; undefined: every row is meant. */
  readonly where: Expression | undefined;
  /** The columns that the answer is read from. */
  readonly columns: ReadonlySet<string>;
  readonly isMeant: (row: Row) => boolean;
  /** Agents' time is put apart by the queues signed in to, or asked of one. */
  readonly splitsQueues: boolean;
};

/** Checks and compiles a question. Throws a QuestionMistake or a ConditionMistake that says what is wrong with it. */
export function prepareQuestion(question: Question): PreparedQuestion {
  const known = new Map(
    [...allMeasures(question.profile), ...(question.own ?? [])].map((one) => [one.id, one]),
  );
  if (question.measures.length === 0)
    throw new QuestionMistake('at least one measure is asked for, got none');
  const measures = question.measures.map((id) => measureCalled(id, known));
  const needed = new Map<string, Measure>();
  const formulas: FormulaBook = new Map();
  for (const measure of measures) need(measure, { known, needed, formulas, question }, []);
  const sums = [...needed.values()].filter((one): one is Sum => one.kind === 'sum');
  const kinds = [...new Set(sums.map(({ of }) => of))];
  const where = question.where === undefined ? undefined : readWhere(question.where);
  const predicate = where && compilePredicate(where, question.zone);
  const compiled = sums.map((sum) => compileSum(sum, question.terms, question.zone));
  const whereNames = where === undefined ? new Set<string>() : namesIn(where);
  return {
    question,
    dimensions: readDimensions(question.by, question.zone),
    kinds,
    sums: compiled,
    formulas,
    measures,
    where,
    columns: new Set([...question.by, ...whereNames, ...compiled.flatMap((one) => [...one.columns])]),
    isMeant: predicate === undefined ? () => true : (row) => predicate(row, question.terms),
    splitsQueues: question.by.includes('queue') || whereNames.has('queue'),
  };
}

/** The measure of this id. */
export function measureCalled(id: string, known: ReadonlyMap<string, Measure>): Measure {
  const found = known.get(id);
  if (found !== undefined) return found;
  const near = nearestName(id, [...known.keys()]);
  throw new QuestionMistake(
    `there is no measure ${id}${near === undefined ? '; all are in the description of measures in /openapi.json, and listed by: callboard query --list' : `; did you mean ${near}?`}`,
  );
}

type FormulaBook = Map<string, { readonly formula: Formula; readonly value: Amount }>;
type Needing = {
  readonly known: ReadonlyMap<string, Measure>;
  readonly needed: Map<string, Measure>;
  readonly formulas: FormulaBook;
  readonly question: Question;
};

/** Adds a measure and everything that its formula is made of, parts first. */
function need(measure: Measure, needing: Needing, above: readonly string[]): void {
  if (needing.needed.has(measure.id)) return;
  if (above.includes(measure.id))
    throw new QuestionMistake(`${measure.id} is made of itself: ${[...above, measure.id].join(' → ')}`);
  if (measure.kind === 'formula') {
    const names = { columns: {}, terms: [...needing.known.keys(), 'chat_slots'] };
    const formula = parseExpression(measure.formula, names, 'number');
    for (const name of namesIn(formula))
      if (name !== 'chat_slots') need(measureCalled(name, needing.known), needing, [...above, measure.id]);
    needing.formulas.set(measure.id, {
      formula: measure,
      value: compileAmount(formula, needing.question.zone),
    });
  }
  needing.needed.set(measure.id, measure);
}

/** A condition may name any column of any kind of rows: where a row has no such column, its value is unknown. */
function readWhere(text: string): Expression {
  const columns: Columns = Object.assign({}, ...Object.values(ROW_COLUMNS));
  return parseExpression(text, { columns, terms: [] }, 'flag');
}
