import { describe, expect, test } from 'vitest';
import { rawWorkbook } from '../../../files/workbook/testing/raw-workbook.ts';
import { read, told } from './testing/read-text.ts';

const textCell = (ref: string, value: string): string =>
  `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;

const numberCell = (ref: string, value: number, style = 0): string =>
  `<c r="${ref}" s="${style}"><v>${value}</v></c>`;

const rowOf = (at: number, ...cells: readonly string[]): string => `<row r="${at}">${cells.join('')}</row>`;

describe('wide tables:', () => {
  const three = { 'h 03-04 08:00': '5', 'h 03-04 08:30': '6', 'h 03-05 08:00': '7' };

  test.each([
    ['days as rows', 'Date,08:00,08:30,Total\n2026-03-04,5,6,11\n2026-03-05,7,-,7\nTotal,12,6,18\n'],
    ['half hours as rows', 'Time,2026-03-04,2026-03-05\n08:00,5,7\n08:30,6,\n'],
    ['a corner with both names', '日期/时段,8:00-8:30,8:30-9:00\n2026年3月4日,5,6\n2026年3月5日,7,\n'],
  ])('%s', async (_, text) => {
    const history = await read(text);
    expect(told(history)).toEqual(three);
    expect(history.reading.oneQueue).toEqual({ name: 'h', from: 'file' });
  });

  test('hours as whole numbers', async () => {
    const hours = [8, 9, 10, 11, 12, 13];
    expect(
      told(await read(`Datum,${hours.join(',')}\n04.03.2026,${hours.map((hour) => hour * 2).join(',')}\n`)),
    ).toMatchObject({
      'h 03-04 08:00': '16',
      'h 03-04 13:00': '26',
    });
  });

  test('queues as columns, alone or with a handle time each', async () => {
    const expected = { 'Sales 03-04 08:00': '5', 'Billing 03-04 08:00': '6' };
    expect(told(await read('Date,Time,Sales,Billing,Total\n2026-03-04,08:00,5,6,11\n'))).toEqual(expected);
    const groups =
      'Weekly report,,,,,\n,,Sales,,Billing,\nDate,Time,Offered,AHT,Offered,AHT\n2026-03-04,08:00,5,60,6,1:30\n';
    expect(told(await read(groups))).toEqual({
      'Sales 03-04 08:00': '5 × 60 s',
      'Billing 03-04 08:00': '6 × 90 s',
    });
  });
});

describe('workbooks:', () => {
  const STYLES = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs>';
  const head = rowOf(
    1,
    textCell('A1', 'Split/Skill'),
    textCell('B1', 'Date'),
    textCell('C1', 'Time'),
    textCell('D1', 'Calls Offered'),
    textCell('E1', 'AHT'),
  );
  const sheet = (more = ''): string =>
    `<sheetData>${head}${rowOf(2, textCell('A2', 'bank'), numberCell('B2', 46_085, 1), numberCell('C2', 0.3125, 2), numberCell('D2', 5), numberCell('E2', 264 / 1440, 2))}${rowOf(3, numberCell('C3', 0.333333333333, 2), numberCell('D3', 6), numberCell('E3', 90 / 1440, 2))}</sheetData>${more}`;
  const merged = '<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>';

  test('merged names and days hold for all of their rows; 4:24 in a sheet is four minutes', async () => {
    const bytes = await rawWorkbook({ styles: STYLES, sheets: [{ xml: sheet(merged) }] });
    const history = await read(bytes);
    expect(told(history)).toEqual({ 'bank 03-04 07:30': '5 × 264 s', 'bank 03-04 08:00': '6 × 90 s' });
    expect(history.reading.columns).toContainEqual({
      role: 'handle',
      headings: ['AHT'],
      isTypedAsHours: true,
    });
  });

  test('a count that is merged over two intervals belongs to neither', async () => {
    const bytes = await rawWorkbook({
      styles: STYLES,
      sheets: [
        {
          xml: sheet(
            '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/><mergeCell ref="D2:D3"/></mergeCells>',
          ),
        },
      ],
    });
    await expect(read(bytes)).rejects.toThrow(
      'line 2: a count must stand in a cell of its own, got cells merged down to row 3',
    );
  });

  test('the first sheet that has such a table is read, and the others are told', async () => {
    const notes = {
      name: 'Notes',
      xml: `<sheetData>${rowOf(1, textCell('A1', 'made by hand'))}</sheetData>`,
    };
    const bytes = await rawWorkbook({
      styles: STYLES,
      sheets: [notes, { name: 'March', xml: sheet(merged) }, { name: 'April', xml: sheet(merged) }],
    });
    expect((await read(bytes)).reading.format).toEqual({
      kind: 'workbook',
      sheet: 'March',
      otherSheets: ['Notes', 'April'],
    });
    expect((await read(bytes, { sheet: 'April' })).reading.format).toMatchObject({ sheet: 'April' });
    await expect(read(bytes, { sheet: 'Notes' })).rejects.toThrow('missing start, offered, got made by hand');
  });
});
