import { DURATION_ROLES, type ColumnRole } from '../headings/column-role.ts';
import { saysMeasure } from '../headings/read-heading.ts';
import type { SeenColumn } from './seen-columns.ts';
import type { LayoutItem, MeasureColumn, TableLayout } from './table-layout.ts';

/** What is to be read of each interval. */
export type IntervalShape = {
  readonly measures: ReadonlySet<ColumnRole>;
  /** Which of the measures that are there are read: one way to tell the same thing is enough. Absent: all. */
  readonly choose?: (there: ReadonlySet<ColumnRole>) => ReadonlySet<ColumnRole>;
  /** Of each of these there has to be a column. */
  readonly needed: readonly ColumnRole[];
};

/** What stands beside the columns that say when, and how; or what cannot be told. */
export type Items =
  | { readonly kind: TableLayout['kind']; readonly items: readonly LayoutItem[] }
  | {
      readonly kind: 'open';
      readonly role: ColumnRole;
      readonly candidates: readonly SeenColumn[];
      /** A column of words that may name the queues, and the candidates not. */
      readonly beside?: SeenColumn;
    };

/** Finds what is measured: a column for each measure, or days, times, or queues across. */
export function measureItems(columns: readonly SeenColumn[], shape: IntervalShape): Items {
  const open = columns.filter(({ isTotal, isMapped }) => !isTotal || isMapped);
  if (!open.some(({ role }) => role !== undefined && shape.needed.includes(role))) {
    const across = acrossItems(open);
    if (across !== undefined) return across;
  }
  const measures = measured(open, shape);
  const doubtful = shape.needed.find((role) => !measures.some((one) => one.role === role));
  if (doubtful !== undefined) return queueItems(open) ?? { kind: 'open', role: doubtful, candidates: [] };
  return grouped(measures);
}

type Measured = SeenColumn & { readonly role: ColumnRole };

const isMeasured = (column: SeenColumn, shape: IntervalShape): column is Measured =>
  column.role !== undefined && shape.measures.has(column.role);

/** The columns that measure, with what is told another way: a vague heading where none says it better, and answered and abandoned for offered. */
function measured(columns: readonly SeenColumn[], shape: IntervalShape): readonly Measured[] {
  const there = columns.filter((column): column is Measured => isMeasured(column, shape));
  const chosen = shape.choose?.(new Set(there.map(({ role }) => role))) ?? shape.measures;
  const own = there.filter(({ role }) => chosen.has(role));
  if (own.some(({ role }) => role === 'offered')) return own;
  const vague = columns.filter(
    ({ isVague, role, content }) => isVague && role === undefined && isCount(content),
  );
  if (vague.length > 0) return [...own, ...vague.map((column): Measured => ({ ...column, role: 'offered' }))];
  const parts = columns.filter(({ role }) => role === 'answered' || role === 'abandoned');
  const isBoth = new Set(parts.map(({ role }) => role)).size === 2;
  return isBoth
    ? [...own, ...parts.map((column): Measured => ({ ...column, role: 'offered', isMapped: true }))]
    : own;
}

const isCount = ({ filled, numbers }: SeenColumn['content']): boolean => filled > 0 && numbers === filled;

/** One item, or one for each label above the columns where a measure has several columns. */
function grouped(columns: readonly Measured[]): Items {
  const twice = columns.find((one) => isAgain(one, columns));
  const unit = unsaidUnit(columns);
  if (twice === undefined) return { kind: 'rows', items: [{ measures: byRole(columns, unit) }] };
  const groups = new Map<string, Measured[]>();
  for (const column of columns) {
    const group = groups.get(column.label) ?? [];
    groups.set(column.label, [...group, column]);
  }
  const isClear =
    groups.size > 1 && [...groups.values()].every((group) => !group.some((one) => isAgain(one, group)));
  if (!isClear || groups.has(''))
    return { kind: 'open', role: twice.role, candidates: columns.filter(({ role }) => role === twice.role) };
  const items = [...groups].map(([label, group]): LayoutItem => {
    const when = group[0]?.labelWhen;
    return { ...(when === undefined ? { queue: label } : { when }), measures: byRole(group, unit) };
  });
  return { kind: items.some(({ when }) => when !== undefined) ? 'days-across' : 'queues-across', items };
}

/** Columns that the user named together, or that are added up, are no contradiction. */
const isAgain = (one: Measured, all: readonly Measured[]): boolean =>
  !one.isMapped && all.some((other) => other !== one && other.role === one.role);

type UnsaidUnit = 'milliseconds' | undefined;

const MEANS: ReadonlySet<ColumnRole> = new Set(['handle', 'talk', 'hold', 'wrap-up']);
/** So many of the means are hours, if they are seconds. */
const MOST_LARGE = 0.9;

