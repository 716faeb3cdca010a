import { utils, write, type BookType, type WorkBook } from '@e965/xlsx';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellText } from '../grid/cell.ts';
import type { Grid, GridRow } from '../grid/grid.ts';
import { openGrids, type GridChoices } from '../reading/open-grids.ts';
import { tableOfBytes } from '../table-source.ts';
import { RecordBytes } from './record-bytes.ts';

const gridsOf = (bytes: Uint8Array, choices: GridChoices = {}): Promise<readonly Grid[]> =>
  openGrids(tableOfBytes('export.xls', bytes), choices);

const written = (book: WorkBook, bookType: BookType, bookSST = true): Buffer =>
  Buffer.from(write(book, { bookType, type: 'buffer', bookSST }));

async function rowsOf(grid: Grid | undefined): Promise<readonly GridRow[]> {
  const rows: GridRow[] = [];
  if (grid !== undefined) for await (const portion of grid.rows()) rows.push(...portion);
  return rows;
}

const cellsOf = async (grid: Grid | undefined): Promise<readonly (readonly string[])[]> =>
  (await rowsOf(grid)).map(({ cells }) => cells.map(cellText));

function bookOf(sheets: Readonly<Record<string, readonly (readonly unknown[])[]>>): WorkBook {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  return book;
}

/** A number of a sheet with the format in which it is shown. */
const shown = (v: number, z: string): unknown => ({ t: 'n', v, z });

test('texts, numbers, dates, times, lengths of time, truths and merged cells of a workbook of before 2007', async () => {
  const book = bookOf({
    说明: [[]],
    话务: [
      ['话务日报'],
      ['日期', '时段', '进线量', '平均处理时长', 'ok'],
      [
        shown(46_085, 'yyyy/m/d'),
        shown(17 / 48, 'h:mm'),
        1050,
        shown(264 / 86_400, '[h]:mm:ss'),
        { t: 'b', v: true },
      ],
      [undefined, shown(46_085.375, 'yyyy-mm-dd hh:mm'), 12.5, -7, { t: 'e', v: 0x07 }],
    ],
    隐藏: [['x']],
  });
  const sheet = book.Sheets['话务'];
  if (sheet !== undefined) sheet['!merges'] = [utils.decode_range('A1:E1'), utils.decode_range('A3:A4')];
  book.Workbook = { Sheets: [{}, {}, { Hidden: 1 }] };
  const grids = await gridsOf(written(book, 'biff8'));
  expect(grids.map(({ found }) => found)).toEqual([
    { kind: 'workbook', form: 'xls', sheet: '话务', otherSheets: ['说明', '隐藏'] },
  ]);
  expect(await cellsOf(grids[0])).toEqual([
    ['话务日报'],
    ['日期', '时段', '进线量', '平均处理时长', 'ok'],
    ['2026-03-04', '08:30:00', '1050', '0:04:24', 'TRUE'],
    ['', '2026-03-04T09:00:00', '12.5', '-7', '#DIV/0!'],
  ]);
  expect(grids[0]?.merged).toEqual([
    { top: 1, bottom: 1, left: 0, right: 4 },
    { top: 3, bottom: 4, left: 0, right: 0 },
  ]);
  const [hidden] = await gridsOf(written(book, 'biff8'), { sheet: '隐藏' });
  expect(await cellsOf(hidden)).toEqual([['x']]);
  await expect(gridsOf(written(book, 'biff8'), { sheet: '四月' })).rejects.toThrow(
    'export.xls has no sheet 四月 with something in it: expected one of 说明, 话务, 隐藏',
  );
});

test('days from 1904 are those that everyone else counts', async () => {
  const book = bookOf({ one: [[shown(46_085 - 1462, 'yyyy-mm-dd'), shown(0.5, 'h:mm')]] });
  book.Workbook = { WBProps: { date1904: true } };
  expect(await cellsOf((await gridsOf(written(book, 'biff8')))[0])).toEqual([['2026-03-04', '12:00:00']]);
});

test('a table of texts that goes on through many records is whole', async () => {
  const rows = Array.from({ length: 3_000 }, (_, at) => [
    `队列 ${at}${'长'.repeat(at % 40)}`,
    at / 100,
    `plain ${at}`,
  ]);
  const [grid] = await gridsOf(written(bookOf({ one: rows }), 'biff8'));
  expect(await cellsOf(grid)).toEqual(rows.map((row) => row.map(String)));
});

const cell = fc.oneof(
  fc.stringMatching(/^[a-zé队列 ]{1,6}$/).filter((text) => text.trim() !== ''),
  fc.integer({ min: -1_000_000_000, max: 2_000_000_000 }),
  fc.integer({ min: 0, max: 100_000 }).map((cents) => cents / 100),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-5, max: 1e15 }),
);
const rowsOfCells = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });

test.each([true, false])(
  'what another program writes is read, its texts in one table or not (%s)',
  async (bookSST) => {
    await fc.assert(
      fc.asyncProperty(rowsOfCells, async (rows) => {
        const [grid] = await gridsOf(written(bookOf({ one: rows }), 'biff8', bookSST));
        const got = (await rowsOf(grid)).map(({ cells }) => cells);
        expect(got).toEqual(rows);
      }),
      { numRuns: 80 },
    );
  },
);

test.each([
  [1252, [0x4b, 0xf6, 0x6c, 0x6e], 'Köln'],
  [936, [0xb6, 0xd3, 0xc1, 0xd0], '队列'],
])('Excel 95 wrote bytes in a code page: %i', async (page, bytes, text) => {
  const book = written(bookOf({ one: [['abcd', 12]] }), 'biff5', false);
  Buffer.from(bytes).copy(book, book.indexOf('abcd'));
  const codePage = Buffer.from([0x42, 0, 2, 0]);
  book.writeUInt16LE(page, book.indexOf(codePage) + codePage.length);
  expect(await cellsOf((await gridsOf(book))[0])).toEqual([[text, '12']]);
});

test('a text that is cut between records says again how wide its characters are, and skips what is not text', () => {
  // "ab" in single bytes, then 队 in two, with one run of four bytes and three bytes of something else behind them.
  const first = Buffer.from([3, 0, 0b1100, 1, 0, 3, 0, 0, 0, 0x61, 0x62]);
  const second = Buffer.from([1, 0x1f, 0x96, 9, 9]);
  const third = Buffer.from([9, 9, 8, 8, 8, 7]);
  const bytes = new RecordBytes([first, second, third]);
  expect(bytes.text(2)).toBe('ab队');
  expect(bytes.byte()).toBe(7);
  expect(bytes.isAtEnd).toBe(true);
  expect(() => bytes.byte()).toThrow('a record of it is too short');
});

test('what is cut, damaged or no workbook is refused in words, never with a fault', async () => {
  const whole = written(bookOf({ one: [['a', 1]], two: [['b', 2]] }), 'biff8');
  await expect(gridsOf(whole.subarray(0, 700))).rejects.toThrow(
    /^cannot read export.xls, a workbook of before 2007 \(.xls\): .*; or save it as .xlsx or CSV$/,
  );
  await expect(gridsOf(Buffer.from([9, 0, 4, 0, 7, 0, 16, 0]))).rejects.toThrow('a sheet of Excel 2 to 4');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
      async (changes) => {
        const damaged = Buffer.from(whole);
        for (const [at, byte] of changes) damaged[at] = byte;
        const read = gridsOf(damaged).then((grids) => Promise.all(grids.map(cellsOf)));
        await read.catch((cause: unknown) => expect(Reflect.get(Object(cause), 'name')).toBe('FileFailure'));
      },
    ),
    { numRuns: 300 },
  );
});
