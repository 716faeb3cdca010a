import { read as readSheets, utils, write } from '@e965/xlsx';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Grid } from '../grid/grid.ts';
import { cellsOf, rowsOf } from '../grid/testing/read-grid.ts';
import { openGrids, type GridChoices } from '../reading/open-grids.ts';
import { tableOfBytes } from '../table-source.ts';

const gridsOf = (bytes: Uint8Array | string, choices: GridChoices = {}): Promise<readonly Grid[]> =>
  openGrids(tableOfBytes('export.xls', typeof bytes === 'string' ? Buffer.from(bytes) : bytes), choices);

/** 队列,进线量 / 销售,12 in GBK, between tags. */
const gbk = (text: string): Buffer =>
  Buffer.concat(
    text.split(/([\u4e00-\u9fff]+)/).map((part) => {
      const bytes = GBK.get(part);
      return bytes === undefined ? Buffer.from(part) : Buffer.from(bytes);
    }),
  );
const GBK: ReadonlyMap<string, readonly number[]> = new Map([
  ['队列', [0xb6, 0xd3, 0xc1, 0xd0]],
  ['进线量', [0xbd, 0xf8, 0xcf, 0xdf, 0xc1, 0xbf]],
  ['销售', [0xcf, 0xfa, 0xca, 0xdb]],
]);

test('a page that a program calls a workbook is read, in the encoding of its bytes, whatever it says itself', async () => {
  const page =
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><style>td{mso-number-format:"\\@"}</style></head><body><table border=1><tr><td>队列<td>进线量<tr><td>销售<td>12</table></body></html>';
  const [grid, ...others] = await gridsOf(gbk(page));
  expect(others).toEqual([]);
  expect(grid?.found).toEqual({
    kind: 'web-page',
    encoding: { name: 'gb18030', because: 'common-characters' },
    table: '1',
    otherTables: [],
  });
  expect(await rowsOf(grid)).toEqual([
    { line: 1, cells: ['队列', '进线量'] },
    { line: 2, cells: ['销售', '12'] },
  ]);
});

test('what a page says of its encoding counts where its bytes may be several', async () => {
  const russian = Buffer.concat([
    Buffer.from('<meta charset="windows-1251"><table><tr><td>'),
    Buffer.from([0xc4, 0xe0, 0xf2, 0xe0]),
    Buffer.from('</td></tr></table>'),
  ]);
  const [grid] = await gridsOf(russian);
  expect(grid?.found).toMatchObject({ encoding: { name: 'windows-1251', because: 'told-by-file' } });
  expect(await cellsOf(grid)).toEqual([['Дата']]);
});

test('UTF-16 is read too', async () => {
  const [grid] = await gridsOf(Buffer.from('\uFEFF<table><tr><th>队列</th></tr></table>', 'utf16le'));
  expect(await cellsOf(grid)).toEqual([['队列']]);
});

test('spans are merged cells, and cells of rows below stand beside them', async () => {
  const [grid] = await gridsOf(
    `<!DOCTYPE html><body><table>
       <tr><td colspan="3">话务日报</td></tr>
       <tr><th>日期</th><th>时段</th><th>进线<br>量</th></tr>
       <tr><td rowspan=2>2026-03-04</td><td>08:00&nbsp;</td><td> 1,050 </td></tr>
       <tr><td>08:30</td><td>&#x35;</td></tr>
       <tr><td>2026-03-05<td><script>x</script>08:00<td>7
     </table>`,
  );
  expect(grid?.merged).toEqual([
    { top: 1, bottom: 1, left: 0, right: 2 },
    { top: 3, bottom: 4, left: 0, right: 0 },
  ]);
  expect(await cellsOf(grid)).toEqual([
    ['话务日报', '', ''],
    ['日期', '时段', '进线\n量'],
    ['2026-03-04', '08:00', '1,050'],
    ['', '08:30', '5'],
    ['2026-03-05', '08:00', '7'],
  ]);
});

test('of tables in tables each has its own cells, those without any are left out, and --sheet takes one', async () => {
  const page =
    '<div><table><tr><td>menu<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table><table></table><table><tr><td>foot</td></tr></table></div>';
  const grids = await gridsOf(page);
  expect(await Promise.all(grids.map(cellsOf))).toEqual([
    [['menu']],
    [
      ['a', 'b'],
      ['1', '2'],
    ],
    [['foot']],
  ]);
  expect(grids[1]?.found).toMatchObject({ table: '2', otherTables: ['1', '4'] });
  const [second] = await gridsOf(page, { sheet: '2' });
  expect(second?.found).toMatchObject({ table: '2' });
  await expect(gridsOf(page, { sheet: '3' })).rejects.toThrow(
    'export.xls has no table 3 with something in it: expected one of 1, 2, 4',
  );
});

