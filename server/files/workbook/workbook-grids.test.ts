import { describe, expect, test } from 'vitest';
import { cellText } from '../grid/cell.ts';
import type { Grid } from '../grid/grid.ts';
import { openGrids } from '../reading/open-grids.ts';
import { tableOfBytes } from '../table-source.ts';
import { shownBy } from './number-formats.ts';
import { rawWorkbook, zipped, type RawWorkbook } from './testing/raw-workbook.ts';

async function gridsOf(workbook: RawWorkbook, sheet?: string): Promise<readonly Grid[]> {
  const source = tableOfBytes('w.xlsx', await rawWorkbook(workbook));
  return openGrids(source, sheet === undefined ? {} : { sheet });
}

async function textsOf(grid: Grid | undefined): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  if (grid !== undefined)
    for await (const portion of grid.rows()) rows.push(...portion.map(({ cells }) => cells.map(cellText)));
  return rows;
}

const STYLES =
  '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[mm]:ss"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="22"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="165"/></cellXfs>';

const cell = (ref: string, value: number, style = 0): string =>
  `<c r="${ref}" s="${style}"><v>${value}</v></c>`;

test('every half hour of a day is read as it is shown, though few can be written exactly', async () => {
  const cells = Array.from(
    { length: 48 },
    (_, at) => `<row r="${at + 1}">${cell(`A${at + 1}`, 46_146 + at / 48, 1)}</row>`,
  );
  const [grid] = await gridsOf({
    styles: STYLES,
    sheets: [{ xml: `<sheetData>${cells.join('')}</sheetData>` }],
  });
  const texts = await textsOf(grid);
  expect(texts.flat()).toEqual(
    Array.from(
      { length: 48 },
      (_, at) => `2026-05-04T${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 === 0 ? '00' : '30'}:00`,
    ),
  );
});

test('numbers show what their format says: a day, a time, a length of time, or a number', async () => {
  const row =
    cell('A1', 46_146, 2) +
    cell('B1', 0.354166666666667, 3) +
    cell('C1', 264 / 86_400, 4) +
    cell('D1', 46_146);
  const [grid] = await gridsOf({
    styles: STYLES,
    sheets: [{ xml: `<sheetData><row r="1">${row}</row></sheetData>` }],
  });
  expect(await textsOf(grid)).toEqual([['2026-05-04', '08:30:00', '0:04:24', '46146']]);
});

test('days of an old Macintosh are counted from 1904', async () => {
  const row = cell('A1', 46_146 - 1462, 2) + cell('B1', 0.5, 3);
  const [grid] = await gridsOf({
    styles: STYLES,
    properties: '<workbookPr date1904="1"/>',
    sheets: [{ xml: `<sheetData><row r="1">${row}</row></sheetData>` }],
  });
  expect(await textsOf(grid)).toEqual([['2026-05-04', '12:00:00']]);
});

test('texts are shared, written in the cell or computed; parts of them may be coloured, and how they sound is left out', async () => {
  const sharedStrings =
    '<si><t>销售</t></si><si><r><t>A &amp; </t></r><r><rPr/><t xml:space="preserve">B</t></r><rPh><t>ei</t></rPh></si><si><t>x_x000D_y</t></si>';
  const row =
    '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>' +
    '<c r="D1" t="inlineStr"><is><t>in &lt;it&gt;</t></is></c><c r="E1" t="str"><f>A1&amp;"x"</f><v>formula</v></c><c r="G1" t="b"><v>1</v></c>';
  const [grid] = await gridsOf({
    sharedStrings,
    sheets: [{ xml: `<sheetData><row r="1">${row}</row></sheetData>` }],
  });
  expect(await textsOf(grid)).toEqual([['销售', 'A & B', 'x\ry', 'in <it>', 'formula', '', 'TRUE']]);
});

test('names may have a prefix, cells no reference, and comments stand anywhere', async () => {
  const xml =
    '<x:sheetData><!-- > <c> --><x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData>';
  const [grid] = await gridsOf({ prefix: 'x:', sheets: [{ xml }] });
  expect(await textsOf(grid)).toEqual([['1', '2']]);
});

