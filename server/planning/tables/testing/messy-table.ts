import {
  dateCell,
  durationCell,
  momentCell,
  timeCell,
  type DateForm,
  type DurationForm,
  type PlainRow,
  type TimeForm,
  type WrittenCell,
} from './messy-cells.ts';

/** How a history is written down. */
export type TableStyle = {
  readonly layout: 'rows' | 'times-across' | 'days-across' | 'queues-across' | 'groups-across';
  readonly headings: HeadingStyle;
  readonly date: DateForm;
  readonly time: TimeForm;
  readonly isOneColumn: boolean;
  readonly duration: DurationForm;
  /** Between thousands; empty where there is none. */
  readonly thousands: '' | ',' | '.' | ' ';
  readonly decimal: '.' | ',';
  readonly titles: number;
  readonly hasTotals: boolean;
  readonly hasHeadingAgain: boolean;
  readonly hasStrangers: boolean;
  readonly hasGroups: boolean;
  readonly stepMinutes: number;
};

export type HeadingStyle = keyof typeof HEADINGS;

type Headings = {
  readonly queue: string;
  readonly day: string;
  readonly time: string;
  readonly start: string;
  readonly offered: string;
  readonly handle: string;
  readonly minutes: string;
  readonly total: string;
  readonly stranger: string;
  readonly title: string;
};

export const HEADINGS = {
  own: heading('queue|day|time|start|offered|handle_seconds|handle time (min)|total|remark|history'),
  english: heading(
    'Queue Name|Date|Interval|Interval Start|Calls Offered|Average Handle Time|AHT (minutes)|Grand Total|Comment|Monthly report',
  ),
  chinese: heading('技能组|日期|时段|日期时间|进线量|平均处理时长|平均处理时长(分钟)|合计|备注|话务日报'),
  german: heading(
    'Warteschlange|Datum|Uhrzeit|Datum/Uhrzeit|Angebotene Anrufe|Ø Bearbeitungszeit|AHT (Min)|Summe|Bemerkung|Monatsbericht',
  ),
  avaya: heading(
    'Split/Skill|Date|Time|Date/Time|Calls Offered|Avg Handle Time|Avg Handle Time (min)|TOTAL|% Within SL|Split/Skill Interval Report',
  ),
  genesys: heading(
    'Queue Name|Date|Interval Start Time|Interval Start|Offer|Avg Handle|Avg Handle (min)|Total|Media Type|Queue Performance',
  ),
  cisco: heading(
    'CSQ Name|Date|Interval Start Time|Interval Start Time|Calls Presented|Avg Handle Time|Avg Handle Time (min)|Grand Total|Service Level|Contact Service Queue Activity',
  ),
  connect: heading(
    'Queue|Date|Time|StartInterval|Contacts queued|Average handle time|Average handle time (min)|Total|Service level|Historical metrics',
  ),
} as const satisfies Record<string, Headings>;

function heading(words: string): Headings {
  const [
    queue = '',
    day = '',
    time = '',
    start = '',
    offered = '',
    handle = '',
    minutes = '',
    total = '',
    stranger = '',
    title = '',
  ] = words.split('|');
  return { queue, day, time, start, offered, handle, minutes, total, stranger, title };
}

/** The cells of a table, row by row, as somebody could have written it. */
export function messyTable(
  rows: readonly PlainRow[],
  style: TableStyle,
): readonly (readonly WrittenCell[])[] {
  const titles = Array.from({ length: style.titles }, (_, at): WrittenCell[] =>
    at === 1 ? [] : [HEADINGS[style.headings].title],
  );
  return [...titles, ...bodyOf(rows, style)];
}

function bodyOf(rows: readonly PlainRow[], style: TableStyle): readonly (readonly WrittenCell[])[] {
  switch (style.layout) {
    case 'rows':
      return longTable(rows, style);
    case 'times-across':
      return across(rows, style, {
        key: ({ queue, day }) => `${queue}|${day}`,
        column: ({ minute }) => minute,
      });
    case 'days-across':
      return across(rows, style, {
        key: ({ queue, minute }) => `${queue}|${minute}`,
        column: ({ day }) => day,
      });
    case 'queues-across':
    case 'groups-across':
      return queuesAcross(rows, style);
  }
}

/** Whose own way it is to put signs between thousands. */
export const countCell = (count: number, { thousands }: TableStyle): WrittenCell =>
  thousands === '' ? count : String(count).replaceAll(/\B(?=(\d{3})+$)/g, thousands);

