import { describe, expect, test } from 'vitest';
import { read, told } from './testing/read-text.ts';

const EXPECTED = { 'Köln 03-04 08:00': '1234 × 264 s', 'Köln 03-04 08:30': '12 × 60 s' };

describe('ten files as German, French and Chinese programs write them say the same:', () => {
  test.each([
    [
      'semicolons and decimal commas',
      'queue;start;offered;handle_seconds\nKöln;2026-03-04T08:00;1234;263,5\nKöln;2026-03-04T08:30;12;60,25\n',
    ],
    [
      'points between thousands and in dates',
      'Warteschlange;Datum;Uhrzeit;Angeboten;AHT\nKöln;04.03.2026;08:00;1.234;4:24\nKöln;04.03.2026;08:30;12;1:00\n',
    ],
    [
      'tabs, and spaces between thousands',
      'Gruppe\tDatum\tVon\tBis\tAnrufe\tBearbeitungszeit\nKöln\t4.3.2026\t08:00\t08:30\t1 234\t0:04:24\nKöln\t4.3.2026\t08:30\t09:00\t12\t0:01:00\n',
    ],
    [
      'apostrophes between thousands',
      "Skill;Intervall;Anrufe gesamt;Ø Bearbeitungszeit\nKöln;04.03.2026 08:00 - 08:30;1'234;264\nKöln;04.03.2026 08:30 - 09:00;12;60\n",
    ],
    [
      'a weekday before the date, and minutes with decimals',
      'Hotline;Tag;Zeit;Eingang;Mittlere Bearbeitungszeit (Min.)\nKöln;Mi, 04.03.2026;08:00 Uhr;1.234;4,4\nKöln;Mi, 04.03.2026;08:30 Uhr;12;1,0\n',
    ],
    [
      'a line for the spreadsheet, and every field in quotes',
      'sep=;\n"Queue";"Date/Time";"Calls Offered";"Avg Handle Time (s)"\n"Köln";"04.03.2026 08:00:00";"1.234";"264"\n"Köln";"04.03.2026 08:30:00";"12";"60"\n',
    ],
    [
      'dates with slashes, the year first',
      'queue,start,offered,handle_seconds\nKöln,2026/3/4 8:00,1234,264\nKöln,2026/3/4 8:30,12,60\n',
    ],
    [
      'names of months',
      'Queue,Date,Time,Calls Offered,AHT\nKöln,4-Mar-2026,8:00 AM,"1,234",4:24\nKöln,Mar 4 2026,8:30 AM,12,1:00\n',
    ],
    [
      'bars, and digits only',
      'SPLIT|ROW_DATE|STARTTIME|CALLSOFFERED|AHT\nKöln|20260304|800|1234|264\nKöln|20260304|830|12|60\n',
    ],
    [
      'separators behind the last field',
      'queue;start;offered;handle_seconds;;;\nKöln;2026-03-04 08:00;1234;264;;;\n;;;;;;\nKöln;2026-03-04 08:30;12;60;;;\n',
    ],
    [
      'serial numbers of a sheet',
      'Queue;Date;Time;Calls Offered;AHT\nKöln;46085;0,333333333333333;1234;264\nKöln;46085;0,354166666666667;12;60\n',
    ],
    [
      'instants in seconds',
      `queue,start,offered,handle_seconds\nKöln,${Date.UTC(2026, 2, 4) / 1000},1234,264\nKöln,${Date.UTC(2026, 2, 4, 0, 30) / 1000},12,60\n`,
    ],
  ])('%s', async (_, text) => {
    expect(told(await read(text))).toEqual(EXPECTED);
  });
});

