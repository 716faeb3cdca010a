import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { highsSolver } from '../solver/highs/highs-solver.ts';
import { solveRoster } from '../roster/solve-roster.ts';
import { checkRoster } from './check-roster.ts';
import { readInstance } from './read-instance.ts';
import { rosterProblemOf } from './roster-problem-of.ts';

const FOLDER = new URL('../../../shared/data/rostering/', import.meta.url);

/** Best known values, at https://www.schedulingbenchmarks.org/nrp. The other instances are in the benchmark. */
test.skipIf(!existsSync(FOLDER))('the published instances are at hand', () => {
  expect(existsSync(new URL('Instance1.txt', FOLDER))).toBe(true);
});

test.skipIf(!existsSync(FOLDER)).each([
  [1, 607],
  [2, 828],
  [4, 1716],
])(
  'published instance %i is solved to its best known value %i and proved to be best',
  async (number, best) => {
    const file = new URL(`Instance${number}.txt`, FOLDER);
    const instance = readInstance(readFileSync(file, 'utf8'));
    if ('fault' in instance) throw new Error(instance.fault);
    // A clock that counts looks: the same search on every machine.
    let looks = 0;
    const clock = (): number => (looks += 1);
    const answer = solveRoster(rosterProblemOf(instance), {
      solver: await highsSolver(),
      clock,
      seconds: 3_000,
      seed: 1,
    });
    if (answer.kind !== 'roster') throw new Error('expected a roster');
    const assignments = answer.roster.flatMap((line, person) =>
      line.flatMap((duty, day) =>
        duty === 'off'
          ? []
          : [{ employee: instance.staff[person]?.id ?? '', day, shift: instance.shifts[duty]?.id ?? '' }],
      ),
    );
    expect(checkRoster(instance, assignments)).toEqual({ violations: [], cost: best });
    expect(answer).toMatchObject({ cost: best, lowerBound: best, gap: 0 });
  },
);
