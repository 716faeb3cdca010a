import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import type { ColumnRole } from '../headings/column-role.ts';
import { passedOver, read, told } from './testing/read-text.ts';

test('a report of one day has its day and its queue above its times, in the order that the day shows', async () => {
  const history = await read(
    'Split/Skill Interval\nDate:\t03/13/2026\nSplit/Skill:\tSales\nPrinted 03/14/2026\n\nTime\tACD Calls\tAban Calls\tAvg ACD Time\tAvg ACW Time\n8:00 AM- 8:30 AM\t20\t2\t4:24\t:31\n8:30 AM- 9:00 AM\t18\t0\t4:00\t:30\n9:00 AM- 9:30 AM\t9\t0\t4:00\t:30\n9:30 AM- 10:00 AM\t8\t0\t4:00\t:30\nTotals\t55\t2\t4:12\t:31\n',
  );
  expect(told(history)).toEqual({
    'Sales 03-13 08:00': '22 × 295 s',
    'Sales 03-13 08:30': '18 × 270 s',
    'Sales 03-13 09:00': '9 × 270 s',
    'Sales 03-13 09:30': '8 × 270 s',
  });
  expect(history.reading).toMatchObject({
    oneQueue: { name: 'Sales', from: 'title' },
    titleDay: '03/13/2026',
    dates: { order: 'mdy', because: { kind: 'date', text: '03/13/2026' } },
  });
});

test('a day above a table is asked about where it could be two, and a span of days is none', async () => {
  const times = 'Time,Calls Offered\n8:00,20\n8:30,18\n';
  await expect(read(`Date: 03/04/2026\n${times}`)).rejects.toThrow('03/04/2026 could be two days');
  await expect(read(`统计日期：2026-03-02 至 2026-03-08\n${times}`)).rejects.toThrow('missing start');
});

test('tables below each other have their queue or their day above each of them', async () => {
  const queues = await read(
    '队列：销售,,\n日期,时间,进线量\n2026-03-04,08:00,3\n小计,,3\n,,\n队列：客服,,\n日期,时间,进线量\n2026-03-05,08:00,4\n小计,,4\n',
  );
  expect(told(queues)).toEqual({ '客服 03-05 08:00': '4', '销售 03-04 08:00': '3' });
  expect(queues.reading.oneQueue).toEqual({ name: '销售, 客服', from: 'title' });
  expect(passedOver(queues)).toEqual({ title: 1, total: 2, note: 1, 'heading-again': 1 });
  const hours = ['08:00', '08:30', '09:00', '09:30', '10:00'].map((time, at) => `${time},${at}\n`).join('');
  const days = await read(
    ['2026-03-04', '2026-03-05'].map((day) => `日期：${day},\n时间,进线量\n${hours}`).join(''),
    { queue: 'a' },
  );
  expect(days.reading).toMatchObject({ intervals: 10, first: '2026-03-04', last: '2026-03-05' });
  expect(told(days)).toMatchObject({ 'a 03-04 09:00': '2', 'a 03-05 10:00': '4' });
});

const rows = (dates: readonly string[]): string =>
  `queue,start,offered\n${dates.map((date) => `a,${date} 08:00,3\n`).join('')}`;

describe('a year of two digits', () => {
  test('is where the days are near each other', async () => {
    const last = await read(rows(['2/3/26', '3/3/26', '15/3/26']));
    expect(Object.keys(told(last))).toEqual(['a 03-02 08:00', 'a 03-03 08:00', 'a 03-15 08:00']);
    expect(last.reading.dates).toEqual({
      order: 'dmy',
      because: { kind: 'near-days', text: '2/3/26 08:00', line: 2 },
    });
    const first = await read(rows(['26/3/2', '26/3/3', '26/3/12']));
    expect(first.reading).toMatchObject({ first: '2026-03-02', last: '2026-03-12', dates: { order: 'ymd' } });
  });

  test('does not settle which of day and month is first', async () => {
    await expect(read(rows(['2/3/26', '3/3/26', '4/3/26']))).rejects.toThrow(
      'say --dates dmy (day, month, year) or --dates mdy (month, day, year)',
    );
  });
});

test('dates without a year are asked for one, in rows and above columns', async () => {
  await expect(read('日期,8:00,8:30\n3月2日,3,4\n3月3日,3,4\n')).rejects.toThrow(
    'dates must have a year: write it into them, such as 2026-03-04 or 2026年3月4日: line 2; line 3',
  );
  await expect(read('Zeit;02.03.;03.03.\n08:00;3;4\n08:30;3;4\n')).rejects.toThrow('dates must have a year');
});

