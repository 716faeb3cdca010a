import { clockText } from '#domain/text/clock-text.ts';
import type {
  DateOrderFound,
  EncodingFound,
  FormatFound,
  HistoryGap,
  HistoryTableReading,
  ListReading,
  PassedOver,
  PassedOverReason,
  TableReading,
  UnreadColumn,
} from '#domain/table-reading.ts';

/** What was understood of a history's table, line by line; nothing where there was no table. */
export function historyReadingLines(
  reading: HistoryTableReading | undefined,
  { isZoneAssumed }: { readonly isZoneAssumed: boolean },
): readonly string[] {
  if (reading === undefined) return [];
  const { intervals, queues, first, last, stepMinutes, rowsWithoutHandleTime } = reading;
  const zone = isZoneAssumed
    ? `${reading.zone}, as this machine has it (--zone names another)`
    : reading.zone;
  const every = stepMinutes === 0 ? '' : `, every ${stepMinutes} minutes`;
  const taken = `${counted(intervals, 'interval')} of ${counted(queues, 'queue')}, ${first} to ${last}${every}, local time of ${zone}`;
  return [
    ...tableReadingLines(reading, taken),
    ...(rowsWithoutHandleTime === 0
      ? []
      : [`  handle time is 0 in ${counted(rowsWithoutHandleTime, 'row')} with contacts: unknown there`]),
    ...clockLines(reading),
    ...gapLines(reading.gaps),
  ];
}

/** What was understood of any table; `taken` says what was taken from it. */
export function tableReadingLines(reading: TableReading, taken: string): readonly string[] {
  return [
    ...foundLines(reading, LAYOUTS[reading.layout]),
    ...doubtLines(reading),
    `  ${taken}`,
    ...passedOverLine(reading.passedOver),
  ];
}

/** What was understood of a table with a row for each thing; `noun` is what a row is. */
export function listReadingLines(reading: ListReading, noun: string): readonly string[] {
  const { unread, assumed, rows, passedOver } = reading;
  return [
    ...foundLines({ ...reading, unread: unread.map(({ heading }) => heading) }),
    ...unread.flatMap(unreadDoubt),
    ...assumed.map(({ column, value }) => `  no column ${column}: ${value} is taken`),
    `  ${counted(rows, noun)}`,
    ...passedOverLine(passedOver),
  ];
}

function unreadDoubt({ heading, doubt }: UnreadColumn): readonly string[] {
  switch (doubt?.kind) {
    case undefined:
      return [];
    case 'near':
      return [
        `  ${heading} is not read: if it is ${doubt.column}, call it ${doubt.known === doubt.column ? doubt.column : `${doubt.known} or ${doubt.column}`}`,
      ];
    case 'taken':
      return [`  ${heading} is not read: another column is ${doubt.column} already`];
  }
}

type Found = Pick<TableReading, 'name' | 'format' | 'headerLine' | 'columns' | 'unread'>;

function foundLines({ name, format, headerLine, columns, unread }: Found, layout = ''): readonly string[] {
  const header = headerLine === 0 ? 'no header' : `header on line ${headerLine}`;
  const read = columns.map(({ role, headings }) => `${role} = ${shortList(headings.map(inOneLine), ' + ')}`);
  const notRead =
    unread.length === 0 ? '' : `; not read: ${shortList(unread.map(inOneLine), ', ', MOST_UNREAD)}`;
  return [`${name}: ${formatWords(format)}, ${header}${layout}`, `  ${read.join(', ')}${notRead}`];
}

/** A heading may have line breaks in it. */
const inOneLine = (heading: string): string => heading.replaceAll(/\s+/g, ' ');

const LAYOUTS: Readonly<Record<TableReading['layout'], string>> = {
  rows: '',
  'times-across': ', times of the day as columns',
  'days-across': ', days as columns',
  'queues-across': ', queues as columns',
};

function formatWords(format: FormatFound): string {
  switch (format.kind) {
    case 'text':
      return `${encodingWords(format.encoding)}, separated by ${SEPARATORS.get(format.separator) ?? format.separator}`;
    case 'workbook':
      return `${FORMS[format.form ?? 'xlsx']}, sheet ${format.sheet}${otherWords(format.otherSheets)}`;
    case 'web-page':
      return `a web page with tables, ${encodingWords(format.encoding)}, table ${format.table}${otherWords(format.otherTables)}`;
  }
}

const FORMS = { xlsx: 'workbook', xls: 'workbook of before 2007', xml: 'workbook in XML' } as const;

const otherWords = (names: readonly string[]): string =>
  names.length === 0 ? '' : ` (not read: ${shortList(names, ', ')}; --sheet reads another)`;

const SEPARATORS: ReadonlyMap<string, string> = new Map([
  [',', 'commas'],
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'bars'],
]);

const encodingWords = ({ name, because }: EncodingFound): string =>
  `${name.toUpperCase()} (${EVIDENCE[because]})`;

const EVIDENCE: Readonly<Record<EncodingFound['because'], string>> = {
  'byte-order-mark': 'by its mark',
  'only-ascii': 'only plain letters',
  'strictly-valid': 'every character is right',
  'zeros-between': 'two bytes a character',
  'common-characters': 'by its common Chinese characters',
  'accented-letters': 'by its accented letters',
  'told-by-file': 'as it says itself',
  'named-by-user': 'as you said',
};