function whenCells(row: PlainRow, { isOneColumn, date, time, stepMinutes }: TableStyle): WrittenCell[] {
  return isOneColumn
    ? [momentCell(row, date, time)]
    : [dateCell(row.day, date), timeCell(row.minute, stepMinutes, time)];
}

function whenHeadings({ isOneColumn, headings }: TableStyle): string[] {
  const words = HEADINGS[headings];
  return isOneColumn ? [words.start] : [words.day, words.time];
}

function longTable(rows: readonly PlainRow[], style: TableStyle): readonly (readonly WrittenCell[])[] {
  const words = HEADINGS[style.headings];
  const stranger = style.hasStrangers ? [words.stranger] : [];
  const header = [
    words.queue,
    ...whenHeadings(style),
    words.offered,
    style.duration === 'minutes' ? words.minutes : words.handle,
    ...stranger,
  ];
  let before = '';
  const body = rows.map((row): WrittenCell[] => {
    const queue = style.hasGroups && row.queue === before ? '' : row.queue;
    before = row.queue;
    const handle = durationCell(row.seconds, style.duration, style.decimal);
    return [
      queue,
      ...whenCells(row, style),
      countCell(row.offered, style),
      handle,
      ...(style.hasStrangers ? ['0.82'] : []),
    ];
  });
  const sum = rows.reduce((total, { offered }) => total + offered, 0);
  const half = Math.floor(body.length / 2);
  const again = style.hasHeadingAgain && !style.hasGroups ? [header] : [];
  const totals = style.hasTotals
    ? [[words.total, ...whenHeadings(style).map(() => ''), countCell(sum, style)]]
    : [];
  return [header, ...body.slice(0, half), ...again, ...body.slice(half), ...totals];
}

type Across = {
  readonly key: (row: PlainRow) => string;
  readonly column: (row: PlainRow) => string | number;
};

function across(
  rows: readonly PlainRow[],
  style: TableStyle,
  { key, column }: Across,
): readonly (readonly WrittenCell[])[] {
  const words = HEADINGS[style.headings];
  const isTimes = style.layout === 'times-across';
  const columns = [...new Set(rows.map(column))].sort((a, b) => (a < b ? -1 : 1));
  const tops = columns.map((one) =>
    typeof one === 'number'
      ? timeCell(one, style.stepMinutes, style.time === 'number' ? 'colon' : style.time)
      : dateCell(one, style.date),
  );
  const header = [
    words.queue,
    isTimes ? words.day : words.time,
    ...tops,
    ...(style.hasTotals ? [words.total] : []),
  ];
  const groups = new Map<string, PlainRow[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  const body = [...groups.values()].map((group): WrittenCell[] => {
    const [first] = group;
    if (first === undefined) return [];
    const counts = columns.map((one) => group.find((row) => column(row) === one)?.offered);
    const side = isTimes
      ? dateCell(first.day, style.date)
      : timeCell(first.minute, style.stepMinutes, style.time === 'number' ? 'colon' : style.time);
    const sum = counts.reduce((total: number, count) => total + (count ?? 0), 0);
    const cells = counts.map((count) => (count === undefined ? '' : countCell(count, style)));
    return [first.queue, side, ...cells, ...(style.hasTotals ? [countCell(sum, style)] : [])];
  });
  return [header, ...body];
}

function queuesAcross(rows: readonly PlainRow[], style: TableStyle): readonly (readonly WrittenCell[])[] {
  const words = HEADINGS[style.headings];
  const queues = [...new Set(rows.map(({ queue }) => queue))];
  const isGroups = style.layout === 'groups-across';
  const handle = style.duration === 'minutes' ? words.minutes : words.handle;
  const groups = new Map<string, PlainRow[]>();
  for (const row of rows) {
    const key = `${row.day}|${row.minute}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const body = [...groups.values()].map((group): WrittenCell[] => {
    const [first] = group;
    const cells = queues.flatMap((queue): WrittenCell[] => {
      const own = group.find((row) => row.queue === queue);
      if (own === undefined) return isGroups ? ['', ''] : [''];
      return [
        countCell(own.offered, style),
        ...(isGroups ? [durationCell(own.seconds, style.duration, style.decimal)] : []),
      ];
    });
    return first === undefined ? [] : [...whenCells(first, style), ...cells];
  });
  const when = whenHeadings(style);
  if (!isGroups) return [[...when, ...queues], ...body];
  const above = [...when.map(() => ''), ...queues.flatMap((queue) => [queue, ''])];
  return [above, [...when, ...queues.flatMap(() => [words.offered, handle])], ...body];
}
