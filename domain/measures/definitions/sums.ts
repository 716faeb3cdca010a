import type { RowKind } from '../../history/rows.ts';
import type { Formula, Sum, Unit } from './measure.ts';

/** What a measure is called: its id, in English, in Chinese. */
type Named = readonly [id: string, en: string, zh: string];

/** Counts the rows for which `when` holds; all of them without. */
export function countOf(of: RowKind, [id, en, zh]: Named, when?: string, at?: string): Sum {
  return {
    kind: 'sum',
    how: 'count',
    unit: 'count',
    id,
    en,
    zh,
    of,
    ...(when && { when }),
    ...(at && { at }),
  };
}

/** Adds up a length of the rows for which `when` holds. */
export function secondsOf(of: RowKind, [id, en, zh]: Named, amount: string, when?: string, at?: string): Sum {
  return {
    kind: 'sum',
    how: 'total',
    unit: 'seconds',
    id,
    en,
    zh,
    of,
    amount,
    ...(when && { when }),
    ...(at && { at }),
  };
}

/** A formula over other measures. */
export function formulaOf([id, en, zh]: Named, unit: Unit, formula: string): Formula {
  return { kind: 'formula', unit, id, en, zh, formula };
}
