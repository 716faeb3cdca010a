import { cellText } from '../../../files/grid/cell.ts';
import type { GridRow, MergedArea } from '../../../files/grid/grid.ts';
import type { ColumnRole } from '../headings/column-role.ts';
import { saysMeasure } from '../headings/read-heading.ts';
import type { TableChoices } from './table-choices.ts';
import { proposal } from './propose-columns.ts';
import { columnNamed, seenColumns, type SeenColumn } from './seen-columns.ts';
import { measureItems, type Items, type IntervalShape } from './measure-items.ts';
import type { LayoutItem, QueuePlace, TableLayout } from './table-layout.ts';
import { titleDay, titleOf, titleQueue } from './title-facts.ts';
import { whenColumns, type WhenColumns, type WhenNeeded } from './when-columns.ts';

/** The first rows of a table; merged cells have their value in each. */
export type TableHead = {
  readonly name: string;
  readonly rows: readonly GridRow[];
  readonly merged: readonly MergedArea[];
};

export type LayoutAnswer =
  | { readonly kind: 'found'; readonly layout: TableLayout }
  /** What has to be asked, in words; the more is known, the better. */
  | { readonly kind: 'open'; readonly said: string; readonly known: number };

/** Rows among which the header is looked for. */
const HEADER_ROWS = 40;

/** Where in a table what stands: its header is the first row below which everything that is needed is found. */
export function findLayout(head: TableHead, shape: IntervalShape, choices: TableChoices): LayoutAnswer {
  let best: LayoutAnswer = {
    kind: 'open',
    said: `${head.name} is empty, expected a header with queue,start,offered`,
    known: -1,
  };
  for (let at = 0; at < Math.min(HEADER_ROWS, head.rows.length); at += 1) {
    const answer = layoutAt(head, at, { shape, choices });
    if (answer.kind === 'found') return answer;
    if (answer.known > best.known) best = answer;
  }
  return best;
}

type Asked = { readonly shape: IntervalShape; readonly choices: TableChoices };

function layoutAt(head: TableHead, at: number, { shape, choices }: Asked): LayoutAnswer {
  const row = head.rows[at];
  const columns = seenColumns({ rows: head.rows, at }, choices.columns);
  const unknown = unknownNames(row, choices);
  const isHeader = !columns.some(isOfOneKind) || isByNumber(choices);
  const measures: Items = isHeader
    ? measureItems(columns, shape)
    : { kind: 'open', role: 'offered', candidates: [] };
  const items = measures.kind === 'open' ? [] : measures.items;
  const read = columnsOf(items);
  const rest = columns.filter(({ column }) => !read.has(column));
  const when = isHeader ? whenOf(rest, whenNeeded(items), titlesAbove(head, at)) : undefined;
  const queue = queuePlace(columns, { read, when, items }, { head, at, choices });
  if (
    row === undefined ||
    unknown.length > 0 ||
    measures.kind === 'open' ||
    when === undefined ||
    queue === undefined
  ) {
    const known = columns.filter(isKnown).length + (unknown.length > 0 || measures.kind === 'open' ? 0 : 1);
    const said = proposal({ name: head.name, row, columns, unknown, measures, when, queue }, shape);
    return { kind: 'open', said, known };
  }
  const isData = columns.some(isOfOneKind);
  return {
    kind: 'found',
    layout: layoutOf({
      row,
      isData,
      columns,
      measures,
      when,
      queue,
      titles: titlesAbove(head, at),
      merged: head.merged,
    }),
  };
}

/** A report of one day tells it above its times. */
function whenOf(
  columns: readonly SeenColumn[],
  needed: WhenNeeded,
  titles: readonly string[],
): WhenColumns | undefined {
  const found = whenColumns(columns, needed);
  const day = found === undefined && needed === 'both' ? titleDay(titles) : undefined;
  const time = day === undefined ? undefined : whenColumns(columns, 'time');
  return day === undefined || time === undefined ? found : { ...time, titleDay: day };
}

/** A day above days, or a time above times, is no heading: there is none. */
const isOfOneKind = ({ when, content }: SeenColumn): boolean =>
  when !== undefined &&
  content.filled > 0 &&
  content.days + content.times + content.moments === content.filled;

/** The user has named columns by their numbers, because there are no headings. */
const isByNumber = ({ columns }: TableChoices): boolean =>
  columns !== undefined && [...columns.values()].flat().every((name) => name.startsWith('#'));

const isKnown = ({ role, isMapped, isVague }: SeenColumn): boolean =>
  isMapped || isVague || (role !== undefined && role !== 'other');

function unknownNames(row: GridRow | undefined, { columns }: TableChoices): readonly string[] {
  return [...(columns?.values() ?? [])]
    .flat()
    .filter((name) => columnNamed(row?.cells ?? [], name) === undefined);
}

const columnsOf = (items: readonly LayoutItem[]): ReadonlySet<number> =>
  new Set(items.flatMap(({ measures }) => [...measures.values()].flat().map(({ column }) => column)));

function whenNeeded(items: readonly LayoutItem[]): WhenNeeded {
  const above = items[0]?.when;
  if (above === undefined) return 'both';
  const isTime = 'shows' in above ? above.shows === 'time' : above.date === undefined;
  return isTime ? 'day' : 'time';
}

type FoundSoFar = {
  readonly read: ReadonlySet<number>;
  readonly when: WhenColumns | undefined;
  readonly items: readonly LayoutItem[];
};

