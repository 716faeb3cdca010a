import type { Columns } from '#domain/history/column.ts';
import { ROW_COLUMNS } from '#domain/history/rows.ts';
import { allMeasures } from '#domain/measures/all-measures.ts';
import { TERM_NAMES, type Measure, type Sum } from '#domain/measures/definitions/measure.ts';
import { PROFILES } from '#domain/measures/profiles.ts';
import { nearestName } from '#domain/text/nearest-name.ts';
import { ConditionMistake } from '../conditions/condition-mistake.ts';
import type { ValueType } from '../conditions/expression.ts';
import { namesIn } from '../conditions/names-in.ts';
import { parseExpression } from '../conditions/parse-expression.ts';

/** What is wrong about a part of a measure. */
export type MeasureMistake = { readonly id: string; readonly part: string; readonly said: string };

/** Everything that is wrong about measures that somebody has written. None: all of them can be counted. */
export function checkMeasures(measures: readonly Measure[]): readonly MeasureMistake[] {
  const ours = PROFILES.flatMap((profile) => allMeasures(profile));
  const known = [...new Set([...ours, ...measures].map(({ id }) => id)), ...TERM_NAMES];
  return [
    ...measures.flatMap((one) =>
      one.kind === 'sum' ? sumMistakes(one) : formulaMistakes(one.id, one.formula, known),
    ),
    ...ringMistakes(measures),
  ];
}

function sumMistakes(sum: Sum): MeasureMistake[] {
  const columns: Columns = ROW_COLUMNS[sum.of];
  const names = { columns, terms: TERM_NAMES };
  const mistakes: MeasureMistake[] = [];
  const check = (part: string, text: string | undefined, type: ValueType): void => {
    const said = text === undefined ? undefined : parseMistake(() => parseExpression(text, names, type));
    if (said !== undefined) mistakes.push({ id: sum.id, part, said });
  };
  check('when', sum.when, 'flag');
  check('at', sum.at, 'number');
  if (sum.how === 'total' || sum.how === 'most' || sum.how === 'quantile')
    check(sum.how, sum.amount, 'number');
  if (sum.how === 'distinct' && !Object.hasOwn(columns, sum.column)) {
    const near = nearestName(sum.column, Object.keys(columns));
    const hint = near === undefined ? '' : `, such as ${near}`;
    mistakes.push({ id: sum.id, part: 'distinct', said: `a column of ${sum.of}${hint}` });
  }
  return mistakes;
}

function formulaMistakes(id: string, formula: string, known: readonly string[]): MeasureMistake[] {
  const said = parseMistake(() => parseExpression(formula, { columns: {}, terms: known }, 'number'));
  return said === undefined ? [] : [{ id, part: 'formula', said }];
}

function parseMistake(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (cause) {
    if (cause instanceof ConditionMistake) return cause.message;
    throw cause;
  }
}

/** Formulas that are made of themselves, by whatever way. */
function ringMistakes(measures: readonly Measure[]): MeasureMistake[] {
  const parts = new Map(
    measures.flatMap((one) => (one.kind === 'formula' ? [[one.id, partsOf(one.formula)] as const] : [])),
  );
  return [...parts.keys()].flatMap((id) => {
    const met = new Set<string>();
    const open = [...(parts.get(id) ?? [])];
    for (const part of open) {
      if (part === id) return { id, part: 'formula', said: `a formula that is not made of ${id} itself` };
      if (met.has(part)) continue;
      met.add(part);
      open.push(...(parts.get(part) ?? []));
    }
    return [];
  });
}

/** What a formula is made of; nothing where it cannot be read, which is said elsewhere. */
function partsOf(formula: string): readonly string[] {
  const words = formula.match(/[a-z][a-z0-9_]*/g) ?? [];
  let parts: readonly string[] = [];
  parseMistake(
    () => (parts = [...namesIn(parseExpression(formula, { columns: {}, terms: words }, 'number'))]),
  );
  return parts;
}
