import type { ASTNode } from '@marcbachmann/cel-js';
import type { ColumnType } from '#domain/history/column.ts';
import { nameHint } from '#domain/text/nearest-name.ts';
import { mistake } from './condition-mistake.ts';
import type { Expression, ValueType } from './expression.ts';
import type { Names } from './names.ts';

/** A column or a value of the question. */
export function readName(node: ASTNode, name: string, { columns, terms }: Names): Expression {
  if (terms.includes(name)) return { kind: 'term', name };
  const column = columns[name];
  if (column === undefined) throw mistake(node, unknownName(name, [...Object.keys(columns), ...terms]));
  const type = VALUE_TYPES[column.type];
  if (type === undefined) throw mistake(node, READ_SO[column.type] ?? 'cannot be compared');
  return { kind: 'column', name, type };
}

/** `labels.product`, or `labels["a b"]` where the name has other letters than a name may have. */
export function readLabel(node: ASTNode, map: ASTNode, name: string): Expression {
  if (map.op !== 'id' || map.args !== 'labels')
    throw mistake(node, 'only labels have parts, as in labels.product');
  return { kind: 'label', name };
}

/** The text that a node is, such as the name in labels["a b"]. */
export function textIn(node: ASTNode): string {
  if (node.op === 'value' && typeof node.args === 'string') return node.args;
  throw mistake(node, 'expected a text in quotes');
}

function unknownName(name: string, known: readonly string[]): string {
  // A length or an instant is easily called by its name alone.
  const whole = [`${name}_ms`, `${name}_at`].find((one) => known.includes(one));
  return `there is no such name; ${nameHint(whole ?? name, known)}`;
}

/** Instants and lengths are numbers of milliseconds. */
const VALUE_TYPES: Readonly<Record<ColumnType, ValueType | undefined>> = {
  text: 'text',
  number: 'number',
  time: 'number',
  ms: 'number',
  flag: 'flag',
  labels: undefined,
  texts: undefined,
};

const READ_SO: Partial<Record<ColumnType, string>> = {
  labels: 'one label is meant, as in labels.product',
  texts: 'it is a list: write "sales" in queues',
};
