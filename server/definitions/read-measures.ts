import { ROW_COLUMNS, type RowKind } from '#domain/history/rows.ts';
import { allMeasures } from '#domain/measures/all-measures.ts';
import type { Measure, Sum, Unit } from '#domain/measures/definitions/measure.ts';
import { PROFILES } from '#domain/measures/profiles.ts';
import { checkMeasures } from '../history/figures/check-measures.ts';
import { measuresSchema, type WrittenMeasure } from './measures-schema.ts';
import { noteAt, takeBySchema, type Taking } from './take-by-schema.ts';
import { openYaml, type DefinitionMistake } from './yaml-fields.ts';

/** The measures of a file, or every mistake in it, in the order of the text. */
export type OwnMeasures =
  | { readonly kind: 'measures'; readonly measures: readonly Measure[] }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly DefinitionMistake[] };

/** As many as one answer could show. */
const MOST_MEASURES = 200;

/** Reads users' own measures in YAML; docs/measures.md says what may stand in them. None is kept that could not be counted. */
export function readMeasures(text: string): OwnMeasures {
  const { book, root } = openYaml(text);
  const taking: Taking = { book, places: new WeakMap() };
  const taken = book.mistakes.length > 0 ? undefined : takeBySchema(taking, root, measuresSchema);
  // What was taken is what the schema says.
  const written = (taken as { measures: readonly WrittenMeasure[] } | undefined)?.measures ?? [];
  const measures = book.mistakes.length > 0 ? [] : measuresOf(taking, written);
  if (taken !== undefined && book.mistakes.length === 0) return { kind: 'measures', measures };
  const inOrder = book.mistakes.sort((one, other) => one.line - other.line || one.column - other.column);
  return { kind: 'mistakes', mistakes: inOrder };
}

function measuresOf(taking: Taking, written: readonly WrittenMeasure[]): readonly Measure[] {
  const known = new Set(PROFILES.flatMap((profile) => allMeasures(profile).map(({ id }) => id)));
  const measures: Measure[] = [];
  const from = new Map<string, WrittenMeasure>();
  for (const [place, one] of written.entries()) {
    if (place === MOST_MEASURES) noteAt(taking, one, 'id', `at most ${MOST_MEASURES} measures`);
    if (known.has(one.id))
      noteAt(taking, one, 'id', `a name that no other measure has, and ${one.id} is one`);
    known.add(one.id);
    from.set(one.id, one);
    const measure = measureOf(taking, one);
    if (measure !== undefined) measures.push(measure);
  }
  for (const { id, part, said } of checkMeasures(measures)) {
    const place = from.get(id);
    if (place !== undefined) noteAt(taking, place, part, said);
  }
  return measures;
}

function measureOf(taking: Taking, one: WrittenMeasure): Measure | undefined {
  const { id, zh, en, unit, formula, of } = one;
  const said = { id, zh: zh ?? en ?? id, en: en ?? zh ?? id };
  if (formula !== undefined && of === undefined)
    return { kind: 'formula', ...said, unit: unitOf(unit, 'number'), formula };
  if (formula === undefined && of !== undefined) return sumOf(taking, one, said);
  return noteAt(taking, one, 'id', 'a formula over measures, or of: a kind of row to count');
}

type Said = { readonly id: string; readonly zh: string; readonly en: string };

function sumOf(taking: Taking, one: WrittenMeasure, said: Said): Sum | undefined {
  const { when, at, total, most, quantile, share, distinct } = one;
  const ways = [total, most, quantile, distinct].filter((way) => way !== undefined);
  if (ways.length > 1)
    return noteAt(taking, one, 'of', 'one of total, most, quantile and distinct; none counts rows');
  const sum = {
    kind: 'sum',
    ...said,
    of: kindOf(one.of),
    ...(when !== undefined && { when }),
    ...(at !== undefined && { at }),
  } as const;
  if (total !== undefined) return { ...sum, unit: unitOf(one.unit, 'number'), how: 'total', amount: total };
  if (most !== undefined) return { ...sum, unit: unitOf(one.unit, 'number'), how: 'most', amount: most };
  if (distinct !== undefined) return { ...sum, unit: 'count', how: 'distinct', column: distinct };
  if (quantile === undefined) return { ...sum, unit: 'count', how: 'count' };
  if (share === undefined) return noteAt(taking, one, 'share', 'the share of a quantile, such as 0.9');
  return { ...sum, unit: unitOf(one.unit, 'number'), how: 'quantile', amount: quantile, share };
}

const UNITS: readonly Unit[] = ['count', 'seconds', 'share', 'number'];
const unitOf = (written: string | undefined, usual: Unit): Unit =>
  UNITS.find((one) => one === written) ?? usual;

const KINDS = Object.keys(ROW_COLUMNS) as readonly RowKind[];
const kindOf = (written: string | undefined): RowKind => KINDS.find((one) => one === written) ?? 'visit';
