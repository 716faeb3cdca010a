import { describe, expect, test } from 'vitest';
import {
  rawWorkbook,
  type RawSheet,
  type RawWorkbook,
} from '../../../files/workbook/testing/raw-workbook.ts';
import { read, told } from './testing/read-text.ts';

/** 0: a number; 1: a day; 2: hours and minutes; 3: both; 4: minutes and seconds; 5: day and month in Chinese; 6: hours, minutes and seconds. */
const STYLES =
  '<numFmts><numFmt numFmtId="170" formatCode="[mm]:ss"/><numFmt numFmtId="171" formatCode="m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="172" formatCode="[h]:mm:ss"/></numFmts>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="22"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs>';

type Value = string | number | readonly [serial: number, style: number];

/** Rows of cells as XML: texts, numbers, and numbers with a style. */
function rowsXml(rows: readonly (readonly Value[])[]): string {
  const xml = rows.map(
    (row, at) =>
      `<row r="${at + 1}">${row.map((value, column) => cellXml(value, `${String.fromCharCode(65 + column)}${at + 1}`)).join('')}</row>`,
  );
  return `<sheetData>${xml.join('')}</sheetData>`;
}

function cellXml(value: Value, ref: string): string {
  if (value === '') return '';
  if (typeof value === 'string') return `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const [serial, style] = typeof value === 'number' ? [value, 0] : value;
  return `<c r="${ref}" s="${style}"><v>${serial}</v></c>`;
}

const merged = (...refs: readonly string[]): string =>
  `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;

const bookOf = (sheets: readonly RawSheet[], more: Partial<RawWorkbook> = {}): Promise<Buffer> =>
  rawWorkbook({ styles: STYLES, sheets, ...more });

const oneSheet = (rows: readonly (readonly Value[])[], more = ''): Promise<Buffer> =>
  bookOf([{ xml: rowsXml(rows) + more }]);

/** 2026-03-04, and the half hours 8:00 and 8:30 as no program writes them exactly. */
const DAY = 46_085;
const EIGHT = 0.333333333333333;
const HALF_PAST = 0.354166666666667;
const EXPECTED = { 'bank 03-04 08:00': '5 × 264 s', 'bank 03-04 08:30': '7 × 90 s' };

describe('dates and times of a sheet are what it shows, however it keeps them:', () => {
  test.each<[string, readonly (readonly Value[])[]]>([
    [
      'date and time in one cell',
      [
        ['queue', 'start', 'offered', 'handle_seconds'],
        ['bank', [DAY + EIGHT, 3], 5, 264],
        ['bank', [DAY + HALF_PAST, 3], 7, 90],
      ],
    ],
    [
      'in two cells',
      [
        ['queue', 'Date', 'Time', 'offered', 'AHT'],
        ['bank', [DAY, 1], [EIGHT, 2], 5, [264 / 86_400, 4]],
        ['bank', [DAY, 1], [HALF_PAST, 2], 7, [90 / 86_400, 4]],
      ],
    ],
    [
      'the day in both',
      [
        ['queue', 'Date', 'Time', 'offered', 'AHT'],
        ['bank', [DAY, 1], [DAY + EIGHT, 2], 5, [264 / 86_400, 6]],
        ['bank', [DAY, 1], [DAY + HALF_PAST, 2], 7, [90 / 86_400, 6]],
      ],
    ],
    [
      'a second early',
      [
        ['queue', 'start', 'offered', 'handle_seconds'],
        ['bank', [DAY + (8 * 3600 - 1) / 86_400, 3], 5, 264],
        ['bank', [DAY + (8.5 * 3600 - 1) / 86_400, 3], 7, 90],
      ],
    ],
    [
      'as numbers without a format',
      [
        ['queue', 'start', 'offered', 'handle_seconds'],
        ['bank', DAY + EIGHT, 5, 264],
        ['bank', DAY + HALF_PAST, 7, 90],
      ],
    ],
    [
      'as a Chinese day',
      [
        ['技能组', '日期', '时段', '进线量', '平均处理时长'],
        ['bank', [DAY, 5], '08:00-08:30', 5, '4:24'],
        ['bank', [DAY, 5], '08:30-09:00', 7, '1:30'],
      ],
    ],
    [
      'as texts',
      [
        ['queue', 'Date', 'Time', 'offered', 'AHT'],
        ['bank', '2026/3/4', '上午 8:00', '5', '4分24秒'],
        ['bank', '2026/3/4', '上午 8:30', '7', '1分30秒'],
      ],
    ],
    [
      'lengths of time that were typed as hours',
      [
        ['queue', 'Date', 'Time', 'offered', 'AHT'],
        ['bank', [DAY, 1], [EIGHT, 2], 5, [264 / 1440, 2]],
        ['bank', [DAY, 1], [HALF_PAST, 2], 7, [90 / 1440, 2]],
      ],
    ],
    [
      'days across',
      [
        ['queue', 'Time', [DAY, 1], [DAY + 1, 1]],
        ['bank', [EIGHT, 2], 5, ''],
        ['bank', [HALF_PAST, 2], 7, ''],
      ],
    ],
    [
      'times across',
      [
        ['queue', 'Date', [EIGHT, 2], [HALF_PAST, 2]],
        ['bank', [DAY, 1], 5, 7],
      ],
    ],
  ])('%s', async (_, rows) => {
    const isWide = rows[0]?.some((cell) => typeof cell === 'object');
    const expected = isWide ? { 'bank 03-04 08:00': '5', 'bank 03-04 08:30': '7' } : EXPECTED;
    expect(told(await read(await oneSheet(rows)))).toEqual(expected);
  });

  test('counted from 1904', async () => {
    const rows: readonly (readonly Value[])[] = [
      ['queue', 'start', 'offered'],
      ['bank', [DAY - 1462 + EIGHT, 3], 5],
    ];
    const bytes = await bookOf([{ xml: rowsXml(rows) }], { properties: '<workbookPr date1904="true"/>' });
    expect(told(await read(bytes))).toEqual({ 'bank 03-04 08:00': '5' });
  });
});

describe('merged cells hold for all that they cover:', () => {
  const head: readonly Value[] = ['Split/Skill', 'Date', 'Time', 'Calls Offered', 'AHT'];
  const first: readonly Value[] = ['bank', [DAY, 1], [EIGHT, 2], 5, 264];

  test.each<[string, readonly (readonly Value[])[], readonly string[]]>([
    ['the name', [head, first, ['', [DAY, 1], [HALF_PAST, 2], 7, 90]], ['A2:A3']],
    ['the day', [head, first, ['bank', '', [HALF_PAST, 2], 7, 90]], ['B2:B3']],
    ['both', [head, first, ['', '', [HALF_PAST, 2], 7, 90]], ['A2:A3', 'B2:B3']],
    [
      'a title and when it was printed',
      [
        ['Interval Report', '', '', '', ''],
        ['Printed 03/05/2026', '', '', '', ''],
        head,
        first,
        ['', '', [HALF_PAST, 2], 7, 90],
      ],
      ['A1:E1', 'A2:E2', 'A4:A5', 'B4:B5'],
    ],
    [
      'a total below',
      [head, first, ['', '', [HALF_PAST, 2], 7, 90], ['Total', '', '', 12, '']],
      ['A2:A3', 'B2:B3', 'A4:C4'],
    ],
    [
      'a total within',
      [head, first, ['bank 小计', '', '', 5, ''], ['bank', [DAY, 1], [HALF_PAST, 2], 7, 90]],
      ['A3:C3'],
    ],
    [
      'a heading of two rows',
      [
        ['Split/Skill', 'Date', 'Time', 'Calls', 'AHT'],
        ['', '', '', 'Offered', ''],
        first,
        ['', '', [HALF_PAST, 2], 7, 90],
      ],
      ['A1:A2', 'B1:B2', 'C1:C2', 'E1:E2', 'A3:A4', 'B3:B4'],
    ],
    [
      'nothing but a note at the end',
      [head, first, ['', '', [HALF_PAST, 2], 7, 90], ['* without call-backs', '', '', '', '']],
      ['A2:A3', 'B2:B3', 'A4:E4'],
    ],
    ['no cells, but empty ones stand below the name', [head, first, ['', '', [HALF_PAST, 2], 7, 90]], []],
  ])('%s', async (_, rows, refs) => {
    expect(told(await read(await oneSheet(rows, refs.length === 0 ? '' : merged(...refs))))).toEqual(
      EXPECTED,
    );
  });

  test('queues above the columns of their measures', async () => {
    const rows: readonly (readonly Value[])[] = [
      ['Weekly report', '', '', '', '', ''],
      ['Date', 'Time', 'bank', '', 'cards', ''],
      ['', '', 'Offered', 'AHT', 'Offered', 'AHT'],
      [[DAY, 1], [EIGHT, 2], 5, 264, 9, 60],
    ];
    const bytes = await oneSheet(rows, merged('A1:F1', 'A2:A3', 'B2:B3', 'C2:D2', 'E2:F2'));
    expect(told(await read(bytes))).toEqual({
      'bank 03-04 08:00': '5 × 264 s',
      'cards 03-04 08:00': '9 × 60 s',
    });
  });
});

/** A day of one queue. */
const sheetOf = (name: string, day: number, count: number): RawSheet => ({
  name,
  xml: rowsXml([
    ['Date', 'Time', 'Calls Offered'],
    [[day, 1], [EIGHT, 2], count],
  ]),
});

describe('several sheets:', () => {
  test('all months are one history, and the sheet of a mistake is named', async () => {
    const sheets = [
      sheetOf('2026-03', DAY, 5),
      { name: '说明', xml: rowsXml([['made by hand']]) },
      sheetOf('2026-04', DAY + 30, 7),
    ];
    const history = await read(await bookOf(sheets), { sheet: '*' });
    expect(told(history)).toEqual({ 'h 03-04 08:00': '5', 'h 04-03 08:00': '7' });
    expect(history.reading.format).toEqual({
      kind: 'workbook',
      sheet: '2026-03, 2026-04',
      otherSheets: ['说明'],
    });
    await expect(
      read(await bookOf([...sheets, sheetOf('2026-05', DAY + 60, -1)]), { sheet: '*' }),
    ).rejects.toThrow('h.csv, sheet 2026-05, line 2: Calls Offered must be a whole number from 0, got -1');
  });

  test('sheets that are called by queues are queues', async () => {
    const history = await read(await bookOf([sheetOf('bank', DAY, 5), sheetOf('cards', DAY, 7)]), {
      sheet: '*',
    });
    expect(told(history)).toEqual({ 'bank 03-04 08:00': '5', 'cards 03-04 08:00': '7' });
  });
});
