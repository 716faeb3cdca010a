import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { publishedFolder } from '../../testing/published-folder.ts';
import { highsSolver } from '../solver/highs/highs-solver.ts';
import { solveRoster } from '../roster/solve-roster.ts';
import { checkRoster, type Assignment } from './check-roster.ts';
import type { Instance } from './instance.ts';
import { readInstance } from './read-instance.ts';
import { rosterProblemOf } from './roster-problem-of.ts';
import { SMALL_INSTANCE } from './testing/small-instance.ts';

const { folder, absent } = publishedFolder('rostering');

test('an instance of our own is solved to the best of all rosters there are, and proved to be best', async () => {
  // More people than there are are wanted on Friday and at the weekend, when one of them may not work.
  const instance = instanceOf(`${SMALL_INSTANCE}4,E,2,50,1\n5,E,1,30,2\n6,L,1,20,2\n`);
  const best = bestOfAll(instance);
  expect(best).toBeGreaterThan(0);
  await expectSolved(instance, best);
});

/** Best known values, at https://www.schedulingbenchmarks.org/nrp. The other instances are in the benchmark. */
test.skipIf(absent !== '').each([
  [1, 607],
  [2, 828],
  [4, 1716],
])(
  `published instance %i is solved to its best known value %i and proved to be best${absent}`,
  (number, best) =>
    expectSolved(instanceOf(readFileSync(new URL(`Instance${number}.txt`, folder), 'utf8')), best),
);

function instanceOf(text: string): Instance {
  const instance = readInstance(text);
  if ('fault' in instance) throw new Error(instance.fault);
  return instance;
}

async function expectSolved(instance: Instance, best: number): Promise<void> {
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
}

/** The least cost of a valid roster of two people: every line of one with every line of the other. */
function bestOfAll(instance: Instance): number {
  const [one = [], other = []] = instance.staff.map(({ id }) => validLines(instance, id));
  let best = Infinity;
  for (const line of one) {
    for (const second of other) best = Math.min(best, checkRoster(instance, [...line, ...second]).cost);
  }
  return best;
}

function validLines(instance: Instance, employee: string): Assignment[][] {
  let lines: Assignment[][] = [[]];
  for (let day = 0; day < instance.days; day += 1) {
    const duties = instance.shifts.map(({ id: shift }) => ({ employee, day, shift }));
    lines = lines.flatMap((line) => [line, ...duties.map((duty) => [...line, duty])]);
  }
  const isFault = (said: string): boolean => said.startsWith(`${employee}:`);
  return lines.filter((line) => !checkRoster(instance, line).violations.some(isFault));
}
