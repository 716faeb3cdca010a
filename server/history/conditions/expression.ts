/** What an expression gives. Texts are never unknown (an unknown one reads as empty), flags neither (false); numbers may be. */
export type ValueType = 'text' | 'number' | 'flag';

export type Comparison = '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%';
export type TextTest = 'startsWith' | 'endsWith' | 'contains';
export type CalendarPart = 'hours' | 'minutes' | 'day-of-week' | 'day-of-month' | 'month';

/**
 * A condition or a sum as we understand it: what was written, checked against the columns, and free of the parser that read it. It is
 * turned into JavaScript and into SQL, which give the same.
 */
export type Expression =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'column'; readonly name: string; readonly type: ValueType }
  /** A value of the question or of another measure, such as within_ms. */
  | { readonly kind: 'term'; readonly name: string }
  | { readonly kind: 'label'; readonly name: string }
  | { readonly kind: 'known'; readonly of: Expression }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or' | 'equal'; readonly one: Expression; readonly other: Expression }
  | {
      readonly kind: 'compare';
      readonly by: Comparison;
      readonly one: Expression;
      readonly other: Expression;
    }
  | {
      readonly kind: 'calculate';
      readonly by: Arithmetic;
      readonly one: Expression;
      readonly other: Expression;
    }
  | { readonly kind: 'among'; readonly of: Expression; readonly values: readonly (string | number)[] }
  /** A list column that holds the text. */
  | { readonly kind: 'holds'; readonly list: string; readonly text: Expression }
  | {
      readonly kind: 'choose';
      readonly type: ValueType;
      readonly when: Expression;
      readonly one: Expression;
      readonly other: Expression;
    }
  | { readonly kind: 'text-test'; readonly by: TextTest; readonly of: Expression; readonly part: Expression }
  | { readonly kind: 'length'; readonly of: Expression }
  | { readonly kind: 'to-number'; readonly of: Expression }
  /** A part of the local date and time of an instant. */
  | { readonly kind: 'calendar'; readonly part: CalendarPart; readonly of: Expression };

/** What an expression gives. */
export function typeOf(expression: Expression): ValueType {
  switch (expression.kind) {
    case 'text':
    case 'label':
      return 'text';
    case 'column':
    case 'choose':
      return expression.type;
    case 'number':
    case 'term':
    case 'calculate':
    case 'length':
    case 'to-number':
    case 'calendar':
      return 'number';
    case 'flag':
    case 'known':
    case 'not':
    case 'and':
    case 'or':
    case 'equal':
    case 'compare':
    case 'among':
    case 'holds':
    case 'text-test':
      return 'flag';
  }
}
