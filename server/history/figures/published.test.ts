import { expect, test } from 'vitest';
import { ask, visit, type KindOfRow } from './testing/ask.ts';

test('ten reasons add up to all 125,636 contacts, and the repeated requests are 1.83 % of them', () => {
  const reasons = {
    fault: 20_443,
    complaint: 123,
    report: 53,
    opinion: 325,
    praise: 14,
    advice: 6,
    service: 1_707,
    other: 97,
    question: 100_570,
    again: 2_298,
  };
  const rows = Object.entries(reasons).flatMap(([reason, count]) => {
    const [one] = [visit('answered', 1, { labels: { reason } })];
    return Array.from({ length: count }, () => one);
  });
  const by = ask({ by: ['label:reason'], measures: ['offered'] }, rows);
  expect(Object.fromEntries(by.map((row) => [row['label:reason'], row['offered']]))).toEqual(reasons);
  const own = [
    {
      kind: 'sum',
      how: 'count',
      id: 'urged',
      unit: 'count',
      en: '',
      zh: '',
      of: 'visit',
      when: 'labels.reason == "again"',
    },
    { kind: 'formula', id: 'urged_rate', unit: 'share', en: '', zh: '', formula: 'urged / offered' },
  ] as const;
  const [row] = ask({ own, measures: ['offered', 'urged_rate'] }, rows);
  expect(row?.['offered']).toBe(125_636);
  expect((100 * Number(row?.['urged_rate'])).toFixed(2)).toBe('1.83');
});

const pass = (outcome: string): KindOfRow => [
  'pass',
  { contact: 'c', outcome, bot: true, pass_ms: 60_000, arrived_at: 1 },
];

test('of a hundred contacts with a bot thirty are handed over: it contains 70 %', () => {
  const rows = Array.from({ length: 100 }, (_, place) => pass(place < 30 ? 'queue' : 'contained'));
  expect(ask({ measures: ['bot_started', 'bot_handed_over', 'bot_containment'] }, rows)).toEqual([
    { bot_started: 100, bot_handed_over: 30, bot_containment: 0.7 },
  ]);
});

test('a contact at exactly the target time is within it, and an abandon at exactly the short-abandon time is not short', () => {
  const terms = { within_ms: 20_000, short_abandon_ms: 5_000, repeat_ms: 0, chat_slots: 1 };
  const rows = [
    visit('answered', 20),
    visit('answered', 20.001),
    visit('abandoned', 4.999),
    visit('abandoned', 5),
  ];
  expect(ask({ terms, measures: ['answered_within', 'short_abandoned', 'service_level'] }, rows)).toEqual([
    { answered_within: 1, short_abandoned: 1, service_level: 1 / 3 },
  ]);
});

test('the first ten days, the next ten and the rest of a month stand apart, also in a February of 29 days', () => {
  const days = Array.from({ length: 29 }, (_, day) =>
    visit('answered', 1, { arrived_at: Date.UTC(2024, 1, day + 1, 12) as never }),
  );
  expect(ask({ by: ['ten-days'], measures: ['offered'] }, days)).toEqual([
    { 'ten-days': '2024-02-01', offered: 10 },
    { 'ten-days': '2024-02-11', offered: 10 },
    { 'ten-days': '2024-02-21', offered: 9 },
  ]);
});
