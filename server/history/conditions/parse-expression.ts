import { Environment, ParseError, type ASTNode } from '@marcbachmann/cel-js';
import { ConditionMistake } from './condition-mistake.ts';
import { typeOf, type Expression, type ValueType } from './expression.ts';
import type { Names } from './names.ts';
import { readNode } from './read-node.ts';

/** Longer than any condition that a person has written and read again. */
const MOST_LETTERS = 4_000;

/** Enough for a list of 200 queues; evaluating costs as much as there are nodes, for every row. */
const LIMITS = {
  maxAstNodes: 600,
  maxDepth: 40,
  maxListElements: 200,
  maxMapEntries: 0,
  maxCallArguments: 4,
};

const ENVIRONMENT = new Environment({ unlistedVariablesAreDyn: true, limits: LIMITS });

/**
 * Reads an expression of CEL (the Common Expression Language) and checks it against the names and types that it may use. The library
 * only parses: what an expression means is said in `read-node.ts`. Throws a ConditionMistake that says what is wrong and where.
 */
export function parseExpression(text: string, names: Names, wanted: ValueType): Expression {
  if (text.length > MOST_LETTERS)
    throw new ConditionMistake(`a condition has at most ${MOST_LETTERS} letters, got ${text.length}`);
  if (text.trim() === '')
    throw new ConditionMistake('the condition is empty: expected one such as queue == "sales"');
  const expression = readNode(parseText(text), names);
  const type = typeOf(expression);
  if (type !== wanted)
    throw new ConditionMistake(`${shown(text)}: expected ${WANTED[wanted]}, got a ${type}`);
  return expression;
}

const WANTED: Readonly<Record<ValueType, string>> = {
  flag: 'a condition that holds or does not, such as queue == "sales"',
  number: 'a number',
  text: 'a text',
};

function parseText(text: string): ASTNode {
  try {
    return ENVIRONMENT.parse(text).ast;
  } catch (cause) {
    if (!(cause instanceof ParseError)) throw cause;
    const at = cause.range === undefined ? '' : ` at character ${cause.range.start + 1}`;
    throw new ConditionMistake(`${shown(text)}: ${cause.summary}${at}${hintFor(text)}`, { cause });
  }
}

/** What was probably meant by what cannot be read. */
function hintFor(text: string): string {
  const label = /\blabels\.([^\s.()=!<>&|"']*[^\x20-\x7e][^\s.()=!<>&|"']*)/.exec(text)?.[1];
  if (label !== undefined) return ` (a label of other letters is written labels["${shown(label)}"])`;
  const length = /(?<![\w."'])\d+(?:ms|[smh])(?![\w"'])/.exec(text)?.[0];
  if (length !== undefined) return ` (a length is written duration("${shown(length)}"))`;
  return /[^=!<>]=[^=]/.test(text) ? ' (equal is written ==)' : '';
}

const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

/** Enough to know it again. */
const SHOWN = 80;
