import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { localDay } from '#domain/local-day.ts';
import { backtest, csv, fileOf, folder, forecast, rows, written } from './testing/forecast-trial.ts';

afterAll(() => rm(folder, { recursive: true }));

test('a forecast that is kept twice is compared once, and one of noon apart from that of the morning', async () => {
  const history = await fileOf('twice-history.csv', csv(rows()));
  const keepAt = async (keep: string, minute: number): Promise<void> => {
    await forecast(history, { now: { day: localDay('2026-03-25'), minute }, horizonMinutes: 1440, keep });
  };
  const [once, twice] = [join(folder, 'once.csv'), join(folder, 'twice.csv')];
  await keepAt(once, 0);
  await keepAt(twice, 0);
  await keepAt(twice, 0);
  const printed = await backtest(history, { kept: once });
  expect(await backtest(history, { kept: twice })).toBe(printed);
  expect(printed).not.toContain('from noon');
  await forecast(history, {
    now: { day: localDay('2026-03-25'), minute: 600 },
    horizonMinutes: 240,
    keep: twice,
  });
  const lines = (await readFile(twice, 'utf8')).split('\n').filter((line) => line !== '');
  expect(lines.at(-1)).toMatch(/^2026-03-25T10:00,sales,2026-03-25T11:30/);
});

const offered = (lines: readonly string[], start: string): number =>
  lines.filter((line) => line.includes(start)).reduce((sum, line) => sum + Number(line.split(',')[2]), 0);

test('what is known better is put in by hand and by factor, for a day, a range and an interval, with its reason', async () => {
  const history = await fileOf('better.csv', csv(rows()));
  const now = { day: localDay('2026-04-02'), minute: 0 };
  const more = { now, horizonMinutes: 3 * 1440 };
  await forecast(history, more);
  const plain = (await written()).trim().split('\n').slice(1);
  const override = await fileOf(
    'override.csv',
    'queue,from,until,factor,offered,reason\n' +
      'sales,2026-04-02,,1.5,,letter to customers\n' +
      '*,2026-04-03T08:00,2026-04-03T10:00,,200,sale\n' +
      'sales,2026-04-04T09:30,,0,,line closed\n' +
      'sales,2027-04-04,,0,,far away\n',
  );
  const told = await forecast(history, { ...more, override });
  const better = (await written()).trim().split('\n').slice(1);
  expect(offered(better, '2026-04-02')).toBeCloseTo(1.5 * offered(plain, '2026-04-02'), 0);
  expect(offered(better, '2026-04-03T08') + offered(better, '2026-04-03T09')).toBeCloseTo(200, 0);
  expect(offered(better, '2026-04-03T10')).toBe(offered(plain, '2026-04-03T10'));
  expect(offered(better, '2026-04-04T09:30')).toBe(0);
  expect(told).toMatch(
    /sales, 2026-04-02 00:00 to 2026-04-03 00:00: [\d.]+ contacts instead of [\d.]+: letter to customers/,
  );
  expect(told).toContain('2027-04-04 00:00 to 2027-04-05 00:00: changes nothing');
});

test('days, corrections and what is known better are read from the tables of a Chinese planner', async () => {
  const history = await fileOf('chinese.csv', csv(rows()));
  const more = { now: { day: localDay('2026-04-02'), minute: 0 }, horizonMinutes: 3 * 1440 };
  await forecast(history, more);
  const plain = (await written()).trim().split('\n').slice(1);
  const told = await forecast(history, {
    ...more,
    override: await fileOf(
      'chinese-override.csv',
      '队列,日期,系数,原因,负责人\nsales,2026年4月2日,150%,短信群发,林美\nsales,2026/4/3 9:30,"1,2",加班,林美\nsales,2026/4/3 10:00,1.125,加班,\n',
    ),
    events: await fileOf('chinese-days.csv', '日期,名称,类型\n2026/4/4,搬家,停业\n'),
    corrections: await fileOf('chinese-corrections.csv', '队列,日期,类型,系数\nsales,2026-03-10,保留,\n'),
  });
  const better = (await written()).trim().split('\n').slice(1);
  expect(offered(better, '2026-04-02')).toBeCloseTo(1.5 * offered(plain, '2026-04-02'), 0);
  expect(offered(better, '2026-04-03T09:30')).toBeCloseTo(1.2 * offered(plain, '2026-04-03T09:30'), 1);
  expect(offered(better, '2026-04-03T10:00')).toBeCloseTo(1.125 * offered(plain, '2026-04-03T10:00'), 1);
  expect(offered(better, '2026-04-04')).toBe(0);
  expect(told).toContain(
    'queue = 队列, from = 日期, factor = 系数, reason = 原因; not read: 负责人\n  3 overrides',
  );
  expect(told).toContain('day = 日期, name = 名称, kind = 类型\n  1 day');
  expect(told).toContain('queue = 队列, day = 日期, kind = 类型, factor = 系数\n  1 correction');
});

test('an event that the history has not seen, and a history that ended long ago, are said', async () => {
  const history = await fileOf('old.csv', csv(rows()));
  const events = await fileOf('event.csv', 'day,name,kind\n2026-07-02,grand opening,event\n');
  const told = await forecast(history, { events, now: { day: localDay('2026-07-01'), minute: 0 } });
  expect(told).toContain('2026-07-02 is grand opening, which the history has not seen');
  expect(told).toContain('the history ends on 2026-04-01, 91 days before 2026-07-01');
});

test.each([
  ['sales,2026-04-02,,1.5,10,x', 'line 2: expected either a factor or a number offered, got both'],
  ['sales,2026-04-02,,,,x', 'line 2: expected either a factor or a number offered, got neither'],
  ['sales,2026-04-02,,-1,,x', 'line 2: factor must be a number of at least 0, got -1'],
  ['sales,2026-04-02,,2,,', 'line 2: reason must not be empty'],
  ['sales,2026-04-02,2026-04-01,2,,x', 'line 2: until must be after from, got 2026-04-01'],
  ['sales,03/04/2026,,2,,x', 'line 2: from could be two days: write it as 2026-03-04, got 03/04/2026'],
  ['sales,soon,,2,,x', 'line 2: from must be a day or a local time such as 2026-03-04T09:00, got soon'],
])('an override that cannot be meant is refused: %s', async (row, words) => {
  const history = await fileOf('h2.csv', csv(rows()));
  const override = await fileOf('bad-override.csv', `queue,from,until,factor,offered,reason\n${row}\n`);
  await expect(forecast(history, { override })).rejects.toThrow(words);
});