test.each([
  [
    'a page to sign in',
    '<!doctype html><html><head><title>登录 - 话务平台</title></head><body>…</body></html>',
    'is a web page without a table in it, called 登录 - 话务平台: is it a page to sign in? Export the table again',
  ],
  ['a web archive', 'MIME-Version: 1.0\nContent-Type: multipart/related\n', 'is a web archive (.mht)'],
  ['a cell without end', `<table><tr><td>${'x'.repeat(40_000)}`, 'a cell in row 1 has 40000 characters'],
  ['too many columns', `<table><tr><td colspan=20000>`, 'more than 16384 columns in row 1'],
  ['tables without end', '<table><tr><td>'.repeat(40), 'more than 32 tables in each other'],
])('%s is refused in words', async (_, page, said) => {
  await expect(gridsOf(page)).rejects.toThrow(said);
});

test('a text that is called .xls is a text', async () => {
  const [grid] = await gridsOf('a\tb\n1\t2\n');
  expect(grid?.found).toMatchObject({ kind: 'text', separator: '\t' });
});

const XML = `<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Worksheet ss:Name="说明"><Table/></Worksheet>
 <Worksheet ss:Name="三月"><Table>
  <Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="String">日报 &amp; 周报</Data></Cell><Cell><Data ss:Type="String">x</Data></Cell></Row>
  <Row><Cell ss:MergeDown="1"><Data ss:Type="DateTime">2026-03-04T00:00:00.000</Data></Cell><Cell><Data ss:Type="DateTime">1899-12-31T08:30:00.000</Data></Cell><Cell ss:Index="4"><Data ss:Type="Number">46.5</Data></Cell></Row>
  <Row><Cell ss:Index="2"><Data ss:Type="DateTime">1900-01-01T01:00:00.000</Data></Cell><Cell><Data ss:Type="DateTime">2026-03-04T09:00:00.000</Data></Cell></Row>
 </Table></Worksheet>
</Workbook>`;

test('a workbook in XML has numbers, dates, times, lengths of time and merged cells', async () => {
  const grids = await gridsOf(XML);
  expect(grids.map(({ found }) => found)).toEqual([
    { kind: 'workbook', form: 'xml', sheet: '三月', otherSheets: [] },
  ]);
  expect(grids[0]?.merged).toEqual([
    { top: 3, bottom: 3, left: 0, right: 1 },
    { top: 4, bottom: 5, left: 0, right: 0 },
  ]);
  expect((await rowsOf(grids[0])).map(({ line }) => line)).toEqual([3, 4, 5]);
  expect(await cellsOf(grids[0])).toEqual([
    ['日报 & 周报', '', 'x'],
    ['2026-03-04', '08:30:00', '', '46.5'],
    ['', '25:00:00', '2026-03-04T09:00:00'],
  ]);
});

const texts = fc.array(
  fc.array(fc.stringMatching(/^[a-z队列&<>"' ]{0,5}$/), { minLength: 1, maxLength: 4 }),
  {
    minLength: 1,
    maxLength: 6,
  },
);

// The other program drops columns on the left that are empty: none is.
test.each(['html', 'xlml'] as const)(
  'what another program writes as %s is read as that program reads it',
  async (bookType) => {
    await fc.assert(
      fc.asyncProperty(texts, async (rows) => {
        const book = utils.book_new();
        utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => ['x', ...row])), 'one');
        const bytes = Buffer.from(write(book, { bookType, type: 'buffer' }));
        const sheet =
          readSheets(bytes, { type: 'buffer' }).Sheets['one'] ?? Object.values(readSheets(bytes).Sheets)[0];
        const known: string[][] =
          sheet === undefined ? [] : utils.sheet_to_json(sheet, { header: 1, defval: '', raw: false });
        const wanted = known
          .map((row) => row.map((cell) => cell.replaceAll(/\s+/g, ' ').trim()))
          .filter((row) => row.some((cell) => cell !== ''));
        const [grid] = wanted.length === 0 ? [] : await gridsOf(bytes);
        const got = (await cellsOf(grid)).map((row) =>
          wanted[0]?.map((_, at) => (row[at] ?? '').replaceAll(/\s+/g, ' ')),
        );
        expect(got).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  },
);
