import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeZone } from '#domain/time-zone.ts';
import { tableOfBytes } from '../../../files/table-source.ts';
import { DATE_FORMS, DURATION_FORMS, TIME_FORMS, type PlainRow } from '../testing/messy-cells.ts';
import { messyFile, type FileStyle } from '../testing/messy-file.ts';
import { HEADINGS, messyTable, type TableStyle } from '../testing/messy-table.ts';
import { readHistory, type ReadHistory } from './read-history.ts';

const DAY_MS = 86_400_000;
const ZONE = timeZone('Asia/Shanghai');

/** Queues whose names can be written in the encoding. */
const NAMES = {
  any: [
    ['销售', '客服', '藏语'],
    ['sales', 'Support EU', 'billing & more'],
    ['安多', '康巴', 'VIP客户'],
  ],
  gb18030: [
    ['销售', '客服', '藏语'],
    ['安多', '康巴', 'VIP客户'],
    ['银行热线', '信用卡', '贷款'],
  ],
  'windows-1252': [
    ['Köln', 'München', 'Größe'],
    ['sales', 'support', 'billing'],
  ],
} as const;

const fileStyle: fc.Arbitrary<FileStyle> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    encoding: fc.constantFrom('utf-8', 'utf-8-mark', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252'),
    separator: fc.constantFrom(',', ';', '\t', '|'),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    isUntidy: fc.boolean(),
    isQuoted: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('workbook' as const),
    isShared: fc.boolean(),
    isMerged: fc.boolean(),
    hasNotes: fc.boolean(),
  }),
);

const anyStyle = fc.record({
  layout: fc.constantFrom(
    'rows',
    'rows',
    'rows',
    'times-across',
    'days-across',
    'queues-across',
    'groups-across',
  ),
  headings: fc.constantFrom(...(Object.keys(HEADINGS) as (keyof typeof HEADINGS)[])),
  date: fc.constantFrom(...DATE_FORMS),
  time: fc.constantFrom(...TIME_FORMS),
  isOneColumn: fc.boolean(),
  duration: fc.constantFrom(...DURATION_FORMS),
  thousands: fc.constantFrom('', ',', '.', ' '),
  decimal: fc.constantFrom('.', ','),
  titles: fc.integer({ min: 0, max: 3 }),
  hasTotals: fc.boolean(),
  hasHeadingAgain: fc.boolean(),
  hasStrangers: fc.boolean(),
  hasGroups: fc.boolean(),
  stepMinutes: fc.constantFrom(15, 30, 60),
});

/** A style that somebody could really have: sheets have dates, texts have none, and one sign does not mean two things. */
function possible(style: TableStyle, file: FileStyle): TableStyle {
  const isText = file.kind === 'text';
  const isLatin = isText && file.encoding === 'windows-1252';
  const thousands = style.thousands === style.decimal ? '' : style.thousands;
  const headings = isLatin && style.headings === 'chinese' ? 'german' : style.headings;
  const isChineseText = isText && file.encoding === 'gb18030';
  return {
    ...style,
    headings: isChineseText && headings === 'german' ? 'chinese' : headings,
    date: (isText && style.date === 'sheet') || (isLatin && style.date === 'chinese') ? 'iso' : style.date,
    time: (isText && style.time === 'sheet') || (isLatin && style.time === 'chinese') ? 'colon' : style.time,
    duration:
      (isText && style.duration === 'sheet') || (isLatin && style.duration === 'chinese')
        ? 'mm:ss'
        : style.duration,
    thousands: isText ? thousands : '',
    // A decimal comma between commas is quoted, as every program does.
    hasGroups: style.hasGroups && style.layout === 'rows',
  };
}

const drawn = fc.record({
  file: fileStyle,
  style: anyStyle,
  names: fc.nat({ max: 2 }),
  queues: fc.integer({ min: 2, max: 3 }),
  first: fc.integer({ min: Date.UTC(2024, 0, 1) / DAY_MS, max: Date.UTC(2027, 0, 1) / DAY_MS }),
  days: fc.integer({ min: 14, max: 24 }),
  open: fc.integer({ min: 0, max: 16 }),
  intervals: fc.integer({ min: 6, max: 14 }),
  seed: fc.nat(),
  isShuffled: fc.boolean(),
});
type Drawn = (typeof drawn extends fc.Arbitrary<infer Value> ? Value : never) & {
  readonly stepMinutes: number;
};

