import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import readWorkbook, { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cellText } from '../grid/cell.ts';
import { openGrids } from '../reading/open-grids.ts';
import { tableSource } from '../table-source.ts';
import type { Cell, Table } from '../table.ts';
import { zipArchive } from '../workbook/zip-archive.ts';
import { openTableFile, writeTables } from './open-table-file.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-writing-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

const PLAN: Table = {
  name: 'plan',
  header: ['queue', 'start', 'day', 'end', 'required', 'service_level'],
  rows: [
    ['销售, "VIP"', '2026-03-04T08:30:00', '2026-03-04', '17:15', 12, { value: 0.8, decimals: 2 }],
    ['a\r\nb & <c>', '2026-03-04T09:00:00', undefined, '26:00', 0, undefined],
  ],
  stickyColumns: 2,
};

async function partOf(path: string, part: string): Promise<string> {
  const archive = await zipArchive(await tableSource(path));
  let text = '';
  for await (const piece of archive.textOf(part)) text += piece;
  return text;
}

test('what is called .xlsx is a workbook: dates are dates, numbers are numbers, headings are in two languages', async () => {
  await writeTables(at('plan.xlsx'), [PLAN]);
  const [header, first, second] = await readSheet(at('plan.xlsx'));
  expect(header).toEqual([
    'queue 队列',
    'start 开始',
    'day 日期',
    'end 结束',
    'required 需求人数',
    'service_level 预计服务水平',
  ]);
  expect(first?.[0]).toBe('销售, "VIP"');
  expect(new Date(Math.round(Number(first?.[1]) / 60_000) * 60_000)).toEqual(
    new Date('2026-03-04T08:30:00Z'),
  );
  expect(first?.[2]).toEqual(new Date('2026-03-04T00:00:00Z'));
  expect(first?.slice(4)).toEqual([12, 0.8]);
  expect(second?.[0]).toBe('a\r\nb & <c>');
});

test('a sheet can be worked with and printed: header and names stay in sight, filters, one page wide, the header on each page', async () => {
  await writeTables(at('print.xlsx'), [PLAN]);
  const sheet = await partOf(at('print.xlsx'), 'xl/worksheets/sheet1.xml');
  expect(sheet).toContain(
    '<pane xSplit="2" ySplit="1" topLeftCell="C2" activePane="bottomRight" state="frozen"/>',
  );
  expect(sheet).toContain(
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
  );
  expect(sheet).toContain('<pageSetUpPr fitToPage="1"/>');
  expect(sheet).toContain('<autoFilter ref="A1:F3"/>');
  const names = await partOf(at('print.xlsx'), 'xl/workbook.xml');
  expect(names).toContain(
    `<definedName name="_xlnm.Print_Titles" localSheetId="0">'plan 人力计划'!$1:$1</definedName>`,
  );
  // The elements of a sheet have an order, and a spreadsheet refuses any other.
  const order = [
    'sheetPr',
    'sheetViews',
    'sheetFormatPr',
    'cols',
    'sheetData',
    'autoFilter',
    'pageMargins',
    'pageSetup',
    'headerFooter',
  ];
  const places = order.map((name) => sheet.indexOf(`<${name}`));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places.every((place) => place > 0)).toBe(true);
});

test('a workbook is read back as it was written, by our own reader too', async () => {
  await writeTables(at('back.xlsx'), [PLAN]);
  const [grid] = await openGrids(await tableSource(at('back.xlsx')), {});
  const rows: (readonly string[])[] = [];
  if (grid !== undefined)
    for await (const portion of grid.rows()) rows.push(...portion.map(({ cells }) => cells.map(cellText)));
  expect(rows.slice(1)).toEqual([
    ['销售, "VIP"', '2026-03-04T08:30:00', '2026-03-04', '17:15:00', '12', '0.8'],
    ['a\r\nb & <c>', '2026-03-04T09:00:00', '', '26:00:00', '0'],
  ]);
});

const shaded = (name: string): Table => ({
  name,
  header: ['a'],
  rows: [['x'], ['y']],
  shades: new Map([['x', '#FFF2CC']]),
});

test('sheets have names of their own that a spreadsheet allows, and colours by what stands in them', async () => {
  const long = 'a name of a sheet that is longer than thirty-one characters';
  await writeTables(at('names.xlsx'), [
    shaded('a/b: [c]?'),
    shaded('A B  C'),
    shaded(long),
    shaded(long),
    shaded('roster'),
  ]);
  const sheets = await readWorkbook(at('names.xlsx'));
  expect(sheets.map(({ sheet }) => sheet)).toEqual([
    'a b   c',
    'A B  C',
    long.slice(0, 31),
    `${long.slice(0, 29)} 2`,
    'roster 班表',
  ]);
  const xml = await partOf(at('names.xlsx'), 'xl/worksheets/sheet1.xml');
  const [, x] = /r="A2"[^>]* s="(\d+)"/.exec(xml) ?? [];
  expect(await partOf(at('names.xlsx'), 'xl/styles.xml')).toContain('<fgColor rgb="FFFFF2CC"/>');
  expect(x).toBeDefined();
  expect(xml).toMatch(/<c r="A3" t="inlineStr"><is>/);
});

