import type { Labels } from '#domain/acd-event.ts';
import type { Row } from '#domain/history/column.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, epochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import type { Arithmetic, CalendarPart, Comparison, Expression, TextTest } from './expression.ts';

/** What an expression is evaluated with besides a row. */
export type Terms = { readonly [name: string]: number | undefined };

type Value = string | number | boolean | undefined;
type Evaluate<Result> = (row: Row, terms: Terms) => Result;

/** Whether a row is meant. */
export type Predicate = Evaluate<boolean>;

/** A number of a row; undefined when what it is made of is unknown. */
export type Amount = Evaluate<number | undefined>;

/** The condition as a function. `zone` is that of its calendar parts. */
export function compilePredicate(condition: Expression, zone: TimeZone): Predicate {
  const evaluate = compile(condition, zone);
  return (row, terms) => evaluate(row, terms) === true;
}

/** The number as a function. */
export function compileAmount(amount: Expression, zone: TimeZone): Amount {
  const evaluate = compile(amount, zone);
  return (row, terms) => finite(evaluate(row, terms));
}

const finite = (value: Value): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

function compile(expression: Expression, zone: TimeZone): Evaluate<Value> {
  switch (expression.kind) {
    case 'text':
    case 'number':
    case 'flag': {
      const { value } = expression;
      return () => value;
    }
    case 'column':
      return column(expression);
    case 'term': {
      const { name } = expression;
      return (_row, terms) => terms[name];
    }
    case 'label': {
      const { name } = expression;
      return (row) => labelOf(row, name) ?? '';
    }
    case 'known':
      return known(expression.of, zone);
    case 'not': {
      const of = compile(expression.of, zone);
      return (row, terms) => of(row, terms) !== true;
    }
    case 'and':
    case 'or':
    case 'equal':
    case 'compare':
    case 'calculate':
      return compilePair(expression, zone);
    case 'among':
    case 'holds':
    case 'choose':
    case 'text-test':
    case 'length':
    case 'to-number':
    case 'calendar':
      return compileWhole(expression, zone);
  }
}

type Whole = Extract<
  Expression,
  { kind: 'among' | 'holds' | 'choose' | 'text-test' | 'length' | 'to-number' | 'calendar' }
>;

function compileWhole(expression: Whole, zone: TimeZone): Evaluate<Value> {
  switch (expression.kind) {
    case 'among': {
      const of = compile(expression.of, zone);
      const values: ReadonlySet<Value> = new Set(expression.values);
      return (row, terms) => values.has(of(row, terms));
    }
    case 'holds': {
      const text = compile(expression.text, zone);
      const { list } = expression;
      return (row, terms) => listOf(row[list]).includes(text(row, terms));
    }
    case 'choose': {
      const [when, one, other] = [expression.when, expression.one, expression.other].map((part) =>
        compile(part, zone),
      );
      return (row, terms) => (when?.(row, terms) === true ? one?.(row, terms) : other?.(row, terms));
    }
    case 'text-test': {
      const [of, part] = [compile(expression.of, zone), compile(expression.part, zone)];
      const test = TEXT_TESTS[expression.by];
      return (row, terms) => test(textOf(of(row, terms)), textOf(part(row, terms)));
    }
    case 'length': {
      const of = compile(expression.of, zone);
      // Letters as Unicode counts them, as SQL does.
      return (row, terms) => Array.from(textOf(of(row, terms))).length;
    }
    case 'to-number': {
      const of = compile(expression.of, zone);
      return (row, terms) => numberIn(textOf(of(row, terms)));
    }
    case 'calendar':
      return compileCalendar(expression, zone);
  }
}

function compileCalendar(
  { of, part }: Extract<Expression, { kind: 'calendar' }>,
  zone: TimeZone,
): Evaluate<Value> {
  const instant = compile(of, zone);
  const read = CALENDAR[part];
  return (row, terms) => {
    const at = finite(instant(row, terms));
    return at === undefined ? undefined : read(at + zone.offsetMs(epochMs(at)));
  };
}

