import { quoted, sqlText } from './sql-words.ts';
import { DECIMAL, type Terms } from './compile-expression.ts';
import type { CalendarPart, Expression } from './expression.ts';

/** How a question is put in SQL: the values of its terms, the zone of its days, and how a label is read. */
export type SqlTerms = {
  readonly terms: Terms;
  readonly zone: string;
  /** The SQL of a label by its quoted name; that of a MAP(VARCHAR, VARCHAR) called labels when absent. */
  readonly label?: (quoted: string) => string;
};

/** The expression in DuckDB’s SQL. It gives what `compilePredicate` and `compileAmount` give: NULL is unknown. */
export function sqlExpression(expression: Expression, how: SqlTerms): string {
  const sql = (of: Expression): string => sqlExpression(of, how);
  switch (expression.kind) {
    case 'text':
      return sqlText(expression.value);
    case 'number':
      return sqlNumber(expression.value);
    case 'flag':
      return expression.value ? 'TRUE' : 'FALSE';
    case 'column':
      return sqlColumn(expression);
    case 'term':
      return sqlNumber(how.terms[expression.name]);
    case 'label':
      return `coalesce(${labelSql(expression.name, how)}, '')`;
    case 'known':
      return known(expression.of, how);
    case 'not':
      return `(NOT ${sql(expression.of)})`;
    case 'and':
    case 'or':
      return `(${sql(expression.one)} ${expression.kind.toUpperCase()} ${sql(expression.other)})`;
    case 'equal':
      return `(${sql(expression.one)} IS NOT DISTINCT FROM ${sql(expression.other)})`;
    case 'compare':
      return `coalesce(${sql(expression.one)} ${expression.by} ${sql(expression.other)}, FALSE)`;
    case 'calculate':
    case 'among':
    case 'holds':
    case 'choose':
    case 'text-test':
    case 'length':
    case 'to-number':
    case 'calendar':
      return sqlWhole(expression, how);
  }
}

type Whole = Extract<
  Expression,
  { kind: 'calculate' | 'among' | 'holds' | 'choose' | 'text-test' | 'length' | 'to-number' | 'calendar' }
>;

function sqlWhole(expression: Whole, how: SqlTerms): string {
  const sql = (of: Expression): string => sqlExpression(of, how);
  switch (expression.kind) {
    case 'calculate': {
      const { by } = expression;
      const other = by === '/' || by === '%' ? `nullif(${sql(expression.other)}, 0)` : sql(expression.other);
      return `(${sql(expression.one)} ${by} ${other})`;
    }
    case 'among':
      return expression.values.length === 0
        ? 'FALSE'
        : `coalesce(${sql(expression.of)} IN (${expression.values.map(sqlValue).join(', ')}), FALSE)`;
    case 'holds':
      return `coalesce(list_contains(${quoted(expression.list)}, ${sql(expression.text)}), FALSE)`;
    case 'choose':
      return `CASE WHEN ${sql(expression.when)} THEN ${sql(expression.one)} ELSE ${sql(expression.other)} END`;
    case 'text-test':
      return `${SQL_TESTS[expression.by]}(${sql(expression.of)}, ${sql(expression.part)})`;
    case 'length':
      return `CAST(length(${sql(expression.of)}) AS DOUBLE)`;
    case 'to-number': {
      const text = sql(expression.of);
      return `CASE WHEN regexp_full_match(${text}, ${sqlText(DECIMAL.source)}) THEN TRY_CAST(${text} AS DOUBLE) END`;
    }
    case 'calendar': {
      const local = `timezone(${sqlText(how.zone)}, to_timestamp(${sql(expression.of)} / 1000))`;
      return `CAST(${SQL_PARTS[expression.part](local)} AS DOUBLE)`;
    }
  }
}

function sqlColumn({ name, type }: Extract<Expression, { kind: 'column' }>): string {
  if (type === 'text') return `coalesce(${quoted(name)}, '')`;
  return type === 'flag' ? `coalesce(${quoted(name)}, FALSE)` : `CAST(${quoted(name)} AS DOUBLE)`;
}

function known(of: Expression, how: SqlTerms): string {
  if (of.kind === 'label') return `(coalesce(${labelSql(of.name, how)}, '') <> '')`;
  if (of.kind === 'column' && of.type === 'text') return `(coalesce(${quoted(of.name)}, '') <> '')`;
  if (of.kind === 'column') return `(${quoted(of.name)} IS NOT NULL)`;
  return `(${sqlExpression(of, how)} IS NOT NULL)`;
}

const labelSql = (
  name: string,
  { label = (text) => `map_extract_value(labels, ${text})` }: SqlTerms,
): string => label(sqlText(name));

const sqlNumber = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? 'CAST(NULL AS DOUBLE)' : `CAST(${value} AS DOUBLE)`;
const sqlValue = (value: string | number): string =>
  typeof value === 'string' ? sqlText(value) : sqlNumber(value);

const SQL_TESTS = { startsWith: 'starts_with', endsWith: 'ends_with', contains: 'contains' } as const;

const SQL_PARTS: Readonly<Record<CalendarPart, (local: string) => string>> = {
  hours: (local) => `hour(${local})`,
  minutes: (local) => `minute(${local})`,
  'day-of-week': (local) => `dayofweek(${local})`,
  'day-of-month': (local) => `day(${local})`,
  month: (local) => `month(${local}) - 1`,
};
