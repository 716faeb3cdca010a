import { agentId } from '#domain/ids.ts';
import { expect, test } from 'vitest';
import { burdenCount, fairShares } from './fair-shares.ts';
import { HARD, type PersonTime } from '../base/rule.ts';
import { amy, lived, sentences } from '../testing/lived.ts';

const of = (name: string, line: string): PersonTime =>
  lived('2026-11-23', line, { person: { ...amy, id: agentId(name) } });

test('nights are shared over history and plan: two apart is one too many', () => {
  const team = [of('amy', 'N N | - N - - -'), of('bob', 'D D | N - - - -'), of('cai', '- - | N N - - -')];
  const rule = fairShares({ burden: 'nights', spread: 1 }, HARD);
  expect(rule.breaches(team).map(({ person, by }) => [person, by])).toEqual([['amy', 1]]);
  expect(sentences(rule.breaches(team))).toEqual(['3 nights, the least has 1, at most 1 apart']);
});

test('who cannot have nights does not make the others unfair', () => {
  const team = [of('amy', '| N N N'), of('bob', '| N N -'), of('cai', '| D D D')];
  const rule = fairShares({ burden: 'nights', spread: 1 }, HARD, ({ person }) => person.id !== 'cai');
  expect(rule.breaches(team)).toEqual([]);
});

test('a weekend shift is one on a Saturday or a Sunday, an early start is before seven', () => {
  expect(burdenCount(of('amy', 'D D D D D D N'), 'weekends')).toBe(2);
  expect(burdenCount(of('amy', 'E D N L - - E'), 'early-starts')).toBe(2);
});
