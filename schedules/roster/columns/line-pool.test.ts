import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepLines, keepsTo, type LinePool } from './line-pool.ts';
import { personModel } from '../lines/person-model.ts';
import { naiveLines } from '../testing/naive-roster.ts';
import { randomProblem } from '../testing/random-problem.ts';

test('of all lines, those keep to a model that keep to the rules it was made of', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const problem = randomProblem(seed, { days: 4, people: 1, shifts: 2 });
      const [person] = problem.people;
      if (person === undefined) return;
      const model = personModel(problem, 0);
      const lines = Array.from({ length: 3 ** 4 }, (_, at) =>
        Uint16Array.of(at % 3, Math.floor(at / 3) % 3, Math.floor(at / 9) % 3, Math.floor(at / 27)),
      );
      const kept = lines.filter((line) => keepsTo(model, line));
      const naive = naiveLines(problem, person).map((duties) =>
        duties.map((duty) => (duty === 'off' ? 0 : duty + 1)).join(),
      );
      expect(kept.map((line) => line.join()).sort()).toEqual(naive.sort());
    }),
    { numRuns: 300 },
  );
});

test('of a person with too many lines, those stay that were of use last', () => {
  const pool: LinePool = new Map();
  const lines = Array.from({ length: 300 }, (_, at) => ({ person: 7, line: Uint16Array.of(at) }));
  keepLines(pool, lines.slice(0, 200));
  keepLines(pool, lines.slice(0, 1));
  keepLines(pool, lines.slice(200));
  const kept = [...(pool.get(7)?.values() ?? [])].map(([option]) => option);
  expect(kept).toHaveLength(200);
  expect(kept).toContain(0);
  expect(kept).not.toContain(1);
  expect(kept).toContain(299);
});
