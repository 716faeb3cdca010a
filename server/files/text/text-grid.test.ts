import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Grid } from '../grid/grid.ts';
import { tableOfBytes } from '../table-source.ts';
import { textGrid, type TextChoices } from './text-grid.ts';

async function gridOf(bytes: Uint8Array | string, choices: TextChoices = {}): Promise<Grid> {
  return textGrid(tableOfBytes('t.csv', typeof bytes === 'string' ? Buffer.from(bytes) : bytes), choices);
}

async function rowsOf(grid: Grid): Promise<readonly (readonly unknown[])[]> {
  const rows: (readonly unknown[])[] = [];
  for await (const portion of grid.rows()) rows.push(...portion.map(({ cells }) => cells));
  return rows;
}

/** 队列,进线量 / 销售,12 in GBK. */
const GBK = Buffer.from([
  0xb6, 0xd3, 0xc1, 0xd0, 0x2c, 0xbd, 0xf8, 0xcf, 0xdf, 0xc1, 0xbf, 0x0a, 0xcf, 0xfa, 0xca, 0xdb, 0x2c, 0x31,
  0x32, 0x0a,
]);
const CHINESE = [
  ['队列', '进线量'],
  ['销售', '12'],
];
const wide = (text: string, order: 'le' | 'be'): Buffer =>
  order === 'le' ? Buffer.from(text, 'utf16le') : Buffer.from(text, 'utf16le').swap16();

test.each([
  ['UTF-8', Buffer.from('队列,进线量\n销售,12\n'), 'utf-8', 'strictly-valid'],
  ['UTF-8 with a mark', Buffer.from('\uFEFF队列,进线量\n销售,12\n'), 'utf-8', 'byte-order-mark'],
  ['GBK', GBK, 'gb18030', 'common-characters'],
  ['UTF-16 with a mark', wide('\uFEFF队列,进线量\n销售,12\n', 'le'), 'utf-16le', 'byte-order-mark'],
  ['UTF-16, the other way round', wide('\uFEFF队列,进线量\n销售,12\n', 'be'), 'utf-16be', 'byte-order-mark'],
  ['UTF-16 without a mark', wide('队列,进线量\n销售,12\n', 'le'), 'utf-16le', 'zeros-between'],
])('%s is found', async (_, bytes, name, because) => {
  const grid = await gridOf(bytes);
  expect(grid.found).toMatchObject({ encoding: { name, because }, separator: ',' });
  expect(await rowsOf(grid)).toEqual(CHINESE);
});

test('accented letters within words are Windows-1252, and GB18030 is not seen in them', async () => {
  const text = 'Warteschlange;Größe;Überlauf\nMünchen;12;3\nKöln;13;4\n';
  const grid = await gridOf(Buffer.from(text, 'latin1'));
  expect(grid.found).toMatchObject({
    encoding: { name: 'windows-1252', because: 'accented-letters' },
    separator: ';',
  });
  expect(await rowsOf(grid)).toEqual([
    ['Warteschlange', 'Größe', 'Überlauf'],
    ['München', '12', '3'],
    ['Köln', '13', '4'],
  ]);
});

test('letters and digits only need no encoding', async () => {
  expect((await gridOf('a,b\n1,2\n')).found).toMatchObject({ encoding: { because: 'only-ascii' } });
});

test('what could be two encodings is asked, with what each would read', async () => {
  // Дата in Windows-1251.
  const bytes = Buffer.from([0xc4, 0xe0, 0xf2, 0xe0, 0x2c, 0x31, 0x0a]);
  await expect(gridOf(bytes)).rejects.toThrow(
    /line 1: is not UTF-8.*--encoding gb18030 reads ".*--encoding windows-1252 reads/,
  );
  expect(await rowsOf(await gridOf(bytes, { encoding: 'windows-1251' }))).toEqual([['Дата', '1']]);
});