describe('other forms of a table:', () => {
  const three = { 'h 03-04 08:00': '5', 'h 03-04 08:30': '6', 'h 03-05 08:00': '7' };

  test.each([
    [
      'days without a year, which the title has',
      '2026年3月话务报表\n时段,3月4日,3月5日\n08:00,5,7\n08:30,6,\n',
    ],
    ['days without a year or a title', 'Zeit;4.3.;5.3.\n08:00;5;7\n08:30;6;\n'],
    [
      'times that end intervals',
      'Date,Interval End,Calls Offered\n2026-03-04,08:30,5\n2026-03-04,09:00,6\n2026-03-05,08:30,7\n',
    ],
    [
      'a measure in each row',
      '日期,指标,08:00,08:30\n2026-03-04,进线量,5,6\n2026-03-04,接通量,4,5\n2026-03-05,进线量,7,\n2026-03-05,接通量,6,\n',
    ],
    [
      'a measure and its value in each row',
      'Date,Time,Metric,Value\n2026-03-04,08:00,Calls Offered,5\n2026-03-04,08:00,Abandoned,1\n2026-03-04,08:30,Calls Offered,6\n2026-03-05,08:00,Calls Offered,7\n',
    ],
    [
      'headings in two lines',
      'Report of 2026\nCalls,,,Calls\nDate,Time,,Offered\n2026-03-04,08:00,,5\n2026-03-04,08:30,,6\n2026-03-05,08:00,,7\n',
    ],
    [
      'headings in two languages',
      '日期 Date,时段 Interval,进线量 Calls Offered\n2026-03-04,08:00-08:30,5\n2026-03-04,08:30-09:00,6\n2026-03-05,08:00-08:30,7\n',
    ],
  ])('%s', async (_, text) => {
    const isEnd = text.includes('Interval End');
    const choices = isEnd ? { columns: new Map([['end' as const, ['Interval End']]]) } : { year: 2026 };
    expect(told(await read(text, text.startsWith('2026年') ? {} : choices))).toEqual(three);
  });

  test('hours as spans', async () => {
    const history = await read(
      '日期,时段,进线量\n2026-03-04,8-9,5\n2026-03-04,9-10,0\n2026-03-04,10点-11点,6\n',
    );
    expect(told(history)).toEqual({ 'h 03-04 08:00': '5', 'h 03-04 09:00': '0', 'h 03-04 10:00': '6' });
  });

  test('times that end intervals are known by 24:00', async () => {
    const history = await read(
      'Date,Time,Calls Offered\n2026-03-04,23:00,0\n2026-03-04,23:30,5\n2026-03-04,24:00,6\n2026-03-05,00:30,7\n',
    );
    expect(told(history)).toEqual({
      'h 03-04 22:30': '0',
      'h 03-04 23:00': '5',
      'h 03-04 23:30': '6',
      'h 03-05 00:00': '7',
    });
    expect(history.reading.endsAfter).toBe(30);
  });

  test('counts and handle times in two blocks of half hours', async () => {
    const text =
      ',进线量,,平均处理时长,\n日期,08:00,08:30,08:00,08:30\n2026-03-04,5,6,04:24,01:31\n2026-03-05,7,0,01:00,\n';
    expect(told(await read(text))).toEqual({
      'h 03-04 08:00': '5 × 264 s',
      'h 03-04 08:30': '6 × 91 s',
      'h 03-05 08:00': '7 × 60 s',
      'h 03-05 08:30': '0',
    });
  });

  test('dates without a year are asked where nothing names one', async () => {
    await expect(read('时段,3月4日,3月5日\n08:00,5,7\n')).rejects.toThrow(
      'h.csv line 1: has dates without a year: say --year, such as --year 2026',
    );
  });
});

test.each([
  [
    '<html><body><table><tr><td>queue</td></tr></table></body></html>',
    /is a web page that is called a table/,
  ],
  ['  <?xml version="1.0"?><Workbook/>', /is a web page that is called a table/],
  ['{"queue":"a"}', /is JSON/],
])('%s is refused with what to do', async (text, said) => {
  await expect(read(text)).rejects.toThrow(said);
});
