import type { ColumnRole } from '../headings/column-role.ts';
import { readHeading, saysMeasure } from '../headings/read-heading.ts';
import type { SeenColumn } from './seen-columns.ts';
import type { FoundItems, LayoutItem, MeasureColumn } from './table-layout.ts';

/** Times or days above columns of numbers. */
export function acrossItems(
  columns: readonly SeenColumn[],
  measures: ReadonlySet<ColumnRole>,
): FoundItems | undefined {
  const above = columns.filter(
    ({ role, when, content }) => role === undefined && when !== undefined && isMeasured(content),
  );
  const times = above.filter(({ when }) => isTime(when));
  const days = above.filter(({ when }) => !isTime(when));
  const across = times.length > 1 ? times : days.length > 0 ? days : hoursAcross(columns);
  const kind = across === days ? 'days-across' : 'times-across';
  const blocks = blocksOf(across, measures);
  if (blocks !== undefined) return { kind, items: blocks };
  const counted = across.filter(({ content }) => isNumeric(content));
  if (!counted.some(({ content }) => content.filled > 0)) return undefined;
  return { kind, items: counted.map((column) => itemOf(column, isRepeated(counted))) };
}

const isRepeated = (columns: readonly SeenColumn[]): boolean =>
  new Set(columns.map(({ heading }) => heading)).size < columns.length;

const itemOf = ({ column, heading, when, label }: SeenColumn, isInGroups: boolean): LayoutItem => ({
  ...(when === undefined ? {} : { when }),
  ...(isInGroups && label !== '' ? { queue: label } : {}),
  measures: new Map([['offered', [{ column, heading }]]]),
});

/** The same times once for each measure, whose name stands above them: one item has a column in each block. */
function blocksOf(
  columns: readonly SeenColumn[],
  measures: ReadonlySet<ColumnRole>,
): readonly LayoutItem[] | undefined {
  const blocks = columns.map((column) => ({ column, role: readHeading(column.label).role }));
  if (
    !isRepeated(columns) ||
    !blocks.every(({ role }) => role !== undefined && (measures.has(role) || role === 'other'))
  )
    return undefined;
  const items = new Map<
    string,
    { readonly first: SeenColumn; readonly measures: Map<ColumnRole, MeasureColumn[]> }
  >();
  for (const { column, role } of blocks) {
    if (role === undefined || role === 'other') continue;
    const item = items.get(column.heading) ?? { first: column, measures: new Map() };
    items.set(column.heading, item);
    item.measures.set(role, [
      ...(item.measures.get(role) ?? []),
      { column: column.column, heading: column.label },
    ]);
  }
  return [...items.values()].map(({ first, measures: own }) => ({
    ...(first.when === undefined ? {} : { when: first.when }),
    measures: own,
  }));
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

/** Counts, or lengths of time in a block of its own. */
const isMeasured = (content: SeenColumn['content']): boolean =>
  isNumeric(content) || (content.times + content.texts === content.filled && content.times > 0);

const isNumeric = ({ filled, numbers, texts }: SeenColumn['content']): boolean =>
  numbers + texts === filled && numbers >= texts;

/** Two or more columns of counts whose headings are no measure are queues. */
export function queueItems(columns: readonly SeenColumn[]): FoundItems | undefined {
  const queues = columns.filter(
    ({ role, heading, isVague, content }) =>
      role === undefined &&
      !isVague &&
      heading !== '' &&
      !saysMeasure(heading) &&
      content.filled > 0 &&
      content.counts === content.filled,
  );
  if (queues.length < 2) return undefined;
  return {
    kind: 'queues-across',
    items: queues.map(({ column, heading }) => ({
      queue: heading,
      measures: new Map([['offered', [{ column, heading }]]]),
    })),
  };
}