test.each([
  [
    'UTF-8 is said of GBK',
    GBK,
    'utf-8',
    /line 1: is not UTF-8: byte 1 of the line is 0xB6, .* common Chinese characters it looks like GB18030, which reads "队列,进线量"/,
  ],
  [
    'UTF-8 is said of Windows-1252',
    Buffer.from('a;b\nKöln;1\n', 'latin1'),
    'utf8',
    /line 2: .* byte 2 of the line is 0xF6, .* accented letters it looks like WINDOWS-1252, which reads "Köln;1"/,
  ],
  [
    'UTF-8 is said of what was damaged',
    Buffer.from([...Buffer.from('队列,进线量,销售\n队'), 0xff, 0x0a]),
    'utf-8',
    /line 2: is not UTF-8: byte 4 of the line is 0xFF, .*damaged characters/,
  ],
  ['GBK is said of UTF-8', Buffer.from('队列,进线量\n'), 'gbk', /is UTF-8, .* leave --encoding gbk out/],
])('where %s, what the bytes show is told', async (_, bytes, encoding, said) => {
  await expect(gridOf(bytes, { encoding })).rejects.toThrow(said);
});

test.each([
  [
    'damaged UTF-8',
    Buffer.from([...Buffer.from('队列,进线量,销售\n'), 0xff, 0x0a]),
    /line 2: is UTF-8 with damaged characters/,
  ],
  ['a lost character', Buffer.from('queue,n\n\uFFFD\uFFFD,1\n'), /line 2: has a character that was lost/],
  ['zero bytes', Buffer.from([0x61, 0, 0, 0x62, 0x0a]), /has zero bytes/],
  ['a quote without end', Buffer.from('a,b\n"c,1\nd,2\n'), /line 2: a quote is opened and never closed/],
])('%s is refused in words', async (_, bytes, said) => {
  await expect(gridOf(bytes).then(rowsOf)).rejects.toThrow(said);
});

test('GB18030 that was cut within a character is refused with the line', async () => {
  await expect(gridOf(GBK.subarray(0, 15), { encoding: 'gbk' }).then(rowsOf)).rejects.toThrow(
    /character that is none in gbk/,
  );
});

test.each([
  [',', 'a,b,c\n1,2,3\n4,5,6\n'],
  [';', 'a;b;c\n1,5;2;3\n4,5;5;6\n'],
  ['\t', 'a\tb, c\td\n1\t2\t3\n'],
  ['|', 'a|b|c\n1|2|3\n'],
  [';', 'sep=;\na;b\n1,5;2,5\n'],
  [';', 'Report of a, b, c and d\n\na;b;c\n1;2;3\n4;5;6\n'],
])('%j separates %j', async (separator, text) => {
  expect((await gridOf(text)).found).toMatchObject({ separator });
});

test('rows know their lines, blank rows are left out, and quoted fields may have anything in them', async () => {
  const grid = await gridOf('sep=,\r\n\r\na,b\r\n"x\r\ny, ""z""",1\r\n,,\r\n="0012",2,\r\n5" screen,3\r\n');
  const rows = [];
  for await (const portion of grid.rows()) rows.push(...portion);
  expect(rows).toEqual([
    { line: 3, cells: ['a', 'b'] },
    { line: 4, cells: ['x\ny, "z"', '1'] },
    { line: 7, cells: ['0012', '2', ''] },
    { line: 8, cells: ['5" screen', '3'] },
  ]);
});

test('lines of old spreadsheets end with CR alone', async () => {
  expect(await rowsOf(await gridOf('a,b\r1,2\r3,4\r'))).toEqual([
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ]);
});

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

test('what is written by the rules is read as another reader reads it', async () => {
  const field = fc.string({
    unit: fc.constantFrom('a', '1', ' ', ',', ';', '"', '\n', '\t', '队', 'é', '='),
    maxLength: 6,
  });
  const table = fc.array(fc.array(field, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(',', ';', '\t'), async (rows, separator) => {
      const text = `${rows.map((row) => row.map(quoted).join(separator)).join('\n')}\n`;
      const known: string[][] = parse(text, { delimiter: separator });
      const read = await rowsOf(await gridOf(text, { separator, encoding: 'utf-8' }));
      expect(read).toEqual(known.filter((row) => row.some((one) => one.trim() !== '')));
    }),
  );
});
