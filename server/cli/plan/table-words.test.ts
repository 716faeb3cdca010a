import { expect, test } from 'vitest';
import { addDays, localDay } from '#domain/local-day.ts';
import { timeZone } from '#domain/time-zone.ts';
import { tableOfBytes } from '../../files/table-source.ts';
import { readHistory } from '../../planning/tables/history/read-history.ts';
import { historyReadingLines } from './table-words.ts';

type Told = { readonly zone?: string; readonly isZoneAssumed?: boolean; readonly name?: string };

/** What is said of a history in a file of this text. */
async function said(
  text: string,
  { zone = 'Asia/Shanghai', isZoneAssumed = false, name = 'h.csv' }: Told = {},
): Promise<readonly string[]> {
  const { reading } = await readHistory({
    source: tableOfBytes(name, Buffer.from(text)),
    zone: timeZone(zone),
    intervalMinutes: 30,
  });
  return historyReadingLines(reading, { isZoneAssumed });
}

/** Days from this one, each with these times, of these queues. */
function rowsOf(
  queues: readonly string[],
  { from, days, times }: { readonly from: string; readonly days: number; readonly times: readonly string[] },
): string {
  const all = Array.from({ length: days }, (_, at) => addDays(localDay(from), at));
  return all
    .flatMap((day) => times.flatMap((time) => queues.map((queue) => `${queue},${day} ${time},3\n`)))
    .join('');
}

const TIMES = ['08:00', '08:30', '09:00', '09:30'];
const HEADER = 'queue,start,offered\n';

test('what is missing is told by day, once for all queues that miss it', async () => {
  const whole = rowsOf(['a', 'b', 'c', 'd'], { from: '2026-03-02', days: 28, times: TIMES });
  const rows = whole
    .split('\n')
    .filter((row) => !/2026-03-1[012]/.test(row) && !row.startsWith('a,2026-03-20 09'))
    .filter((row) => !/^[ab],2026-03-25/.test(row));
  expect((await said(HEADER + rows.join('\n'))).slice(2)).toEqual([
    '  390 intervals of 4 queues, 2026-03-02 to 2026-03-29, every 30 minutes, local time of Asia/Shanghai',
    '  gap: 4 queues (a, b, …): 3 days are missing, 2026-03-10 to 2026-03-12',
    '  gap: a, b: 2026-03-25 is missing',
    '  gap: a: 2026-03-20: 2 intervals missing between 09:00 and 10:00',
  ]);
});

test('clock changes are told: an hour that is skipped, one that is told twice, and one told once', async () => {
  const nights = ['01:00', '01:30', '02:00', '02:30', '03:00'];
  const spring = rowsOf(['a'], { from: '2026-03-28', days: 3, times: nights }).replaceAll(
    /(2026-03-29 02:\d\d),3/g,
    '$1,0',
  );
  expect((await said(HEADER + spring, { zone: 'Europe/Berlin' })).slice(2)).toEqual([
    '  13 intervals of 1 queue, 2026-03-28 to 2026-03-30, every 30 minutes, local time of Europe/Berlin',
    '  passed over: 2 with nothing in an hour that the clock skipped (line 9, 10)',
  ]);
  const autumn = rowsOf(['a'], { from: '2026-10-24', days: 3, times: nights });
  const once = await said(HEADER + autumn, { zone: 'Europe/Berlin' });
  expect(once.at(-1)).toBe(
    '  2026-10-25: the clock went back, and the hour that came twice is told once: for both together (2 rows)',
  );
  const twice = await said(`${HEADER}${autumn}a,2026-10-25 02:00,4\na,2026-10-25 02:30,4\n`, {
    zone: 'Europe/Berlin',
  });
  expect(twice.at(-1)).toBe(
    '  2026-10-25: the clock went back, and the hour that came twice is told twice: each is kept (4 rows)',
  );
});

const rowOf = (cells: readonly string[]): string => `<tr><td>${cells.join('</td><td>')}</td></tr>`;

test('how a page that is called a workbook was understood, from its encoding to what was passed over', async () => {
  const rows = [
    ['话务日报'],
    ['日期', '时段', '进线量', '平均\n处理时长', '接通率'],
    ['2026-03-04', '08:00-08:30', '1050', '0:04:24', '90%'],
    ['2026-03-04', '08:30-09:00', '12', '0', '0%'],
    ['合计', '', '1062', '', ''],
  ];
  const page = `<table><tr><td>menu</td></tr></table><table>${rows.map(rowOf).join('')}</table>`;
  expect(await said(page, { name: '日报.xls', isZoneAssumed: true })).toEqual([
    '日报.xls: a web page with tables, UTF-8 (every character is right), table 2 (not read: 1; --sheet reads another), header on line 2',
    '  day = 日期, time = 时段, offered = 进线量, handle = 平均 处理时长; not read: 接通率',
    '  no column of queues: all of it is 日报 (by the file; --queue names it)',
    '  2 intervals of 1 queue, 2026-03-04 to 2026-03-04, every 30 minutes, local time of Asia/Shanghai, as this machine has it (--zone names another)',
    '  passed over: 1 above the header (line 1); 1 with sums or means (line 5)',
    '  handle time is 0 in 1 row with contacts: unknown there',
  ]);
});

test('a report of one day, in the order that its day shows, in milliseconds', async () => {
  const report =
    'Split/Skill: Sales\nDate: 03/13/2026\nTime,Calls Offered,Avg Handle\n8:00,3,264000\n8:30,4,231000\n9:00,2,240000\n';
  expect(await said(report)).toEqual([
    'h.csv: UTF-8 (only plain letters), separated by commas, header on line 3',
    '  time = Time, offered = Calls Offered, handle = Avg Handle',
    '  no column of queues: all of it is Sales (by the title; --queue names it)',
    "  no column of days: the day is the title's, 03/13/2026",
    '  dates are month, day, year, as 03/13/2026 on line 3 shows',
    '  Avg Handle: milliseconds, as in seconds they would be many hours',
    '  3 intervals of 1 queue, 2026-03-13 to 2026-03-13, every 30 minutes, local time of Asia/Shanghai',
    '  passed over: 2 above the header (line 1, 2)',
  ]);
});

test('every column that is not read is named, as many as a report has', async () => {
  const others = Array.from({ length: 20 }, (_, at) => `figure ${at}`);
  const lines = await said(`queue,start,offered,${others.join(',')}\na,2026-03-04 08:00,3\n`);
  expect(lines[1]).toBe(`  queue = queue, start = start, offered = offered; not read: ${others.join(', ')}`);
});
