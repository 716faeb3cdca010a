import { describe, expect, test } from 'vitest';
import type { TableChoices } from '../layout/table-choices.ts';
import { passedOver, read, told } from './testing/read-text.ts';

test('a table of a Chinese planner: day and span in two columns, minutes and seconds, a total below', async () => {
  const history = await read(
    '日期,时段,队列,进线量,接通量,平均处理时长\n2026/3/2,07:00-07:30,银行热线,46,43,04:24\n2026/3/2,07:30-08:00,银行热线,"1,050",47,04:28\n合计,,,1096,90,\n',
  );
  expect(told(history)).toEqual({
    '银行热线 03-02 07:00': '46 × 264 s',
    '银行热线 03-02 07:30': '1050 × 268 s',
  });
  expect(history.reading).toMatchObject({ intervals: 2, queues: 1, stepMinutes: 30, unread: [] });
  expect(history.reading.columns).toContainEqual({ role: 'offered', headings: ['进线量'] });
  expect(passedOver(history)).toEqual({ total: 1 });
});

test('a German table: semicolons, decimal commas, points in dates and between thousands', async () => {
  const history = await read(
    'Datum;Uhrzeit;Warteschlange;Angebotene Anrufe;Ø Bearbeitungszeit (Sek.)\n04.03.2026;08:00;Köln;1.234;263,5\n04.03.2026;08:30;Köln;12;60\nSumme;;;1.246;\n',
  );
  expect(told(history)).toEqual({ 'Köln 03-04 08:00': '1234 × 264 s', 'Köln 03-04 08:30': '12 × 60 s' });
});

describe('exports of switches:', () => {
  test("Avaya's database: hours and minutes as numbers, sums of seconds, answered and abandoned for offered", async () => {
    const history = await read(
      'ROW_DATE\tSTARTTIME\tINTRVL\tSPLIT\tACDCALLS\tABNCALLS\tACDTIME\tACWTIME\n2026-03-04\t830\t30\t12\t10\t2\t2000\t500\n2026-03-04\t900\t30\t12\t0\t1\t0\t0\n2026-03-04\t930\t30\t12\t4\t0\t400\t0\n',
    );
    expect(told(history)).toEqual({
      '12 03-04 08:30': '12 × 250 s',
      '12 03-04 09:00': '1',
      '12 03-04 09:30': '4 × 100 s',
    });
    expect(history.reading.columns).toContainEqual({ role: 'offered', headings: ['ACDCALLS', 'ABNCALLS'] });
  });

  test('Genesys: instants of UTC are told on the local clock, seconds of all contacts are divided by those handled', async () => {
    const history = await read(
      'Interval Start UTC Date,Queue,Media Type,Offered,Interactions Handled,Total Handle Time (Seconds)\n2026-03-04T00:00:00Z,Sales,Voice,16,6,600\n2026-03-04T16:30:00.000Z,Sales,Voice,14,7,700\n',
    );
    expect(told(history)).toEqual({ 'Sales 03-04 08:00': '16 × 100 s', 'Sales 03-05 00:30': '14 × 100 s' });
  });

  test('Genesys: the view of a queue, milliseconds, and an end that is not needed', async () => {
    const history = await read(
      'Interval Start,Interval End,Interval Complete,Media Type,Queue Id,Queue Name,Offer,Answer,Abandon,Avg Handle (ms)\n3/4/2026 8:00 AM,3/4/2026 8:30 AM,TRUE,voice,0a1b,Sales,12,11,1,264000\n3/14/2026 8:30 PM,3/14/2026 9:00 PM,TRUE,voice,0a1b,Sales,7,7,0,60000\n',
    );
    expect(told(history)).toEqual({ 'Sales 03-04 08:00': '12 × 264 s', 'Sales 03-14 20:30': '7 × 60 s' });
    expect(history.reading.dates).toEqual({
      order: 'mdy',
      because: { kind: 'date', text: '3/14/2026 8:30 PM', line: 3 },
    });
  });

  test('Cisco and Amazon Connect', async () => {
    const cisco =
      'CSQ Name,Interval Start Time,Interval End Time,Calls Presented,Calls Handled,Avg Handle Time\nSales,2026-03-04 08:00:00,2026-03-04 08:30:00,12,11,0:04:24\n';
    const connect =
      'Queue,StartInterval,EndInterval,Contacts queued,Contacts handled,Average handle time\nSales,2026-03-04T08:00+08:00,2026-03-04T08:30+08:00,12,11,264.0\n';
    for (const text of [cisco, connect])
      expect(told(await read(text))).toEqual({ 'Sales 03-04 08:00': '12 × 264 s' });
  });

  test('talk and work after it, where no column has both', async () => {
    const history = await read(
      'Split/Skill,Date,Time,Calls Offered,Avg Talk Time,Avg ACW Time\nA,2026-03-04,08:00,5,:50,1:10\n',
    );
    expect(told(history)).toEqual({ 'A 03-04 08:00': '5 × 120 s' });
  });
});

