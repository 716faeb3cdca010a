import type { Row } from '#domain/history/column.ts';
import type { RowKind } from '#domain/history/rows.ts';
import type { EpochMs } from '#domain/time.ts';
import { valueOf, type Dimension } from './dimensions.ts';
import { matchRow, type Match } from './match-row.ts';
import type { PreparedQuestion } from './prepare-question.ts';
import { addTo, emptyState, valueOfState, type SumState } from './sum-state.ts';

/** One row of an answer: where it stands in each dimension (undefined: unknown), and each measure (undefined: unknown). */
export type Figures = {
  readonly by: readonly (string | undefined)[];
  /** When its period begins; undefined where none was asked for. */
  readonly startsAt: EpochMs | undefined;
  readonly values: readonly (number | undefined)[];
};

/** Adds up an answer row by row. What it keeps grows with the answer, not with the rows, but for percentiles and distinct values. */
export type FigureCount = {
  add(kind: RowKind, row: Row): void;
  /** The answer so far, sorted by its dimensions. A question by nothing has one row, also when nothing was counted. */
  figures(): readonly Figures[];
};

type Group = {
  readonly by: readonly (string | undefined)[];
  readonly startsAt: EpochMs | undefined;
  readonly states: SumState[];
};

/** Nothing counted yet. */
export function countFigures(prepared: PreparedQuestion): FigureCount {
  const groups = new Map<string, Group>();
  const { dimensions } = prepared;
  if (dimensions.length === 0) groups.set('', { by: [], startsAt: undefined, states: emptyStates(prepared) });
  const take = (match: Match): void => {
    const by = placeOf(dimensions, match);
    const key = by.length === 1 ? (by[0] ?? NOWHERE) : JSON.stringify(by);
    let group = by.length === 0 ? groups.get('') : groups.get(key);
    if (group === undefined) {
      const period = dimensions.find((one) => one.kind === 'period')?.period;
      group = { by, startsAt: period?.startOf(match.at), states: emptyStates(prepared) };
      groups.set(key, group);
    }
    const sum = prepared.sums[match.place]?.sum;
    const state = group.states[match.place];
    if (sum !== undefined && state !== undefined)
      addTo(state, match.amount, sum.how === 'distinct' ? textIn(match.row, sum.column) : undefined);
  };
  return {
    add: (kind, row) => matchRow(prepared, kind, row, take),
    figures: () => [...groups.values()].map((group) => figuresOf(prepared, group)).sort(inOrder(dimensions)),
  };
}

/** No value is written so: it would be the unknown one. */
const NOWHERE = '\u0000';

/** Where a match stands in each dimension. */
export function placeOf(
  dimensions: readonly Dimension[],
  { row, at }: Match,
): readonly (string | undefined)[] {
  return dimensions.map((one) => (one.kind === 'period' ? one.period.keyOf(at) : valueOf(one, row)));
}

const emptyStates = ({ sums }: PreparedQuestion): SumState[] => sums.map(({ sum }) => emptyState(sum));

function textIn(row: Row, column: string): string | undefined {
  const value = row[column];
  return value === undefined || typeof value === 'object' ? undefined : String(value);
}

function figuresOf(prepared: PreparedQuestion, { by, startsAt, states }: Group): Figures {
  const sums = prepared.sums.map(({ sum }, place) => {
    const state = states[place];
    return state && valueOfState(sum, state);
  });
  return figuresOfSums(prepared, { by, startsAt }, sums);
}

/** One row of an answer, from the values of the question's sums in their order. */
export function figuresOfSums(
  { sums, formulas, measures, question }: PreparedQuestion,
  place: Pick<Figures, 'by' | 'startsAt'>,
  added: readonly (number | undefined)[],
): Figures {
  const values: Record<string, number | undefined> = { ...question.terms };
  for (const [index, { sum }] of sums.entries()) values[sum.id] = added[index];
  // Parts come before what is made of them.
  for (const [id, { value }] of formulas) values[id] = value(NO_ROW, values);
  return { ...place, values: measures.map(({ id }) => values[id]) };
}

const NO_ROW: Row = {};

/** The order of an answer: by its dimensions. */
export const inOrder =
  (dimensions: readonly Dimension[]) =>
  (one: Figures, other: Figures): number => {
    for (const [place, dimension] of dimensions.entries()) {
      const order = compare(dimension, [one, other], place);
      if (order !== 0) return order;
    }
    return 0;
  };

function compare(dimension: Dimension, [one, other]: readonly [Figures, Figures], place: number): number {
  if (dimension.kind === 'period') return (one.startsAt ?? 0) - (other.startsAt ?? 0);
  const [a = '', b = ''] = [one.by[place], other.by[place]];
  if (a === b) return 0;
  if (dimension.kind === 'column' && dimension.isNumber && a !== '' && b !== '') return Number(a) - Number(b);
  return a < b ? -1 : 1;
}
