import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Grid } from '../grid/grid.ts';
import { cellsOf } from '../grid/testing/read-grid.ts';
import { openGrids, type GridChoices } from '../reading/open-grids.ts';
import { tableOfBytes } from '../table-source.ts';

/** Written once by another program (xlwt 1.3). */
const written = (name: string): Promise<Buffer> => readFile(resolve(import.meta.dirname, 'testing', name));

const gridsOf = (bytes: Uint8Array, choices: GridChoices = {}): Promise<readonly Grid[]> =>
  openGrids(tableOfBytes('export.xls', bytes), choices);

test('texts, numbers, dates, times, lengths of time and merged cells of a workbook of before 2007', async () => {
  const file = await written('calls.xls');
  const [note, calls, ...others] = await gridsOf(file);
  expect(others).toEqual([]);
  expect(await cellsOf(note)).toEqual([['导出人：张三']]);
  expect(calls?.found).toEqual({
    kind: 'workbook',
    form: 'xls',
    sheet: '话务',
    otherSheets: ['说明', '隐藏'],
  });
  const rows = await cellsOf(calls);
  expect(rows.slice(0, 5)).toEqual([
    ['话务日报'],
    ['统计日期：2026-03-02 至 2026-03-03'],
    ['技能组', '日期', '时段', '进线量', '接通量', '平均处理时长'],
    ['银行热线', '2026-03-02', '08:00:00', '208', '7', '0:04:32'],
    ['银行热线', '', '08:30:00', '209', '7', '0:04:32'],
  ]);
  expect(rows.at(-1)?.[0]).toBe('合计');
  expect(calls?.merged).toHaveLength(3);
  expect(calls?.merged).toContainEqual({ top: 4, bottom: 9, left: 1, right: 1 });
  const [hidden] = await gridsOf(file, { sheet: '隐藏' });
  expect(await cellsOf(hidden)).toEqual([['x']]);
  await expect(gridsOf(file, { sheet: '四月' })).rejects.toThrow(
    'export.xls has no sheet 四月 with something in it: expected one of 说明, 话务, 隐藏',
  );
});

test('days from 1904 are those that everyone else counts', async () => {
  const [grid] = await gridsOf(await written('days-from-1904.xls'));
  expect(await cellsOf(grid)).toEqual([['2026-03-04', 'TRUE', '-1234567.5']]);
});

test('a table of texts that goes on through many records is whole', async () => {
  const [grid] = await gridsOf(await written('long-texts.xls'));
  expect(await cellsOf(grid)).toEqual(
    Array.from({ length: 900 }, (_, at) => [
      `队列 ${at} ${'长'.repeat(at % 37)}`.trim(),
      `plain ${at}`,
      String(at / 100),
    ]),
  );
});

test('what is damaged, or another document of Office, is refused in words', async () => {
  const file = await written('calls.xls');
  await expect(gridsOf(file.subarray(0, 700))).rejects.toThrow(
    /^cannot read export.xls, a workbook of before 2007 \(.xls\) or another document of Office: save it as .xlsx or CSV/,
  );
  await expect(gridsOf(Buffer.from([9, 0, 4, 0, 7, 0, 16, 0]))).rejects.toThrow('a sheet of Excel 2 to 4');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
      async (changes) => {
        const damaged = Buffer.from(file);
        for (const [at, byte] of changes) damaged[at] = byte;
        const read = gridsOf(damaged).then((grids) => Promise.all(grids.map(cellsOf)));
        await read.catch((cause: unknown) => expect(Reflect.get(Object(cause), 'name')).toBe('FileFailure'));
      },
    ),
    // Each run starts a thread.
    { numRuns: 60 },
  );
});

test('a damaged workbook for which its reader takes ever more memory is refused by name, and the others live on', async () => {
  const damaged = await written('calls.xls');
  damaged[1589] = 31;
  damaged[5431] = 29;
  // On a slow machine the limit of time comes first.
  await expect(gridsOf(damaged)).rejects.toThrow(
    /^cannot read export.xls, .*: save it as .xlsx or CSV \((it took more than 320 MB of memory to read|it was not read in 12 seconds)\)$/,
  );
});