test('rows that a column tells apart are no copies, though they are equal', async () => {
  const channels =
    '队列,渠道,日期,时间,进线量\na,电话,2026-03-04,08:00,3\na,在线,2026-03-04,08:00,3\na,电话,2026-03-04,08:30,4\na,在线,2026-03-04,08:30,4\n';
  await expect(read(channels)).rejects.toThrow(
    '2 rows tell an interval as another row does: if 渠道 tells them apart, name the queue by it: --map queue=队列+渠道; if they are copies say --duplicates first',
  );
  expect(told(await read(channels, { duplicates: 'first' }))).toEqual({
    'a 03-04 08:00': '3',
    'a 03-04 08:30': '4',
  });
});

test('a measure in a language that is not known is no queue beside a column of words; which is which is asked', async () => {
  const french =
    'File;Date;Heure;Appels reçus;DMT\nVentes;04/03/2026;08h00;3;264\nVentes;14/03/2026;08h30;4;264\n';
  await expect(read(french)).rejects.toThrow(
    `is File (Ventes) the queue, and one of Appels reçus, DMT what came in? Say it with --map queue=File --map 'offered="Appels reçus"'; or, where Appels reçus and DMT are queues, --map other=File`,
  );
  const columns = new Map<ColumnRole, string[]>([
    ['queue', ['File']],
    ['offered', ['Appels reçus']],
  ]);
  expect(told(await read(french, { columns }))).toEqual({
    'Ventes 03-04 08:00': '3',
    'Ventes 03-14 08:30': '4',
  });
  const weather =
    '天气,日期,时段,星期,销售,客服\n晴,2026-03-04,08:00,周三,3,4\n雨,2026-03-05,08:00,周四,5,6\n';
  await expect(read(weather)).rejects.toThrow('is 天气 (晴, 雨) the queue');
  const aside = { columns: new Map<ColumnRole, string[]>([['other', ['天气']]]) };
  expect(told(await read(weather, aside))).toEqual({
    '客服 03-04 08:00': '4',
    '客服 03-05 08:00': '6',
    '销售 03-04 08:00': '3',
    '销售 03-05 08:00': '5',
  });
});

test('milliseconds that no heading names are seen, of all means of the table', async () => {
  const history = await read(
    'Queue,Start,Offer,Avg Talk,Avg ACW\na,2026-03-04 08:00,3,230112,4000\na,2026-03-04 08:30,2,0,0\na,2026-03-04 09:00,4,200000,\n',
  );
  expect(told(history)).toEqual({
    'a 03-04 08:00': '3 × 234 s',
    'a 03-04 08:30': '2',
    'a 03-04 09:00': '4 × 200 s',
  });
  expect(history.reading.columns).toContainEqual({
    role: 'talk',
    headings: ['Avg Talk'],
    isInMilliseconds: true,
  });
});

/** A number of a sheet with the format in which it is shown. */
const shown = (v: number, z: string): unknown => ({ t: 'n', v, z });

test.each(['biff8', 'xlml', 'html', 'csv', 'xlsx'] as const)(
  'the report of a switch says the same as %s',
  async (bookType) => {
    const report = [
      ['话务日报'],
      ['统计日期：2026-03-04 至 2026-03-05'],
      ['技能组', '日期', '时段', '进线量', '平均处理时长'],
      ...[46_085, 46_086].flatMap((day) => [
        ['客服', shown(day, 'yyyy-mm-dd'), '08:00-08:30', 1050, shown(264 / 86_400, 'h:mm:ss')],
        ['客服', shown(day, 'yyyy-mm-dd'), '08:30-09:00', 12, shown(100 / 86_400, 'h:mm:ss')],
        ['小计', undefined, undefined, 1062],
      ]),
      ['合计', undefined, undefined, 2124],
    ];
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet(report), '日报');
    const history = await read(Buffer.from(write(book, { bookType, type: 'buffer' })));
    expect(told(history)).toEqual({
      '客服 03-04 08:00': '1050 × 264 s',
      '客服 03-04 08:30': '12 × 100 s',
      '客服 03-05 08:00': '1050 × 264 s',
      '客服 03-05 08:30': '12 × 100 s',
    });
    expect(passedOver(history)).toEqual({ title: 2, total: 3 });
  },
);

test('a start in digits alone is no count of seconds', async () => {
  for (const start of ['202603040830', '20260304083000', '20260304 0830'])
    expect(told(await read(`队列,开始时间,进线量\na,${start},3\n`))).toEqual({ 'a 03-04 08:30': '3' });
});