type Pair = Extract<Expression, { kind: 'and' | 'or' | 'equal' | 'compare' | 'calculate' }>;

function compilePair(pair: Pair, zone: TimeZone): Evaluate<Value> {
  const [one, other] = [compile(pair.one, zone), compile(pair.other, zone)];
  switch (pair.kind) {
    case 'and':
      return (row, terms) => one(row, terms) === true && other(row, terms) === true;
    case 'or':
      return (row, terms) => one(row, terms) === true || other(row, terms) === true;
    case 'equal':
      return (row, terms) => one(row, terms) === other(row, terms);
    case 'compare': {
      const compare = COMPARISONS[pair.by];
      return (row, terms) => {
        const [a, b] = [one(row, terms), other(row, terms)];
        return typeof a === 'number' && typeof b === 'number' && compare(a, b);
      };
    }
    case 'calculate': {
      const calculate = ARITHMETIC[pair.by];
      return (row, terms) => {
        const [a, b] = [one(row, terms), other(row, terms)];
        return typeof a === 'number' && typeof b === 'number' ? finite(calculate(a, b)) : undefined;
      };
    }
  }
}

/** An unknown text reads as an empty one, an unknown flag as false. */
function column({ name, type }: Extract<Expression, { kind: 'column' }>): Evaluate<Value> {
  if (type === 'text') return (row) => textOf(row[name]);
  if (type === 'flag') return (row) => row[name] === true;
  return (row) => finite(plain(row[name]));
}

function known(of: Expression, zone: TimeZone): Evaluate<boolean> {
  if (of.kind === 'column') return ({ [of.name]: value }) => value !== undefined && value !== '';
  if (of.kind === 'label') return (row) => (labelOf(row, of.name) ?? '') !== '';
  const evaluate = compile(of, zone);
  return (row, terms) => evaluate(row, terms) !== undefined;
}

function labelOf({ labels }: Row, name: string): string | undefined {
  return isLabels(labels) && Object.hasOwn(labels, name) ? labels[name] : undefined;
}

const isLabels = (value: Row[string]): value is Labels => typeof value === 'object' && !Array.isArray(value);
const plain = (value: Row[string]): Value => (typeof value === 'object' ? undefined : value);
const listOf = (value: Row[string]): readonly Value[] => (Array.isArray(value) ? value : []);
const textOf = (value: Row[string]): string => (typeof value === 'string' ? value : '');

/** A number as people write it in a label; anything else is unknown. */
function numberIn(text: string): number | undefined {
  return DECIMAL.test(text) ? Number(text) : undefined;
}

/** At most as many digits as a double keeps. */
export const DECIMAL = /^[+-]?[0-9]{1,15}([.][0-9]{1,15})?$/;

const TEXT_TESTS: Readonly<Record<TextTest, (text: string, part: string) => boolean>> = {
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};

const COMPARISONS: Readonly<Record<Comparison, (one: number, other: number) => boolean>> = {
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
};

/** By zero nothing can be divided: the result is unknown. */
const ARITHMETIC: Readonly<Record<Arithmetic, (one: number, other: number) => number>> = {
  '+': (one, other) => one + other,
  '-': (one, other) => one - other,
  '*': (one, other) => one * other,
  '/': (one, other) => (other === 0 ? NaN : one / other),
  '%': (one, other) => (other === 0 ? NaN : one % other),
};

/** Of "UTC with the local digits". */
const CALENDAR: Readonly<Record<CalendarPart, (localMs: number) => number>> = {
  hours: (localMs) => Math.floor((((localMs % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS),
  minutes: (localMs) => Math.floor((((localMs % HOUR_MS) + HOUR_MS) % HOUR_MS) / MINUTE_MS),
  'day-of-week': (localMs) => new Date(localMs).getUTCDay(),
  'day-of-month': (localMs) => new Date(localMs).getUTCDate(),
  month: (localMs) => new Date(localMs).getUTCMonth(),
};