test('sheets that are shown and have something in them are read; merged cells and the other sheets are told', async () => {
  const filled = `<sheetData><row r="2">${cell('A2', 5)}</row></sheetData><mergeCells><mergeCell ref="A2:B4"/></mergeCells>`;
  const workbook: RawWorkbook = {
    sheets: [
      { name: 'Notes', xml: '<sheetData/>' },
      { name: 'Secret', state: 'hidden', xml: filled },
      { name: 'Jan', xml: filled },
      { name: 'Feb', xml: filled },
    ],
  };
  const grids = await gridsOf(workbook);
  expect(grids.map(({ found }) => found.kind === 'workbook' && found.sheet)).toEqual(['Jan', 'Feb']);
  expect(grids[0]?.found).toMatchObject({ otherSheets: ['Notes', 'Secret', 'Feb'] });
  expect(grids[0]?.merged).toEqual([{ top: 2, bottom: 4, left: 0, right: 1 }]);
  expect(await gridsOf(workbook, ' secret ')).toHaveLength(1);
  await expect(gridsOf(workbook, 'March')).rejects.toThrow(
    'w.xlsx has no sheet March with something in it: expected one of Notes, Secret, Jan, Feb',
  );
});

describe('what is no workbook of cells is refused in words:', () => {
  test.each([
    [
      'an old workbook',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]),
      /a workbook of before 2007 \(\.xls\) or another document/,
    ],
    ['a PDF', Buffer.from('%PDF-1.7'), /is a PDF/],
    [
      'a zip archive of something else',
      zipped([['photo.jpg', 'x']]),
      /zip archive without a workbook in it \(photo\.jpg\)/,
    ],
    ['a binary workbook', zipped([['xl/workbook.bin', 'x']]), /binary workbook \(\.xlsb\)/],
    ['an OpenDocument sheet', zipped([['content.xml', 'x']]), /OpenDocument sheet/],
    [
      'a workbook that was cut off',
      rawWorkbook({ sheets: [{ xml: '<sheetData/>' }] }).then((all) => all.subarray(0, 300)),
      /w\.xlsx/,
    ],
  ])('%s', async (_, bytes, said) => {
    await expect(openGrids(tableOfBytes('w.xlsx', await bytes), {})).rejects.toThrow(said);
  });

  test('entities that grow without bound', async () => {
    const bomb = zipped([
      ['xl/workbook.xml', '<!DOCTYPE a [<!ENTITY b "bbbb">]><workbook/>'],
      ['xl/_rels/workbook.xml.rels', '<Relationships/>'],
    ]);
    await expect(openGrids(tableOfBytes('w.xlsx', await bomb), {})).rejects.toThrow(
      'xl/workbook.xml: the XML has a document type',
    );
  });

  test('a cell far outside of any sheet, and one that is longer than cells can be', async () => {
    const far = gridsOf({
      sheets: [{ xml: '<sheetData><row r="1"><c r="ZZZZZ1"><v>1</v></c></row></sheetData>' }],
    });
    await expect(far).rejects.toThrow(/expected at most 16384 columns/);
    const long = gridsOf({
      sheets: [
        { xml: `<sheetData><row r="1"><c r="A1" t="str"><v>${'x'.repeat(40_000)}</v></c></row></sheetData>` },
      ],
    });
    await expect(long).rejects.toThrow(/a cell has 40000 characters, expected at most 32767/);
  });

  test('a part whose bytes were changed', async () => {
    const bytes = await rawWorkbook({
      sheets: [{ xml: `<sheetData><row r="1">${cell('A1', 5)}</row></sheetData>` }],
    });
    const at = bytes.indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length + 10;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await expect(
      openGrids(tableOfBytes('w.xlsx', bytes), {}).then(([grid]) => textsOf(grid)),
    ).rejects.toThrow(/w\.xlsx is damaged: xl\/worksheets\/sheet1\.xml/);
  });
});

test.each([
  ['yyyy-mm-dd h:mm', 'day-time'],
  ['[$-804]yyyy"年"m"月"d"日";@', 'day'],
  ['[$-F400]h:mm:ss\\ AM/PM', 'time'],
  ['上午/下午h"时"mm"分"', 'time'],
  ['mmm', 'day'],
  ['mm:ss.0', 'duration'],
  ['[h]:mm:ss', 'duration'],
  ['0.0%', undefined],
  ['#,##0.00 "DM"', undefined],
  ['[Red]-#,##0', undefined],
  ['General', undefined],
  ['@', undefined],
])('the format %s shows %s', (code, shows) => {
  expect(shownBy(170, code)).toBe(shows);
});