/** What was not said in the table, and how it was taken. */
function doubtLines({
  oneQueue,
  titleDay,
  dates,
  groupColumns,
  columns,
  assumedNumber,
}: TableReading): readonly string[] {
  const marked = (mark: 'isTypedAsHours' | 'isInMilliseconds'): readonly string[] =>
    columns.filter((column) => column[mark]).map(({ headings }) => headings.map(inOneLine).join(' + '));
  const has = (role: string): boolean => columns.some((column) => column.role === role);
  return [
    ...(oneQueue === undefined
      ? []
      : [
          `  no column of queues: all of it is ${oneQueue.name} (${NAMED_BY[oneQueue.from]}; --queue names it)`,
        ]),
    ...(titleDay === undefined ? [] : [`  no column of days: the day is the title's, ${titleDay}`]),
    ...(dates === undefined ? [] : [`  dates are ${dateWords(dates)}`]),
    ...(groupColumns.length === 0
      ? []
      : [`  an empty ${groupColumns.join(' or ')} stands for the one above it`]),
    ...(assumedNumber === undefined
      ? []
      : [
          `  ${assumedNumber.text} is read as ${assumedNumber.value}: --decimal ${assumedNumber.otherwise} reads it else`,
        ]),
    ...marked('isInMilliseconds').map(
      (heading) => `  ${heading}: milliseconds, as in seconds they would be many hours`,
    ),
    ...marked('isTypedAsHours').map(
      (heading) => `  ${heading}: minutes and seconds, which the spreadsheet took for hours and minutes`,
    ),
    ...(has('talk') && !has('wrap-up')
      ? ['  handling is talk time alone: work after the contact is not in the table']
      : []),
  ];
}

const NAMED_BY: Readonly<Record<'user' | 'title' | 'file', string>> = {
  user: 'as you said',
  title: 'by the title',
  file: 'by the file',
};

function dateWords({ order, because }: DateOrderFound): string {
  switch (because.kind) {
    case 'named-by-user':
      return `${ORDERS[order]}, as you said`;
    case 'date':
      return `${ORDERS[order]}, as ${because.text} on line ${because.line} shows`;
    case 'near-days':
      return `${ORDERS[order]}: else such as ${because.text} on line ${because.line} would be years apart`;
  }
}

const ORDERS: Readonly<Record<DateOrderFound['order'], string>> = {
  ymd: 'year, month, day',
  dmy: 'day, month, year',
  mdy: 'month, day, year',
};

function passedOverLine(passedOver: readonly PassedOver[]): readonly string[] {
  if (passedOver.length === 0) return [];
  const all = passedOver.map(
    ({ reason, rows, lines }) =>
      `${rows} ${REASONS[reason]} (line ${lines.join(', ')}${rows > lines.length ? ', …' : ''})`,
  );
  return [`  passed over: ${all.join('; ')}`];
}

const REASONS: Readonly<Record<PassedOverReason, string>> = {
  title: 'above the header',
  'heading-again': 'with the heading again',
  total: 'with sums or means',
  'all-queues': 'of all queues together',
  'other-stream': 'of outbound or deferred work',
  note: 'with words only',
  'no-count': 'without a count: unknown, not empty',
  'skipped-hour': 'with nothing in an hour that the clock skipped',
  'equal-duplicate': 'the same as an earlier one',
  'conflicting-duplicate': 'told twice, as --duplicates says',
  mistake: 'that cannot be read, as --skip-mistakes says',
};

/** Hours that came twice. */
const clockLines = ({ repeatedHours }: HistoryTableReading): readonly string[] =>
  repeatedHours.map(
    ({ day, rows, told }) =>
      `  ${day}: the clock went back, and the hour that came twice is told ${told === 'twice' ? 'twice: each is kept' : 'once: for both together'} (${counted(rows, 'row')})`,
  );

/** Gaps that are told one by one: a screen of them. */
const GAPS_TOLD = 12;

/** A gap that several queues have is one: then the report was missing, and not the calls. */
function gapLines(gaps: readonly HistoryGap[]): readonly string[] {
  const together = [...Map.groupBy(gaps, gapWords)];
  const lines = together
    .slice(0, GAPS_TOLD)
    .map(([words, own]) => `  gap: ${queuesOf(own.map(({ queue }) => queue))}: ${words}`);
  return together.length > GAPS_TOLD ? [...lines, `  … and ${together.length - GAPS_TOLD} more gaps`] : lines;
}

/** Queues that are named of a gap that several have. */
const QUEUES_NAMED = 3;

const queuesOf = (queues: readonly string[]): string =>
  queues.length <= QUEUES_NAMED
    ? queues.join(', ')
    : `${counted(queues.length, 'queue')} (${queues.slice(0, QUEUES_NAMED - 1).join(', ')}, …)`;

function gapWords(gap: HistoryGap): string {
  switch (gap.kind) {
    case 'days':
      return gap.days === 1
        ? `${gap.first} is missing`
        : `${gap.days} days are missing, ${gap.first} to ${gap.last}`;
    case 'intervals':
      return `${gap.day}: ${counted(gap.intervals, 'interval')} missing between ${clockText(gap.from)} and ${clockText(gap.until)}`;
  }
}

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? noun : (PLURALS.get(noun) ?? `${noun}s`)}`;

const PLURALS: ReadonlyMap<string, string> = new Map([['person', 'people']]);

/** Names that are told; a wide table has a column for each half hour. */
const MOST_NAMES = 8;
/** Columns that are not read are told, whatever they are: reports of switches have two dozen. */
const MOST_UNREAD = 40;

const shortList = (names: readonly string[], between: string, most = MOST_NAMES): string =>
  names.length <= most
    ? names.join(between)
    : `${names.slice(0, most - 2).join(between)}${between}… (${names.length})`;
