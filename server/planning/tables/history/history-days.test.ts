import { describe, expect, test } from 'vitest';
import type { TableChoices } from '../layout/table-choices.ts';
import type { ReadHistory } from './read-history.ts';
import { passedOver, read, told } from './testing/read-text.ts';

/** A table with a row a day. */
const dayTable = (...days: readonly string[]): string =>
  `Date,Time,Calls Offered\n${days.map((day, at) => `${day},08:00,${at}\n`).join('')}`;

/** A table of one queue. */
const clockTable = (...all: readonly string[]): string =>
  `queue,start,offered\n${all.map((row) => `q,${row}\n`).join('')}`;

const berlin = (text: string, choices: TableChoices = {}): Promise<ReadHistory> =>
  read(text, choices, 'Europe/Berlin');

describe('days and months:', () => {
  test('are asked when every date could be two', async () => {
    await expect(read(dayTable('03/04/2026', '05/04/2026'))).rejects.toThrow(
      'h.csv line 2: 03/04/2026 could be two days, and so could every other date in it: say --dates dmy (day, month, year) or --dates mdy (month, day, year)',
    );
    expect(Object.keys(told(await read(dayTable('03/04/2026'), { dates: 'mdy' })))).toEqual([
      'h 03-04 08:00',
    ]);
    expect(Object.keys(told(await read(dayTable('03/04/2026'), { dates: 'dmy' })))).toEqual([
      'h 04-03 08:00',
    ]);
  });

  test('are told by a day above twelve, by a weekday, or by when the report was made', async () => {
    expect((await read(dayTable('03/04/2026', '13/04/2026'))).reading.dates).toMatchObject({
      order: 'dmy',
      because: { line: 3 },
    });
    expect(Object.keys(told(await read(dayTable('Wed 03/04/2026'))))).toEqual(['h 03-04 08:00']);
    expect(Object.keys(told(await read(`Printed 08/27/2026 09:12\n${dayTable('03/04/2026')}`)))).toEqual([
      'h 03-04 08:00',
    ]);
  });

  test('that contradict each other are refused with both', async () => {
    await expect(read(dayTable('13/04/2026', '04/13/2026'))).rejects.toThrow(
      'line 3: 04/13/2026 is no day in the order day, month, year as in 13/04/2026 on line 2',
    );
  });

  test('without a time of the day are no history of intervals', async () => {
    await expect(read('Date,Calls Offered\n2026-03-04,5\n2026-03-05,6\n')).rejects.toThrow(
      'line 1: has days and no times of the day in it, expected a row for each interval of an hour or less',
    );
  });
});

describe('the clock changes:', () => {
  test('a zero in the hour that does not exist is passed over, a contact in it is a mistake', async () => {
    const history = await berlin(
      clockTable('2026-03-29T01:30,4', '2026-03-29T02:00,0', '2026-03-29T02:30,0', '2026-03-29T03:00,5'),
    );
    expect(told(history)).toEqual({ 'q 03-29 01:30': '4', 'q 03-29 03:00': '5' });
    expect(passedOver(history)).toEqual({ 'skipped-hour': 2 });
    await expect(berlin(clockTable('2026-03-29T02:00,3'))).rejects.toThrow(
      'line 2: 2026-03-29T02:00 does not exist in Europe/Berlin: the clock went forward',
    );
  });

  test('a zero that was moved into the hour behind it is passed over too', async () => {
    for (const order of [
      ['2026-03-29T03:00,0', '2026-03-29T03:00,5'],
      ['2026-03-29T03:00,5', '2026-03-29T03:00,0'],
    ])
      expect(told(await berlin(clockTable(...order)))).toEqual({ 'q 03-29 03:00': '5' });
  });

  test('an hour that comes twice is named, and kept each time', async () => {
    const history = await berlin(
      clockTable('2026-10-25T02:00,4', '2026-10-25T02:00,6', '2026-10-25T03:00,0'),
    );
    // A cell says what one of the two brings.
    expect(told(history)).toEqual({ 'q 10-25 02:00': '5', 'q 10-25 03:00': '0' });
    expect(history.reading.repeatedHours).toEqual([{ day: '2026-10-25', rows: 2, told: 'twice' }]);
    await expect(
      berlin(clockTable('2026-10-25T02:00,4', '2026-10-25T02:00,6', '2026-10-25T02:00,9')),
    ).rejects.toThrow('1 intervals are told twice');
  });

  test('an offset must be that of the zone', async () => {
    const text = clockTable('2026-10-25T02:30+02:00,4', '2026-10-25T02:30+01:00,6');
    expect((await berlin(text)).reading.repeatedHours).toMatchObject([{ told: 'twice' }]);
    await expect(read(text)).rejects.toThrow(
      'start must be a local time such as 2026-03-04T09:00, without an offset or with that of Asia/Shanghai',
    );
  });
});

test('what a history usually says and once does not is a gap, by day and by interval; its ends are none', async () => {
  const first = Date.UTC(2026, 2, 2);
  const days = Array.from({ length: 40 }, (_, at) => new Date(first + at * 86_400_000)).filter(
    (day) => day.getUTCDay() % 6 !== 0,
  );
  const rows = days.flatMap((day) =>
    ['08:00', '08:30', '09:00', '09:30'].map(
      (time, at) => `a,${day.toISOString().slice(0, 10)} ${time},${at}\n`,
    ),
  );
  const left = rows.filter((row) => !/03-1[78] |03-26 0(8:30|9:00)|03-02 08:00|04-10 09:30/.test(row));
  const { reading } = await read(`queue,start,offered\n${left.join('')}`);
  expect(reading.gaps).toEqual([
    { kind: 'days', queue: 'a', first: '2026-03-17', last: '2026-03-18', days: 2 },
    { kind: 'intervals', queue: 'a', day: '2026-03-26', from: 510, until: 570, intervals: 2 },
  ]);
});
