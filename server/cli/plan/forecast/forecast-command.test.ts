import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { addDays, localDay } from '#domain/local-day.ts';
import { timeZone } from '#domain/time-zone.ts';
import {
  backtest,
  bareForecast,
  csv,
  fileOf,
  folder,
  forecast,
  rows,
  written,
  type Row,
} from './testing/forecast-trial.ts';

const MAIN = resolve(import.meta.dirname, '../../../main.ts');
afterAll(() => rm(folder, { recursive: true }));

test('a history becomes a forecast with the columns of the agreement, from now on, in local time', () => {
  writeFileSync(join(folder, 'history.csv'), csv(rows()));
  const typed = [
    'forecast',
    'history.csv',
    '--now',
    '2026-04-02T09:00',
    '--horizon',
    '7d',
    '--zone',
    'Europe/Berlin',
  ];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, ...typed, '--out', '-'],
    { encoding: 'utf8', cwd: folder },
  );
  expect(stderr).toContain('sales: 8 days');
  expect(status).toBe(0);
  const [header, first, ...others] = stdout.trim().split('\n');
  expect(header).toBe(
    'queue,start,offered,low80,high80,low95,high95,variance,handle_seconds,handle_low80,handle_high80,handle_low95,handle_high95',
  );
  expect(first).toMatch(/^sales,2026-04-02T09:00:00,\d+\.\d\d,.*,20\d\.\d$/);
  // The rest of today, six whole days, and the morning of the eighth until nine.
  expect(1 + others.length).toBe(6 + 6 * 8 + 2);
});

test('the zone and the holidays that are taken are said where nobody named them', async () => {
  const history = await fileOf('bare.csv', csv(rows()));
  const machine = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const bare = await bareForecast(history);
  expect(bare).toContain(`local time of ${machine}, as this machine has it (--zone names another)`);
  const berlin = await bareForecast(history, { zone: timeZone('Europe/Berlin') });
  expect(berlin).toContain('local time of Europe/Berlin\n');
  expect(berlin).toContain('holidays are those of DE, whose zone Europe/Berlin is; --calendar names others');
  const nowhere = await bareForecast(history, { zone: timeZone('Etc/UTC') });
  expect(nowhere).toContain('no holidays are known: Etc/UTC is the zone of no one country; --calendar CN');
  expect(await forecast(history)).not.toContain('holidays');
});

test('the same history as a sheet gives the same forecast', async () => {
  await forecast(await fileOf('same.csv', csv(rows())));
  const fromText = await written();
  const sheet = join(folder, 'same.xlsx');
  const head = ['queue', 'start', 'offered', 'handle_seconds'].map((value) => ({ value }));
  await writeExcelFile([head, ...rows().map((row) => row.map((value) => ({ value })))]).toFile(sheet);
  await forecast(sheet);
  expect(await written()).toBe(fromText);
});

test('rows after now are not looked at', async () => {
  const now = { day: localDay('2026-03-25'), minute: 0 };
  await forecast(await fileOf('whole.csv', csv(rows())), { now });
  const fromWhole = await written();
  const before = rows().filter(([, start]) => start < '2026-03-25');
  await forecast(await fileOf('before.csv', csv(before)), { now });
  expect(await written()).toBe(fromWhole);
});

test('intervals finer than the history are refused, since nothing tells them apart', async () => {
  const input = await fileOf('coarse.csv', csv(rows()));
  await expect(forecast(input, { intervalMinutes: 15 })).rejects.toThrow(
    'has intervals of 30 minutes, which cannot be told apart by 15: give --interval 30',
  );
});

test("the server's own interval report is a history too: with offsets, and without its rows of all queues", async () => {
  await forecast(await fileOf('plain.csv', csv(rows())));
  const fromPlain = await written();
  const report = rows().map(([queue, start, offered, handle]) => {
    // Clocks go forward in Berlin on 29 March 2026.
    const offset = start < '2026-03-29T02' ? '+01:00' : '+02:00';
    return [
      `${queue},${start}${offset},${offered},1,${handle}`,
      `*,${start}${offset},${offered},1,${handle}`,
    ];
  });
  const head = 'queue,interval_start,offered,answered,handle_seconds';
  await forecast(await fileOf('report.csv', `${head}\n${report.flat().join('\n')}\n`));
  expect(await written()).toBe(fromPlain);
  const foreign = await fileOf('foreign.csv', `${head}\nsales,2026-03-04T09:00:00+08:00,5,1,200\n`);
  await expect(forecast(foreign)).rejects.toThrow(
    'line 2: interval_start must be a local time such as 2026-03-04T09:00, without an offset or with that of Europe/Berlin',
  );
});

test('the order of the rows changes nothing', async () => {
  await forecast(await fileOf('sorted.csv', csv(rows())));
  const sorted = await written();
  await forecast(await fileOf('turned.csv', csv(rows().toReversed())));
  expect(await written()).toBe(sorted);
});

