import { expect, test } from 'vitest';
import { headingKey } from '../../../files/values/heading-key.ts';
import { KNOWN_HEADINGS } from './known-headings.ts';
import { readHeading, saysMeasure } from './read-heading.ts';
import { isTotalWord } from './total-words.ts';

test('no heading has two roles', () => {
  const roles = new Map<string, string>();
  const twice = KNOWN_HEADINGS.flatMap(([role, headings]) =>
    headings.flatMap((heading) => {
      const key = headingKey(heading);
      const before = roles.get(key);
      roles.set(key, role);
      return before === undefined || before === role ? [] : [`${heading}: ${before} and ${role}`];
    }),
  );
  expect(twice).toEqual([]);
});

test('every heading that is listed is read as what it is listed for', () => {
  const wrong = KNOWN_HEADINGS.flatMap(([role, headings]) =>
    headings.filter((heading) => readHeading(heading).role !== role),
  );
  expect(wrong).toEqual([]);
});

test.each([
  ['ROW_DATE', 'day', undefined],
  ['CallsOffered', 'offered', undefined],
  ['Average Handle Time (sec)', 'handle', 'seconds'],
  ['AvgHandleTimeSec', 'handle', 'seconds'],
  ['AHT [min]', 'handle', 'minutes'],
  ['平均处理时长（秒）', 'handle', 'seconds'],
  ['Ø Bearbeitungszeit (hh:mm:ss)', 'handle', undefined],
  ['Durchschn. Bearbeitungszeit in Sek.', 'handle', 'seconds'],
  ['Total Handle Time (Seconds)', 'handle-total', 'seconds'],
  ['Avg. ACW Time', 'wrap-up', undefined],
  ['Interval Start UTC Date', 'start', undefined],
  ['进线量 (Calls Offered)', 'offered', undefined],
  ['Date / 日期', 'day', undefined],
  ['VIP呼入量', undefined, undefined],
  ['Sales', undefined, undefined],
])('%s is %s, in %s', (heading, role, unit) => {
  const read = readHeading(heading);
  expect([read.role, read.unit]).toEqual([role, unit]);
});

test('a heading that is not known may still say that it measures something, and is no queue then', () => {
  expect(['20秒内人工接通率(%)', 'Max Delay', 'Erreichbarkeit', '最长等待时间'].map(saysMeasure)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['Sales', '藏语', 'Kundendienst Nord'].map(saysMeasure)).toEqual([false, false, false]);
});

test('sums and means are known by their words, and names are not', () => {
  expect(
    ['合计：', 'Grand Total', 'Gesamtergebnis', 'sales Total', '销售 汇总', '平均'].every(isTotalWord),
  ).toBe(true);
  expect(['Totalenergie', 'sales', '全球业务', 'Summer', 'average joe'].some(isTotalWord)).toBe(false);
});