/** Where the name of a row's queue stands; undefined when a column might be it, or might not. */
function queuePlace(
  columns: readonly SeenColumn[],
  { read, when, items }: FoundSoFar,
  { head, at, choices }: { readonly head: TableHead; readonly at: number; readonly choices: TableChoices },
): QueuePlace | undefined {
  if (items.length > 0 && items.every(({ queue }) => queue !== undefined)) return { kind: 'across' };
  const mapped = columns.filter(({ role, isMapped }) => role === 'queue' && isMapped);
  if (mapped.length > 0) return { kind: 'column', columns: mapped.map(({ column }) => column) };
  if (choices.queue !== undefined) return { kind: 'named', name: choices.queue, from: 'user' };
  const [named] = (['queue', 'queue-id'] as const).flatMap((role) =>
    columns.filter((column) => column.role === role && column.content.filled > 0),
  );
  if (named !== undefined) return { kind: 'column', columns: [named.column] };
  const keys = new Set([when?.day, when?.time, when?.start].map((key) => key?.column));
  const isDoubtful = columns.some(
    (column) =>
      column.role === undefined &&
      !read.has(column.column) &&
      !keys.has(column.column) &&
      couldBeQueue(column),
  );
  if (isDoubtful) return undefined;
  const title = titleQueue(titlesAbove(head, at));
  return title === undefined
    ? { kind: 'named', name: stemOf(head.name), from: 'file' }
    : { kind: 'named', name: title, from: 'title' };
}

/** Half of the rows at most have a word of their own: more are remarks. */
const couldBeQueue = ({ content }: SeenColumn): boolean =>
  content.texts > 0 &&
  content.texts === content.filled &&
  content.words.length > 1 &&
  content.words.length <= content.filled / 2;

/** A file without its folder and its endings. */
const stemOf = (name: string): string =>
  name.replace(/^.*[\\/]/, '').replace(/(?:\.(?:csv|tsv|txt|xlsx|xlsm|xls|gz))+$/i, '') || name;

const titlesAbove = ({ rows }: TableHead, at: number): readonly string[] =>
  rows.slice(0, at).map(({ cells }) => titleOf(cells));

type Found = {
  readonly row: GridRow;
  /** The row is no header: it is read too. */
  readonly isData: boolean;
  readonly columns: readonly SeenColumn[];
  readonly measures: Exclude<Items, { kind: 'open' }>;
  readonly when: WhenColumns;
  readonly queue: QueuePlace;
  readonly titles: readonly string[];
  readonly merged: readonly MergedArea[];
};

function layoutOf({ row, isData, columns, measures, when, queue, titles, merged }: Found): TableLayout {
  const stream = columns.find(({ role }) => role === 'stream');
  const read = rolesRead({ columns, measures, when, queue });
  const used = new Set(read.flatMap(({ at }) => at));
  const unread = columns.filter(({ column, heading }) => !used.has(column) && heading !== '');
  const keys = [when.day, when.time, when.start].flatMap((key) => key?.column ?? []);
  const queues = queue.kind === 'column' ? queue.columns : [];
  return {
    kind: measures.kind,
    headerLine: isData ? 0 : row.line,
    header: isData ? [] : row.cells.map(cellText),
    titles,
    queue,
    ...when,
    ...(stream === undefined ? {} : { stream: stream.column }),
    items: measures.items,
    fillDown: new Set([...keys, ...queues].filter((column) => isGroupName(columns[column], merged))),
    columns: read.map(({ role, at }) => ({
      role,
      headings: at.map((column) => columns[column]?.heading ?? ''),
      ...(isSome(measures.items, role, 'isTypedAsHours') ? { isTypedAsHours: true as const } : {}),
      ...(isSome(measures.items, role, 'isUnitUnsaid') ? { isInMilliseconds: true as const } : {}),
    })),
    unread: unread.map(({ heading }) => heading),
    wordColumns: unread.flatMap(({ heading, content }) =>
      content.words.length > 1 && !saysMeasure(heading) ? heading : [],
    ),
  };
}

/** In a column that names groups of rows at least every other cell is empty, or cells are merged downwards. */
const isGroupName = (column: SeenColumn | undefined, merged: readonly MergedArea[]): boolean =>
  column !== undefined &&
  column.content.filled > 0 &&
  (column.content.empty >= column.content.filled ||
    merged.some(
      ({ top, bottom, left, right }) => left === column.column && right === column.column && bottom > top,
    ));

const keyRole = (role: ColumnRole, column: number | undefined): readonly RoleRead[] =>
  column === undefined ? [] : [{ role, at: [column] }];

const isSome = (
  items: readonly LayoutItem[],
  role: ColumnRole,
  mark: 'isTypedAsHours' | 'isUnitUnsaid',
): boolean =>
  items.some(({ measures }) => measures.get(role)?.some((column) => column[mark] === true) === true);

type RoleRead = { readonly role: ColumnRole; readonly at: readonly number[] };

function rolesRead({
  measures,
  when,
  queue,
}: Omit<Found, 'row' | 'isData' | 'titles' | 'merged'>): readonly RoleRead[] {
  const roles = new Map<ColumnRole, number[]>();
  for (const { measures: own } of measures.items)
    for (const [role, all] of own)
      roles.set(role, [...(roles.get(role) ?? []), ...all.map(({ column }) => column)]);
  return [
    ...(queue.kind === 'column' ? [{ role: 'queue' as const, at: queue.columns }] : []),
    ...keyRole('start', when.start?.column),
    ...keyRole('day', when.day?.column),
    ...keyRole('time', when.time?.column),
    ...[...roles].map(([role, at]): RoleRead => ({ role, at })),
  ];
}