const night = (first: string): Row[] => {
  const times = ['01:00', '01:30', '02:00', '02:30', '03:00'];
  return Array.from({ length: 28 }, (_, at) => addDays(localDay(first), at)).flatMap((day) =>
    times.map((time): Row => ['night', `${day}T${time}:00`, 20, 200]),
  );
};

test('on the day the clock goes back an hour is told twice; on the day it goes forward not at all', async () => {
  await forecast(await fileOf('autumn.csv', csv(night('2026-09-27'))), {
    horizonMinutes: 1440,
    now: { day: localDay('2026-10-25'), minute: 0 },
  });
  const autumn = await written();
  expect(autumn.match(/2026-10-25T02:30:00/g)).toHaveLength(2);
  await forecast(await fileOf('spring.csv', csv(night('2026-03-01'))), {
    horizonMinutes: 1440,
    now: { day: localDay('2026-03-29'), minute: 0 },
  });
  const spring = await written();
  expect(spring).not.toContain('2026-03-29T02:30:00');
  expect(spring).toContain('2026-03-29T03:00:00');
});

test('odd days are told, and corrected as the user says', async () => {
  const silent = rows().map((row): Row => (row[1].startsWith('2026-03-10T1') ? [row[0], row[1], 0, 0] : row));
  const history = await fileOf('silent.csv', csv(silent));
  expect(await forecast(history)).toMatch(
    /sales: 2026-03-10 10:00–12:00: no contact where \d+ were due: taken as unknown/,
  );
  const corrections = await fileOf('corrections.csv', 'queue,day,kind\nsales,2026-03-10,keep\n');
  expect(await forecast(history, { corrections })).toContain('were due: left as it is');
});

test('a day of the user is closed, and a mistake in the table is named', async () => {
  const history = await fileOf('h.csv', csv(rows()));
  const events = await fileOf('days.csv', 'day,name,kind\n2026-04-02,move,closed\n');
  await forecast(history, { events });
  expect(await written()).not.toContain('2026-04-02T');
  const wrong = await fileOf('wrong.csv', 'day,name,kind\n2026-02-30,move,closed\n');
  await expect(forecast(history, { events: wrong })).rejects.toThrow(
    'line 2: a day must be written as 2026-11-22, got 2026-02-30',
  );
});

test('a kept forecast is compared with what came', async () => {
  const history = await fileOf('kept-history.csv', csv(rows()));
  const keep = join(folder, 'kept.csv');
  await forecast(history, {
    now: { day: localDay('2026-03-25'), minute: 0 },
    horizonMinutes: 5 * 1440,
    keep,
  });
  const printed = await backtest(history, { kept: keep });
  expect(printed).toMatch(/sales +same day +\d/);
  expect(printed).toMatch(/sales +one week +\d/);
});

test('pictures are drawn of the first queue, whatever it is called', async () => {
  const named = rows().map((row): Row => ['a <b> & "c"', row[1], row[2], row[3]]);
  await forecast(await fileOf('named.csv', csv(named).replaceAll('a <b> & "c"', '"a <b> & ""c"""')), {
    picture: folder,
  });
  for (const name of ['history', 'decomposition', 'fan']) {
    const picture = await readFile(join(folder, `${name}.svg`), 'utf8');
    expect(picture).toMatch(/^<svg /);
    expect(picture).not.toMatch(/NaN|undefined|<b>/);
  }
});

test('a backtest prints every way to forecast by horizon', async () => {
  const printed = await backtest(await fileOf('b.csv', csv(rows())));
  for (const name of ['callboard', 'seasonal naive', '8-week mean', 'exponential smoothing'])
    for (const horizon of ['one day', 'one week', 'four weeks'])
      expect(printed).toMatch(new RegExp(`${name} +${horizon} +\\d`));
});

test.each([
  [
    'queue,start\na,2026-03-02T08:00\n',
    'line 1: expected a header with queue,start,offered, missing offered',
  ],
  [
    'queue,start,offered\na,yesterday,3\n',
    'line 2: start must be a local time such as 2026-03-04T09:00, without an offset or with that of Europe/Berlin, got yesterday',
  ],
  ['queue,start,offered\na,2026-03-02T08:00,-3\n', 'line 2: offered must be a whole number from 0, got -3'],
  [
    'queue,start,offered\na,2026-03-02T08:00,3\na,2026-03-02T08:00,4\n',
    'a 2026-03-02T08:00: line 2 says 3, line 3 says 4',
  ],
  ['queue,start,offered\na,2026-03-29T02:30,3\n', 'line 2: 2026-03-29T02:30 does not exist in Europe/Berlin'],
  ['queue,start,offered\na,2026-03-02T08:00,3\n', 'nothing to forecast from 2026-03-02 on'],
  ['', 'is empty, expected a header with queue,start,offered'],
])('a bad history is refused in words: %j', async (text, words) => {
  await expect(forecast(await fileOf('bad.csv', text))).rejects.toThrow(words);
});
