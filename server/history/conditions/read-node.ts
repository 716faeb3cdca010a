import type { ASTNode } from '@marcbachmann/cel-js';
import { typeOf, type Arithmetic, type Comparison, type Expression, type ValueType } from './expression.ts';
import type { Names } from './names.ts';
import { readCalled } from './read-call.ts';
import { mistake } from './condition-mistake.ts';
import { readLabel, readName, textIn } from './read-name.ts';

/** What a node of the parser's tree means to us; whatever CEL has and we do not is refused by name. */
export function readNode(node: ASTNode, names: Names): Expression {
  return isPair(node) ? readPair(node, names) : readOther(node, names);
}

function readOther(node: Exclude<ASTNode, PairNode>, names: Names): Expression {
  switch (node.op) {
    case 'value':
      return literal(node);
    case 'id':
      return readName(node, node.args, names);
    case '.':
      return readLabel(node, node.args[0], node.args[1]);
    case '[]':
      return readLabel(node, node.args[0], textIn(node.args[1]));
    case 'call':
    case 'rcall':
      return readCalled(node, names, readNode);
    case '!_':
      return { kind: 'not', of: typed(node.args, names, 'flag') };
    case '-_':
      return { kind: 'calculate', by: '-', one: ZERO, other: typed(node.args, names, 'number') };
    case '&&':
      return { kind: 'and', ...pair(node.args, names, 'flag') };
    case '||':
      return { kind: 'or', ...pair(node.args, names, 'flag') };
    case '?:':
      return choice(node.args, names);
    case 'in':
      return membership(node.args, names);
    case 'list':
    case 'map':
    case '.?':
    case '[?]':
      throw mistake(node, 'cannot be used here');
  }
}

const PAIR_OPERATORS = ['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%'] as const;
type PairNode = Extract<ASTNode, { op: (typeof PAIR_OPERATORS)[number] }>;
const isPair = (node: ASTNode): node is PairNode => PAIR_OPERATORS.some((one) => one === node.op);

function readPair({ op, args }: PairNode, names: Names): Expression {
  if (op === '==') return equality(args, names);
  if (op === '!=') return { kind: 'not', of: equality(args, names) };
  return readNumbers(op, pair(args, names, 'number'));
}

function readNumbers(by: Comparison | Arithmetic, both: Both): Expression {
  return by === '<' || by === '<=' || by === '>' || by === '>='
    ? { kind: 'compare', by, ...both }
    : { kind: 'calculate', by, ...both };
}

type Both = { readonly one: Expression; readonly other: Expression };

const ZERO: Expression = { kind: 'number', value: 0 };

type Pair = readonly [ASTNode, ASTNode];

/** Comparing with null asks whether it is known. Text is compared with text, a number with a number. */
function equality([left, right]: Pair, names: Names): Expression {
  if (isNull(right)) return { kind: 'not', of: { kind: 'known', of: readNode(left, names) } };
  if (isNull(left)) return { kind: 'not', of: { kind: 'known', of: readNode(right, names) } };
  const one = readNode(left, names);
  return { kind: 'equal', one, other: typed(right, names, typeOf(one)) };
}

const isNull = (node: ASTNode): boolean => node.op === 'value' && node.args === null;

function pair([left, right]: Pair, names: Names, wanted: ValueType): Both {
  return { one: typed(left, names, wanted), other: typed(right, names, wanted) };
}

function choice([when, yes, no]: readonly [ASTNode, ASTNode, ASTNode], names: Names): Expression {
  const one = readNode(yes, names);
  const type = typeOf(one);
  return { kind: 'choose', type, when: typed(when, names, 'flag'), one, other: typed(no, names, type) };
}

/** `queue in ["sales", "support"]`, or `"sales" in queues` where the column is a list. */
function membership([item, list]: Pair, names: Names): Expression {
  if (list.op === 'id' && names.columns[list.args]?.type === 'texts')
    return { kind: 'holds', list: list.args, text: typed(item, names, 'text') };
  const of = readNode(item, names);
  if (list.op !== 'list') throw mistake(list, 'after "in" comes a list such as ["sales", "support"]');
  return { kind: 'among', of, values: list.args.map((one) => valueOf(one, typeOf(of))) };
}

function valueOf(node: ASTNode, type: ValueType): string | number {
  const value = literal(node);
  if ((value.kind === 'text' || value.kind === 'number') && value.kind === type) return value.value;
  throw mistake(node, `expected a list of ${type}s`);
}

function literal(node: ASTNode): Expression {
  const value: unknown = node.op === 'value' ? node.args : undefined;
  if (typeof value === 'string') return { kind: 'text', value };
  if (typeof value === 'boolean') return { kind: 'flag', value };
  if (typeof value === 'number') return { kind: 'number', value };
  // Whole numbers are doubles here: 7 / 2 is 3.5, and a condition gives the same in SQL.
  if (typeof value === 'bigint') return { kind: 'number', value: Number(value) };
  throw mistake(node, 'expected a text, a number, true or false');
}

/** The node as a value of this type; otherwise it is a mistake. */
function typed(node: ASTNode, names: Names, wanted: ValueType): Expression {
  const expression = readNode(node, names);
  const type = typeOf(expression);
  if (type !== wanted) throw mistake(node, `expected a ${wanted}, got a ${type}`);
  return expression;
}
