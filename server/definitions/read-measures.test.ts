import { describe, expect, test } from 'vitest';
import { ask, visit } from '../history/figures/testing/ask.ts';
import { readMeasures } from './read-measures.ts';

function measuresIn(text: string) {
  const read = readMeasures(text);
  if (read.kind === 'mistakes') throw new Error(read.mistakes.map(({ message }) => message).join('\n'));
  return read.measures;
}

/** 移网业务服务竞争力指数 = Σ(share of the operator · its users) / Σ users × 100, as a centre writes it. */
const INDEX = `
measures:
  - { id: service_index, zh: 移网业务服务竞争力指数, unit: number, formula: 100 * weighted / users }
  - { id: weighted, of: visit, total: double(labels.share) * double(labels.users) }
  - { id: users, of: visit, total: double(labels.users) }
`;

const operator = (district: string, share: string, users: string) =>
  visit('answered', 1, { queue: district, labels: { share, users } });

test('an index is recomputed from its parts for each district and for all, never averaged', () => {
  const rows = [
    operator('north', '0.8', '300'),
    operator('north', '0.5', '100'),
    operator('south', '0.9', '600'),
  ];
  const asked = { own: measuresIn(INDEX), measures: ['service_index'] };
  expect(ask({ ...asked, by: ['queue'] }, rows)).toEqual([
    { queue: 'north', service_index: (100 * (0.8 * 300 + 0.5 * 100)) / 400 },
    { queue: 'south', service_index: 90 },
  ]);
  expect(ask(asked, rows)).toEqual([{ service_index: (100 * (240 + 50 + 540)) / 1_000 }]);
});

test('a ratio of imported counts is a measure like another: share of self-service items, 79 of 111', () => {
  const own = measuresIn(`
measures:
  - { id: items, of: visit }
  - { id: items_online, of: visit, when: labels.online == "yes" }
  - { id: coverage, unit: share, formula: items_online / items }
  - { id: slowest, unit: seconds, of: visit, most: wait_ms, when: has(wait_ms) }
  - { id: people, of: visit, distinct: customer }
`);
  const rows = Array.from({ length: 111 }, (_, place) =>
    visit('answered', place, { customer: `k${place % 10}`, labels: { online: place < 79 ? 'yes' : 'no' } }),
  );
  const [row] = ask({ own, measures: ['items', 'items_online', 'coverage', 'slowest', 'people'] }, rows);
  expect(row).toMatchObject({ items: 111, items_online: 79, slowest: 110, people: 10 });
  expect(Number(row?.['coverage'])).toBeCloseTo(0.712, 3);
});

describe('a mistake is told with its place', () => {
  test.each([
    ['- { id: offered, of: visit }', 'a name that no other measure has, and offered is one'],
    ['- { id: x, of: visit, when: quue == "a" }', 'did you mean queue?'],
    ['- { id: x, of: visit, total: queue }', 'expected a number, got a text'],
    ['- { id: x, formula: offred / 2 }', 'did you mean offered?'],
    ['- { id: x, formula: 1 / y }\n  - { id: y, formula: x + 1 }', 'a formula that is not made of x itself'],
    ['- { id: x, of: visit, total: wait_ms, most: wait_ms }', 'one of total, most, quantile and distinct'],
    ['- { id: x, of: visit, quantile: wait_ms }', 'the share of a quantile, such as 0.9'],
    ['- { id: x, of: visit, distinct: custmer }', 'a column of visit, such as customer'],
    ['- { id: x }', 'a formula over measures, or of: a kind of row to count'],
    ['- { id: X-1, of: visit }', 'a name of small letters, digits and _'],
    ['- { id: x, of: visits }', 'visit'],
  ])('%s', (written, said) => {
    const read = readMeasures(`measures:\n  ${written}\n`);
    const messages =
      read.kind === 'mistakes' ? read.mistakes.map(({ line, message }) => `${line}: ${message}`) : [];
    expect(messages.join('\n')).toContain(said);
    expect(messages[0]).toMatch(/^[23]: /);
  });
});
