import type { Expression } from './expression.ts';

/** The columns that an expression reads, and the terms. */
export function namesIn(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  collect(expression, names);
  return names;
}

function collect(expression: Expression, names: Set<string>): void {
  if (expression.kind === 'column' || expression.kind === 'term') names.add(expression.name);
  if (expression.kind === 'holds') names.add(expression.list);
  if (expression.kind === 'label') names.add('labels');
  for (const part of partsOf(expression)) collect(part, names);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'text':
    case 'number':
    case 'flag':
    case 'column':
    case 'term':
    case 'label':
      return [];
    case 'known':
    case 'not':
    case 'among':
    case 'length':
    case 'to-number':
    case 'calendar':
      return [expression.of];
    case 'holds':
      return [expression.text];
    case 'and':
    case 'or':
    case 'equal':
    case 'compare':
    case 'calculate':
      return [expression.one, expression.other];
    case 'choose':
      return [expression.when, expression.one, expression.other];
    case 'text-test':
      return [expression.of, expression.part];
  }
}
