import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { judgeRules, softCost } from './judge-rules.ts';
import { presets } from './presets/presets.ts';
import { rulesOf, withOwnSettings } from './rule-book.ts';
import { lived } from './testing/lived.ts';

const folder = new URL('./', import.meta.url);
const files = ['days', 'hours', 'rest'].flatMap((room) => readdirSync(new URL(`${room}/`, folder)));

test('every rule has a test of its own', () => {
  const rules = files.filter((name) => !name.endsWith('.test.ts'));
  const untested = rules.filter((name) => !files.includes(name.replace('.ts', '.test.ts')));
  expect(rules.length).toBeGreaterThan(15);
  expect(untested).toEqual([]);
});

test('every rule can be set in a book', () => {
  const book = readFileSync(new URL('rule-book.ts', folder), 'utf8');
  const unset = files.filter(
    (name) => !name.endsWith('.test.ts') && !book.includes(`'${name.replace('.ts', '')}'`),
  );
  expect(unset).toEqual([]);
});

test('a setting of the centre takes the place of the preset', () => {
  const book = withOwnSettings(
    [{ rule: 'days-in-a-row', most: 6 }, { rule: 'time-off' }],
    [{ rule: 'days-in-a-row', most: 5, weight: 2 }],
  );
  const rules = rulesOf(book);
  expect(rules.person.map(({ id, strength }) => [id, strength.kind])).toEqual([
    ['time-off', 'hard'],
    ['days-in-a-row', 'soft'],
  ]);
  const judged = judgeRules(rules, [lived('2026-11-23', 'D D D D D D D')]);
  expect(judged).toHaveLength(1);
  expect(softCost(judged)).toBe(4);
});

test('hard breaches come first, then by day', () => {
  const rules = rulesOf([
    { rule: 'daily-hours', mostHours: 8, weight: 1 },
    { rule: 'rest-between-shifts', leastHours: 11 },
  ]);
  const judged = judgeRules(rules, [lived('2026-11-23', 'T L E T')]);
  expect(judged.map(({ strength, day }) => [strength.kind, day])).toEqual([
    ['hard', '2026-11-25'],
    ['soft', '2026-11-23'],
    ['soft', '2026-11-26'],
  ]);
});

describe('presets', () => {
  test.each(presets.map((preset) => [preset.id, preset] as const))(
    '%s names a source for each rule',
    (_id, preset) => {
      const named = new Set(preset.sources.map(({ rule }) => rule));
      expect(preset.book.filter(({ rule }) => !named.has(rule))).toEqual([]);
    },
  );

  test('a plain week of five days breaks nothing hard in any of them', () => {
    const week = lived('2026-11-23', 'D D D D D - -', { breakAtHour: 4 });
    for (const { book } of presets) expect(judgeRules(rulesOf(book), [week])).toEqual([]);
  });

  test('a quarter of comprehensive hours holds the 42 h of a four-crew rotation and not 50', () => {
    const comprehensive = presets.find(({ id }) => id === 'china-comprehensive');
    const rule = comprehensive?.book.find((one) => one.rule === 'weekly-hours');
    expect(rule).toMatchObject({ overWeeks: 13 });
    expect(rule?.rule === 'weekly-hours' && rule.mostHours).toBeCloseTo(46.46, 2);
  });
});