describe('rows of one interval:', () => {
  const text =
    'queue,start,offered\na,2026-03-04 08:00,3\na,2026-03-04 08:30,5\na,2026-03-04 08:00,3\na,2026-03-04 08:30,7\n';

  test('equal ones are one, others are refused together', async () => {
    const equal = await read(text.split('\n').slice(0, 4).join('\n'));
    expect(told(equal)).toEqual({ 'a 03-04 08:00': '3', 'a 03-04 08:30': '5' });
    expect(passedOver(equal)).toEqual({ 'equal-duplicate': 1 });
    await expect(read(text)).rejects.toThrow(
      'h.csv: 1 intervals are told twice, and not the same: say --duplicates first, last or sum\n  a 2026-03-04T08:30: line 3 says 5, line 5 says 7',
    );
  });

  test.each([
    ['first', '5'],
    ['last', '7'],
    ['sum', '12'],
  ] as const)('--duplicates %s takes %s', async (duplicates, count) => {
    expect(told(await read(text, { duplicates }))).toEqual({ 'a 03-04 08:00': '3', 'a 03-04 08:30': count });
  });

  test('a column that tells them apart is named, and makes queues of its own', async () => {
    const channels = 'Queue,Start,Offered,Site\na,2026-03-04 08:00,3,North\na,2026-03-04 08:00,4,South\n';
    await expect(read(channels)).rejects.toThrow(
      'if Site tells them apart, name the queue by it: --map queue=Queue+Site',
    );
    const ofOne = 'Start,Offered,Answer rate,Site Name\n2026-03-04 08:00,3,90%,N\n2026-03-04 08:00,4,91%,S\n';
    await expect(read(ofOne, { queue: 'a' })).rejects.toThrow(
      `if Site Name tells them apart, name the queue by it: --map 'queue="Site Name"'`,
    );
    expect(told(await read(channels, { columns: new Map([['queue', ['Queue', 'Site']]]) }))).toEqual({
      'a / North 03-04 08:00': '3',
      'a / South 03-04 08:00': '4',
    });
  });
});

test('what is no interval is passed over with its reason, and what came in an interval without a count is unknown', async () => {
  const history = await read(
    '\uFEFFBank report\n\nqueue,start,offered\na,2026-03-04 08:00,3\na,2026-03-04 08:30,\nqueue,start,offered\nSubtotal,,3\n*,2026-03-04 08:00,3\nTotal,2026-03-04 08:00,3\n* provisional figures,,\n',
  );
  expect(told(history)).toEqual({ 'a 03-04 08:00': '3' });
  expect(passedOver(history)).toEqual({
    title: 1,
    'no-count': 1,
    'heading-again': 1,
    total: 1,
    'all-queues': 2,
    note: 1,
  });
});

test('mistakes are told together, or passed over', async () => {
  const text =
    'queue,start,offered\na,2026-03-04 08:00,3\na,2026-03-04 08:30,many\na,2026-03-04 09:07,1\na,soon,1\na,2026-03-04 10:00,2.5\n,2026-03-04 10:30,2\n';
  await expect(read(text)).rejects.toThrow(
    [
      'h.csv: 5 rows cannot be read (--skip-mistakes passes over them):',
      '  offered must be a whole number from 0: line 3: many; line 6: 2.5',
      '  start must be a whole number of five minutes: line 4: 2026-03-04T09:07',
      '  start must be a local time such as 2026-03-04T09:00, without an offset or with that of Asia/Shanghai: line 5: soon',
      '  queue must have a name: line 7: nothing',
    ].join('\n'),
  );
  const history = await read(text, { skipMistakes: true });
  expect(told(history)).toEqual({ 'a 03-04 08:00': '3' });
  expect(passedOver(history)).toEqual({ mistake: 5 });
});