function plainRows({
  file,
  names,
  queues,
  first,
  days,
  open,
  intervals,
  seed,
  stepMinutes,
}: Drawn): readonly PlainRow[] {
  const isNarrow = file.kind === 'text' && (file.encoding === 'gb18030' || file.encoding === 'windows-1252');
  const lists = NAMES[isNarrow ? file.encoding : 'any'];
  let state = seed;
  const next = (most: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * most);
  };
  const rows: PlainRow[] = [];
  for (const queue of (lists[names % lists.length] ?? lists[0]).slice(0, queues))
    for (let day = 0; day < days; day += 1)
      for (let at = 0; at < intervals; at += 1) {
        const minute = Math.floor((open * 30) / stepMinutes) * stepMinutes + at * stepMinutes;
        const date = new Date((first + day) * DAY_MS).toISOString().slice(0, 10);
        if (minute < 1440)
          rows.push({
            queue,
            day: date,
            minute,
            offered: next(next(4) === 0 ? 4000 : 90),
            seconds: 61 + next(500),
          });
      }
  return rows;
}

function shuffled(rows: readonly PlainRow[]): readonly PlainRow[] {
  return rows
    .map((row, at) => [row, (at * 7919) % rows.length] as const)
    .sort(([, a], [, b]) => a - b)
    .map(([row]) => row);
}

type Words = Omit<PlainRow, 'seconds'> & { readonly seconds: number | undefined };

/** What a history says of an interval, to be compared. */
const wordsOf = ({ queue, day, minute, offered, seconds }: Words): string =>
  `${queue} ${day} ${minute}: ${offered}${seconds === undefined ? '' : ` of ${Math.round(seconds)} s`}`;

/** What was written and not read, and what was read and not written: a few of each. */
function differences(
  told: readonly string[],
  read: readonly string[],
): { readonly lost: readonly string[]; readonly strange: readonly string[] } {
  const [all, seen] = [new Set(told), new Set(read)];
  return {
    lost: told.filter((one) => !seen.has(one)).slice(0, 3),
    strange: read.filter((one) => !all.has(one)).slice(0, 3),
  };
}

function readWords({ histories }: ReadHistory, hasHandle: boolean): readonly string[] {
  return histories.flatMap(({ queue, days, intervalMinutes, offered, handleSeconds }) =>
    Array.from(offered.cells).flatMap((count, at) => {
      const day = days[Math.floor(at / offered.columns)] ?? '';
      const minute = (at % offered.columns) * intervalMinutes;
      const seconds = count > 0 && hasHandle ? handleSeconds?.cells[at] : undefined;
      return Number.isNaN(count) ? [] : wordsOf({ queue, day, minute, offered: count, seconds });
    }),
  );
}

test('a history that is written in any style is read back as it was', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async ({ isShuffled, ...plain }) => {
      const style = possible(plain.style, plain.file);
      const rows = plainRows({ ...plain, isShuffled, stepMinutes: style.stepMinutes });
      const written = messyTable(isShuffled && !style.hasGroups ? shuffled(rows) : rows, style);
      const source = tableOfBytes('messy', await messyFile(written, plain.file));
      const read = await readHistory({ source, zone: ZONE, intervalMinutes: style.stepMinutes });
      const hasHandle = style.layout === 'rows' || style.layout === 'groups-across';
      const told = rows.map((row) =>
        wordsOf({ ...row, seconds: row.offered > 0 && hasHandle ? row.seconds : undefined }),
      );
      expect(differences(told, readWords(read, hasHandle))).toEqual({ lost: [], strange: [] });
    }),
    RUNS,
  );
});

const RUNS = {
  numRuns: Number(process.env['MESSY_RUNS'] ?? 150),
  seed: Number(process.env['MESSY_SEED'] ?? 20_261_130),
};
