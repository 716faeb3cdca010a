import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chanceOf } from '../../chance.ts';
import { naiveLines } from '../testing/naive-roster.ts';
import { randomProblem } from '../testing/random-problem.ts';
import { cheapestFreeLine, freePricer, freeRoom, sumsOf } from './free-line.ts';
import { personModel } from './person-model.ts';

test('the cheapest free line is that of trying all lines that keep the rules without sums, units being worth something', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const problem = randomProblem(seed, { days: 6, people: 1, shifts: 2 });
      const [person] = problem.people;
      if (person === undefined) return;
      const model = personModel(problem, 0);
      const chance = chanceOf(seed + 1);
      const cost = model.cost.map(() => Math.round(20 * chance() - 10));
      const worth = Float64Array.from(model.counters, () => Math.round(4 * chance() - 2));
      const loose = { ...person, rules: { ...person.rules, minutes: [], counts: [], weekends: [] } };
      const costs = naiveLines(problem, loose).map((duties) => {
        const line = Uint16Array.from(duties, (duty) => (duty === 'off' ? 0 : duty + 1));
        const sums = sumsOf(model, line);
        const worked = line.reduce((sum, option, day) => sum + (cost[day * 3 + option] ?? 0), 0);
        return sums.reduce((sum, units, at) => sum - units * (worth[at] ?? 0), worked);
      });
      const found = cheapestFreeLine(freePricer(model, freeRoom()), cost, worth);
      expect(found?.value ?? Infinity).toBeCloseTo(Math.min(Infinity, ...costs), 9);
      if (found === undefined) return;
      const sums = sumsOf(model, found.line);
      const own = found.line.reduce((sum, option, day) => sum + (cost[day * 3 + option] ?? 0), 0);
      expect(sums.reduce((sum, units, at) => sum - units * (worth[at] ?? 0), own)).toBeCloseTo(
        found.value,
        9,
      );
    }),
    { numRuns: 300 },
  );
});