describe('what is in doubt is asked:', () => {
  test('which of two columns came in', async () => {
    const text = '日期,时段,队列,呼入量,转人工量\n2026-03-04,08:00,a,9,5\n';
    await expect(read(text)).rejects.toThrow(
      'line 1: which column is offered: 呼入量 (9) or 转人工量 (5)? Say it with --map offered=呼入量',
    );
    expect(told(await read(text, { columns: new Map([['offered', ['转人工量']]]) }))).toEqual({
      'a 03-04 08:00': '5',
    });
  });

  test('whether a column of words is the queue', async () => {
    const rows = ['A', 'B'].flatMap((product) =>
      ['08:00', '08:30', '09:00'].map(
        (time, at) => `2026-03-0${product === 'A' ? 4 : 5},${time},${product},${at}\n`,
      ),
    );
    const text = `Date,Time,Produkt,Calls Offered\n${rows.join('')}`;
    await expect(read(text)).rejects.toThrow(
      'line 1: is Produkt (A, B) the queue? Say it with --map queue=Produkt, or name the one queue with --queue',
    );
    expect((await read(text, { columns: new Map([['queue', ['Produkt']]]) })).reading.queues).toBe(2);
    expect((await read(text, { queue: 'all of it' })).reading.oneQueue).toEqual({
      name: 'all of it',
      from: 'user',
    });
  });

  test('which column is what where no heading is known, with a mapping to accept', async () => {
    const text = 'Slot;Wann;Menge X\n08:00;2026-03-04;7\n08:30;2026-03-04;9\n';
    await expect(read(text)).rejects.toThrow(
      'line 1: expected a header with queue,start,offered, missing offered, got Slot,Wann,Menge X; to accept: --map \'offered="Menge X"\'',
    );
    expect(told(await read(text, { columns: new Map([['offered', ['Menge X']]]) }))).toEqual({
      'h 03-04 08:00': '7',
      'h 03-04 08:30': '9',
    });
  });

  test('columns by number where there is no header', async () => {
    const text = '2026-03-04,08:00,sales,7,264\n2026-03-04,08:30,sales,9,260\n';
    await expect(read(text)).rejects.toThrow(
      /missing start, offered.*to accept: --map queue=#3,day=#1,time=#2,offered=#4/,
    );
    const columns: TableChoices['columns'] = new Map([
      ['day', ['#1']],
      ['time', ['#2']],
      ['queue', ['#3']],
      ['offered', ['#4']],
      ['handle', ['#5']],
    ]);
    const history = await read(text, { columns });
    expect(told(history)).toEqual({ 'sales 03-04 08:00': '7 × 264 s', 'sales 03-04 08:30': '9 × 260 s' });
    expect(history.reading.headerLine).toBe(0);
  });

  test('a name that is not there', async () => {
    await expect(
      read('queue,start,offered\na,2026-03-04 08:00,3\n', { columns: new Map([['offered', ['Calls']]]) }),
    ).rejects.toThrow('line 1: no column is called Calls: expected one of queue,start,offered');
  });
});

test('a mark of decimals that is seen too late to be known is asked', async () => {
  const rows = Array.from(
    { length: 500 },
    (_, at) =>
      `a;2026-03-${String(1 + (at % 28)).padStart(2, '0')} ${String(Math.floor(at / 28)).padStart(2, '0')}:00;5;${at < 490 ? '1.234' : '60.5'}\n`,
  );
  await expect(read(`queue;start;offered;AHT\n${rows.join('')}`)).rejects.toThrow(
    /1\.234 could be more than a thousand.*60\.5 shows the other sign: say --decimal/,
  );
});

test('a report that tells kinds of work apart: who we call is no demand, and deferred work is one where it is all of its queue', async () => {
  const history = await read(
    'queue,interval_start,offered,stream\nsales,2026-03-04T08:00+08:00,5,inbound\nsales,2026-03-04T08:00+08:00,9,outbound\nsales,2026-03-04T08:30+08:00,3,deferred\nmail,2026-03-04T08:00+08:00,7,deferred\n',
  );
  expect(told(history)).toEqual({ 'sales 03-04 08:00': '5', 'mail 03-04 08:00': '7' });
  expect(passedOver(history)).toEqual({ 'other-stream': 2 });
});

test('beside a column of the abandoned, lost is what a switch lost sight of', async () => {
  const history = await read(
    'queue,interval_start,offered,answered,abandoned,lost\nsales,2026-03-04T08:00+08:00,5,3,1,1\n',
  );
  expect(told(history)).toEqual({ 'sales 03-04 08:00': '5' });
});

describe('headings that are exchanged are asked about:', () => {
  const rows = Array.from({ length: 12 }, (_, at) => [20 + at, 18 + at, 2, 300] as const);
  const table = (head: string): string =>
    [
      `queue,start,${head}`,
      ...rows.map(
        (row, at) =>
          `a,2026-03-04T${String(8 + Math.floor(at / 2)).padStart(2, '0')}:${at % 2 === 0 ? '00' : '30'},${row.join(',')}`,
      ),
    ].join('\n');

  test('offered and answered', async () => {
    await expect(read(table('answered,offered,abandoned,handle_seconds'))).rejects.toThrow(
      /more was answered than offered in 12 of 12 rows: are headings exchanged\? Name the column with --map offered=HEADING/,
    );
  });

  test('offered and handle time', async () => {
    await expect(read(table('handle_seconds,answered,abandoned,offered'))).rejects.toThrow(
      /offered is more than 3 times answered and abandoned in 12 of 12 rows/,
    );
  });

  test('not where they are right, nor for a few answers that came in the next interval', async () => {
    const right = table('offered,answered,abandoned,handle_seconds');
    expect(Object.keys(told(await read(right)))).toHaveLength(12);
    expect(Object.keys(told(await read(right.replace('20,18,2', '20,22,2'))))).toHaveLength(12);
  });
});

test('a handle time of 0 where contacts came is unknown, and counted', async () => {
  const history = await read(
    '技能组,日期,时段,进线量,接通量,平均处理时长\na,2026-03-04,08:00,3,3,200\na,2026-03-04,08:30,2,0,0\na,2026-03-04,09:00,0,0,0\n',
  );
  expect(told(history)).toEqual({ 'a 03-04 08:00': '3 × 200 s', 'a 03-04 08:30': '2', 'a 03-04 09:00': '0' });
  expect(history.reading.rowsWithoutHandleTime).toBe(1);
});