describe('CSV', () => {
  test('is UTF-8, with the mark of Excel where it is wanted, and quoted by the rules', async () => {
    await writeTables(at('plan.csv'), [PLAN]);
    await writeTables(at('excel.csv'), [PLAN], { isForExcel: true });
    const text = readFileSync(at('plan.csv'), 'utf8');
    expect(readFileSync(at('excel.csv'), 'utf8')).toBe(`\uFEFF${text}`);
    expect(parse(text)).toEqual([
      [...PLAN.header],
      ['销售, "VIP"', '2026-03-04T08:30:00', '2026-03-04', '17:15', '12', '0.80'],
      ['a\r\nb & <c>', '2026-03-04T09:00:00', '', '26:00', '0', ''],
    ]);
  });

  test('has room for one table: the first', async () => {
    await writeTables(at('one.csv'), [PLAN, { name: 'other', header: ['x'], rows: [] }]);
    expect(readFileSync(at('one.csv'), 'utf8').split('\n')[0]).toBe(PLAN.header.join(','));
  });
});

test.each(['plan.xls', 'plan.ods', 'plan.xlsb'])(
  '%s is refused, not written as something else',
  async (name) => {
    await expect(writeTables(at(name), [PLAN])).rejects.toThrow(
      `cannot write ${at(name)}: expected a name that ends in .xlsx, or in .csv`,
    );
  },
);

test('nothing is left of a file that was not finished, or that could not be written', async () => {
  for (const name of ['cut.xlsx', 'cut.csv']) {
    const file = openTableFile(at(name));
    await file.begin(PLAN);
    await file.add(PLAN.rows);
    await file.discard();
  }
  expect(readdirSync(folder).filter((name) => name.startsWith('cut'))).toEqual([]);
  await expect(writeTables(join(folder, 'no such folder', 'x.xlsx'), [PLAN])).rejects.toThrow(
    'no such file or folder',
  );
});

function* manyRows(): Iterable<readonly Cell[]> {
  for (let row = 0; row < 1_048_580; row += 1) yield [row];
}

test('more rows than a sheet has go on in the next one', async () => {
  const file = openTableFile(at('long.xlsx'));
  await file.begin({ name: 'forecast', header: ['n'] });
  await file.add(manyRows());
  await file.commit();
  const grids = await openGrids(await tableSource(at('long.xlsx')), {});
  const counts: number[] = [];
  let last: unknown;
  for (const grid of grids) {
    let count = 0;
    for await (const portion of grid.rows()) {
      count += portion.length;
      last = portion.at(-1)?.cells[0];
    }
    counts.push(count);
  }
  expect(counts).toEqual([1_048_576, 6]);
  expect(last).toBe(1_048_579);
}, 120_000);

test('any text and number comes back from a workbook and from CSV as another reader reads it', async () => {
  const text = fc.string({
    unit: fc.constantFrom(
      'a',
      'B',
      ' ',
      ',',
      '"',
      '&',
      '<',
      '>',
      "'",
      '\n',
      '\t',
      '销',
      'é',
      '_x0041_',
      '\u0007',
      '=',
      '😀',
    ),
    minLength: 1,
    maxLength: 6,
  });
  const cell = fc.oneof(
    text.filter((one) => one.trim() === one),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
    fc.constant(undefined),
  );
  // Another reader leaves blank rows out.
  const filled = fc
    .array(cell, { minLength: 3, maxLength: 3 })
    .filter((cells) => cells.some((one) => one !== undefined));
  const rows = fc.array(filled, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      const table: Table = { name: 't', header: ['k1', 'k2', 'k3'], rows: cells };
      await writeTables(at('any.xlsx'), [table]);
      const [, ...read] = await readSheet(at('any.xlsx'), { trim: false });
      expect(read.map((row) => [0, 1, 2].map((column) => row[column] ?? undefined))).toEqual(cells);
      await writeTables(at('any.csv'), [table]);
      const [, ...lines]: string[][] = parse(readFileSync(at('any.csv'), 'utf8'));
      expect(lines).toEqual(cells.map((row) => row.map((one) => (one === undefined ? '' : String(one)))));
    }),
    { numRuns: 60 },
  );
});
