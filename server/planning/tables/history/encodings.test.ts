import { describe, expect, test } from 'vitest';
import { gbkBytes } from '../testing/messy-file.ts';
import { read, told } from './testing/read-text.ts';

const EXPECTED = { '销售 03-04 08:00': '5 × 264 s', '客服 03-04 08:00': '7 × 90 s' };
const ROWS = '销售,2026-03-04 08:00,5,264\n客服,2026-03-04 08:00,7,90\n';
const filler = `queue-1,2026-03-03 08:00,5,264\n`.repeat(70_000);

describe('ten files as Chinese programs save them are read with all of their names:', () => {
  test.each([
    ['English headings', `queue,start,offered,handle_seconds\n${ROWS}`],
    ['Chinese headings', `队列,日期时间,进线量,平均处理时长\n${ROWS}`],
    ['semicolons', `队列;日期时间;进线量;平均处理时长\n${ROWS.replaceAll(',', ';')}`],
    [
      'tabs and CRLF',
      `队列\t日期时间\t进线量\t平均处理时长\r\n${ROWS.replaceAll(',', '\t').replaceAll('\n', '\r\n')}`,
    ],
    [
      'titles, notes and a total',
      `客服中心话务日报,,,\n制表：张三　日期：2026年3月5日,,,\n\n队列,日期时间,进线量,平均处理时长\n${ROWS}合计,,12,\n备注：节假日除外,,,\n`,
    ],
    [
      'full-width digits and signs',
      '队列,日期,时段,进线量,平均处理时长\n销售,２０２６年３月４日,８：００～８：３０,５,４：２４\n客服,２０２６年３月４日,８：００～８：３０,７,１：３０\n',
    ],
    [
      'a line break in a heading and in a name that is not read',
      '队列,日期时间,"进线量","平均处理时长\n（秒）",备注\n销售,2026-03-04 08:00,5,264,"第一行\n第二行"\n客服,2026-03-04 08:00,7,90,\n',
    ],
    [
      'times in words',
      '技能组,日期,时段,呼入量,平均通话处理时长\n销售,2026年3月4日 星期三,上午8:00-上午8:30,5,4分24秒\n客服,2026年3月4日 星期三,上午8:00-上午8:30,7,1分30秒\n',
    ],
    [
      'every field in quotes',
      `"队列","日期时间","进线量","平均处理时长"\n${ROWS.replaceAll(/[^,\n]+/g, '"$&"')}`,
    ],
    [
      'a euro sign, which GBK has in one byte only as Windows writes it',
      `队列,日期时间,进线量,平均处理时长,费用\n${ROWS.replaceAll('\n', ',1\n')}`,
    ],
  ])('%s', async (_, text) => {
    expect(told(await read(gbkBytes(text)))).toMatchObject(EXPECTED);
  });
});

test('a name that comes after a megabyte of plain letters is as right as one at the beginning', async () => {
  const history = await read(gbkBytes(`queue,start,offered,handle_seconds\n${filler}${ROWS}`));
  expect(told(history)).toMatchObject(EXPECTED);
  expect(history.reading.passedOver).toMatchObject([{ reason: 'equal-duplicate', rows: 69_999 }]);
});

test('two queues are two, though their names would both be lost as UTF-8', async () => {
  const history = await read(
    gbkBytes('queue,start,offered\n安多,2026-05-04 08:00,5\n康巴,2026-05-04 13:00,6\n'),
  );
  expect(history.histories.map(({ queue }) => queue)).toEqual(['安多', '康巴']);
});

test('a character of four bytes is one of GB18030', async () => {
  const [head = '', tail = ''] = '队列,日期时间,进线量\n@店,2026-03-04 08:00,5\n'.split('@');
  const bytes = Buffer.concat([gbkBytes(head), Buffer.from([0x95, 0x32, 0x82, 0x36]), gbkBytes(tail)]);
  expect(told(await read(bytes))).toEqual({ '𠀀店 03-04 08:00': '5' });
});

test('a file that is cut within a name, or of two encodings, is refused with its line', async () => {
  const bytes = gbkBytes(`队列,日期时间,进线量\n销售,2026-03-04 08:00,5\n客服`);
  await expect(read(bytes.subarray(0, -1))).rejects.toThrow(
    /h\.csv: from line 3 on is a character that is none in gb18030/,
  );
  const both = Buffer.concat([
    Buffer.from('队列,日期时间,进线量\n技能组一,2026-03-04 08:00,5\n'),
    gbkBytes('客服,2026-03-04 08:00,5\n'),
  ]);
  await expect(read(both)).rejects.toThrow(/h\.csv line 3: is UTF-8 with damaged characters/);
});

test.each([
  ['windows-1252', 'Warteschlange;Datum;Uhrzeit;Anrufe\nKöln;4.3.2026;08:00;5\n', 'Köln'],
  ['utf-16le', '\uFEFF队列\t日期时间\t进线量\n销售\t2026-03-04 08:00\t5\n', '销售'],
])('%s', async (encoding, text, queue) => {
  const history = await read(Buffer.from(text, encoding === 'utf-16le' ? 'utf16le' : 'latin1'));
  expect(told(history)).toEqual({ [`${queue} 03-04 08:00`]: '5' });
  expect(history.reading.format).toMatchObject({ encoding: { name: encoding } });
});
