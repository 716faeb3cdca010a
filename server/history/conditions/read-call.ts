import type { ASTNode } from '@marcbachmann/cel-js';
import { ConditionMistake, mistake } from './condition-mistake.ts';
import { typeOf, type CalendarPart, type Expression, type TextTest, type ValueType } from './expression.ts';
import type { Names } from './names.ts';
import { textIn } from './read-name.ts';

type Read = (node: ASTNode, names: Names) => Expression;
type Call = Extract<ASTNode, { op: 'call' }>;
type Method = Extract<ASTNode, { op: 'rcall' }>;

/** A function with its values, or one that stands behind what it is about. */
export function readCalled(node: Call | Method, names: Names, read: Read): Expression {
  return node.op === 'call' ? readCall(node, names, read) : readMethod(node, names, read);
}

/** `has(labels.x)`, `size(queue)`, `double(labels.users)`, `timestamp("2026-03-04T09:00:00+08:00")`, `duration("90s")`. */
function readCall(node: Call, names: Names, read: Read): Expression {
  const [name, given] = node.args;
  const [only, ...more] = given;
  if (only === undefined || more.length > 0) throw mistake(node, `${name}(…) takes one value`);
  switch (name) {
    case 'has':
      return { kind: 'known', of: read(only, names) };
    case 'size':
      return { kind: 'length', of: typed(only, names, 'text', read) };
    case 'double':
    case 'int':
      return toNumber(read(only, names));
    case 'timestamp':
      return { kind: 'number', value: instantIn(only) };
    case 'duration':
      return { kind: 'number', value: lengthIn(only) };
    default:
      throw mistake(node, `there is no function ${name}; there are has, size, double, timestamp, duration`);
  }
}

/** `queue.startsWith("a")`, `arrived_at.getHours()`. */
function readMethod(node: Method, names: Names, read: Read): Expression {
  const [name, of, given] = node.args;
  const [part] = given;
  const calendar = CALENDAR[name];
  if (calendar !== undefined) {
    if (part !== undefined) throw mistake(node, `${name}() takes nothing: the time zone is the question’s`);
    return { kind: 'calendar', part: calendar, of: typed(of, names, 'number', read) };
  }
  const by = TEXT_TESTS.find((one) => one === name);
  if (by === undefined || part === undefined || given.length > 1)
    throw mistake(
      node,
      `cannot be used; there are ${[...TEXT_TESTS, ...Object.keys(CALENDAR)].join(', ')}${name === 'matches' ? ': a pattern may run for hours' : ''}`,
    );
  return {
    kind: 'text-test',
    by,
    of: typed(of, names, 'text', read),
    part: typed(part, names, 'text', read),
  };
}

const TEXT_TESTS: readonly TextTest[] = ['startsWith', 'endsWith', 'contains'];

/** As CEL counts them: Sunday is 0, the first of the month 1 by `getDate`, January 0. */
const CALENDAR: Readonly<Record<string, CalendarPart>> = {
  getHours: 'hours',
  getMinutes: 'minutes',
  getDayOfWeek: 'day-of-week',
  getDate: 'day-of-month',
  getMonth: 'month',
};

const toNumber = (of: Expression): Expression => (typeOf(of) === 'text' ? { kind: 'to-number', of } : of);

function typed(node: ASTNode, names: Names, wanted: ValueType, read: Read): Expression {
  const expression = read(node, names);
  if (typeOf(expression) === wanted) return expression;
  throw mistake(node, `expected a ${wanted}, got a ${typeOf(expression)}`);
}

function instantIn(node: ASTNode): number {
  const text = textIn(node);
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : NaN;
  if (Number.isNaN(at))
    throw mistake(node, 'expected a time with its offset, such as 2026-03-04T09:00:00+08:00');
  return at;
}

function lengthIn(node: ASTNode): number {
  const text = textIn(node);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text)
    throw mistake(node, 'expected a length such as 90s, 2m30s or 1h');
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitMs(unit), 0);
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

function unitMs(unit: string | undefined): number {
  const ms = UNITS[unit ?? ''];
  if (ms === undefined) throw new ConditionMistake(`expected ms, s, m or h, got ${unit}`);
  return ms;
}