/** Programs write milliseconds without saying so: as seconds, nearly all handle times would be hours. */
const unsaidUnit = (columns: readonly Measured[]): UnsaidUnit =>
  columns.some(
    ({ role, unit, content: { numbers, filled, positive, large } }) =>
      (role === 'handle' || role === 'talk') &&
      unit === undefined &&
      numbers === filled &&
      positive > 0 &&
      large >= MOST_LARGE * positive,
  )
    ? 'milliseconds'
    : undefined;

function byRole(
  columns: readonly Measured[],
  unsaid: UnsaidUnit,
): ReadonlyMap<ColumnRole, readonly MeasureColumn[]> {
  const roles = new Map<ColumnRole, readonly MeasureColumn[]>();
  for (const one of columns)
    roles.set(one.role, [...(roles.get(one.role) ?? []), measureColumn(one, unsaid)]);
  return roles;
}

function measureColumn(
  { role, column, heading, unit, content }: Measured,
  unsaid: UnsaidUnit,
): MeasureColumn {
  if (unit === undefined && unsaid !== undefined && MEANS.has(role))
    return { column, heading, unit: unsaid, isUnitUnsaid: true };
  const isTypedAsHours = DURATION_ROLES.has(role) && looksTypedAsHours(content);
  return {
    column,
    heading,
    ...(unit === undefined ? {} : { unit }),
    ...(isTypedAsHours ? { isTypedAsHours } : {}),
  };
}

/** All of them whole minutes, and some longer than an hour. */
const looksTypedAsHours = ({ times, longTimes, filled, minutes }: SeenColumn['content']): boolean =>
  times > 0 &&
  longTimes === filled &&
  minutes.every(Number.isInteger) &&
  minutes.some((minute) => minute >= 60);

/** Times or days above columns of numbers. */
function acrossItems(columns: readonly SeenColumn[]): Items | undefined {
  const above = columns.filter(
    ({ role, when, content }) => role === undefined && when !== undefined && isNumeric(content),
  );
  const times = above.filter(({ when }) => isTime(when));
  const days = above.filter(({ when }) => !isTime(when));
  const across = times.length > 1 ? times : days.length > 0 ? days : hoursAcross(columns);
  if (across.length === 0 || !across.some(({ content }) => content.filled > 0)) return undefined;
  const isRepeated = new Set(across.map(({ heading }) => heading)).size < across.length;
  return {
    kind: across === days ? 'days-across' : 'times-across',
    items: across.map(({ column, heading, when, label }) => ({
      ...(when === undefined ? {} : { when }),
      ...(isRepeated && label !== '' ? { queue: label } : {}),
      measures: new Map([['offered', [{ column, heading }]]]),
    })),
  };
}

/** As few hours are no working day. */
const LEAST_HOURS = 6;

/** Whole numbers from an hour to the next and the next, as headings. */
function hoursAcross(columns: readonly SeenColumn[]): readonly SeenColumn[] {
  const hours = columns.filter(
    ({ role, heading, content }) =>
      role === undefined && /^(1?\d|2[0-3])$/.test(heading) && isNumeric(content),
  );
  const isRow = hours.every(
    ({ heading }, at) => at === 0 || Number(heading) === Number(hours[at - 1]?.heading) + 1,
  );
  if (hours.length < LEAST_HOURS || !isRow) return [];
  return hours.map((column) => ({
    ...column,
    when: { from: { minute: Number(column.heading) * 60, second: 0 } },
  }));
}

const isTime = (when: SeenColumn['when']): boolean =>
  when !== undefined && ('shows' in when ? when.shows === 'time' : when.date === undefined);

const isNumeric = ({ filled, numbers, texts }: SeenColumn['content']): boolean =>
  numbers + texts === filled && numbers >= texts;

/** Two or more columns of counts whose headings are no measure are queues. */
function queueItems(columns: readonly SeenColumn[]): Items | undefined {
  const queues = columns.filter(
    ({ role, heading, isVague, content }) =>
      role === undefined &&
      !isVague &&
      heading !== '' &&
      !saysMeasure(heading) &&
      content.filled > 0 &&
      content.counts === content.filled,
  );
  const [first] = queues;
  if (first === undefined || queues.length < 2) return undefined;
  // Words to the left of the counts may be the queues, and one of the counts a measure in a language that is not known.
  const beside = columns.find(
    ({ role, heading, column, content }) =>
      role === undefined &&
      heading !== '' &&
      column < first.column &&
      content.texts > 0 &&
      content.texts === content.filled,
  );
  if (beside !== undefined) return { kind: 'open', role: 'offered', candidates: queues, beside };
  return {
    kind: 'queues-across',
    items: queues.map(({ column, heading }) => ({
      queue: heading,
      measures: new Map([['offered', [{ column, heading }]]]),
    })),
  };
}
