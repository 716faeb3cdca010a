import { describe, expect, test } from 'vitest';
import { VISIT_COLUMNS } from '#domain/history/visit-row.ts';
import type { Row } from '#domain/history/column.ts';
import { timeZone } from '#domain/time-zone.ts';
import { compileAmount, compilePredicate } from './compile-expression.ts';
import { parseExpression } from './parse-expression.ts';
import { SPAN_COLUMNS } from '#domain/history/span-row.ts';

const names = { columns: { ...VISIT_COLUMNS, ...SPAN_COLUMNS }, terms: ['within_ms'] };
const shanghai = timeZone('Asia/Shanghai');

const row: Row = {
  queue: 'sales',
  priority: 2,
  outcome: 'answered',
  wait_ms: 20_000,
  handled: true,
  labels: { product: 'card', users: '120', 'a b': 'x' },
  queues: ['sales', 'support'],
  arrived_at: Date.parse('2026-03-04T23:30:00Z'),
};

const holds = (text: string, of: Row = row): boolean =>
  compilePredicate(parseExpression(text, names, 'flag'), shanghai)(of, { within_ms: 20_000 });

const amount = (text: string, of: Row = row): number | undefined =>
  compileAmount(parseExpression(text, names, 'number'), shanghai)(of, { within_ms: 20_000 });

describe('a condition', () => {
  test.each([
    ['queue == "sales" && priority >= 2'],
    ['queue in ["sales", "support"] && !(priority in [0, 1])'],
    ['labels.product == "card" || false'],
    ['labels["a b"] != "y"'],
    ['has(labels.product) && !has(labels.colour)'],
    ['agent == null && agent == "" && agent != "amy"'],
    ['outcome == "answered" && wait_ms <= within_ms'],
    ['handled ? queue.startsWith("sa") : false'],
    ['queue.endsWith("les") && queue.contains("al") && size(queue) == 5'],
    ['"support" in queues && !("billing" in queues)'],
    ['wait_ms == duration("20s") && wait_ms < duration("1m")'],
    ['arrived_at >= timestamp("2026-03-05T07:30:00+08:00")'],
    ['arrived_at.getHours() == 7 && arrived_at.getMinutes() == 30 && arrived_at.getDayOfWeek() == 4'],
    ['arrived_at.getDate() == 5 && arrived_at.getMonth() == 2'],
    ['double(labels.users) / 7 > 17.1'],
    ['7 / 2 == 3.5'],
  ])('%s holds', (text) => expect(holds(text)).toBe(true));

  test.each([
    ['what is unknown is neither more nor less than anything', 'hold_ms < 5 || hold_ms >= 5'],
    ['a label that is none', 'labels.constructor == "x" || has(labels.toString)'],
    ['divided by nothing', 'wait_ms / 0 > 1 || wait_ms % 0 == 0'],
    ['a text is no number', 'double(labels.product) >= 0 || double("1e5") > 0 || double(" 1") > 0'],
  ])('%s: does not hold', (_, text) => expect(holds(text)).toBe(false));

  test.each([
    ['quue == "a"', 'quue: there is no such name; did you mean queue? (at character 1)'],
    ['wait > 3', 'wait: there is no such name; did you mean wait_ms? (at character 1)'],
    ['arrived > 3', 'arrived: there is no such name; did you mean arrived_at? (at character 1)'],
    ['wait_ms > 60s', ' (a length is written duration("60s"))'],
    ['labels.产品 == "a"', ' (a label of other letters is written labels["产品"])'],
    [' ', 'the condition is empty: expected one such as queue == "sales"'],
    ['queue == 3', '3: expected a text, got a number (at character 10)'],
    ['priority = 3', 'priority = 3: Unexpected character: = at character 10 (equal is written ==)'],
    ['queue', 'queue: expected a condition that holds or does not, such as queue == "sales", got a text'],
    ['queue.matches("(a+)+$")', 'a pattern may run for hours'],
    ['labels == "x"', 'labels: one label is meant, as in labels.product (at character 1)'],
    ['queues == "x"', 'queues: it is a list: write "sales" in queues (at character 1)'],
    ['queue < "b"', 'queue: expected a number, got a text (at character 1)'],
    ['[1].exists(x, x > 0)', 'cannot be used'],
    ['foo(queue) == 1', 'there is no function foo; there are has, size, double, timestamp, duration'],
    ['arrived_at > timestamp("2026-03-05")', 'expected a time with its offset'],
    [`queue == "${'a'.repeat(4_000)}"`, 'a condition has at most 4000 letters'],
    [`${'('.repeat(60)}true${')'.repeat(60)}`, 'Exceeded maxDepth (40)'],
    [
      `priority in [${Array.from({ length: 300 }, (_, place) => place).join(',')}]`,
      'Exceeded maxListElements',
    ],
  ])('%s is refused, and says why', (text, said) => expect(() => holds(text)).toThrow(said));
});

test('an amount is unknown where a part of it is', () => {
  expect(amount('wait_ms + 1')).toBe(20_001);
  expect(amount('wait_ms + hold_ms')).toBeUndefined();
  expect(amount('double(labels.users) * -2')).toBe(-240);
  expect(amount('priority > 1 ? wait_ms : hold_ms')).toBe(20_000);
});
