import { expect, test } from 'vitest';
import { solveRoster } from '../roster/solve-roster.ts';
import { highsSolver } from '../solver/highs/highs-solver.ts';
import { checkRoster } from './check-roster.ts';
import { readInstance } from './read-instance.ts';
import { rosterProblemOf } from './roster-problem-of.ts';
import { madeInstance } from './testing/made-instance.ts';

/** Shifts of many lengths make tables of whole lines too large: these have to be searched by prices. */
const LENGTHS = [480, 450, 540, 420, 390];

test.each([
  { days: 84, people: 4, shifts: 5, seed: 1 },
  { days: 182, people: 3, shifts: 3, seed: 1 },
])(
  '$days days of $people people and $shifts shifts get a roster that keeps every rule, and a bound that is told from nothing',
  async (size) => {
    const instance = readInstance(madeInstance({ ...size, lengths: LENGTHS }));
    if ('fault' in instance) throw new Error(instance.fault);
    // A clock that counts looks: the same search on every machine.
    let looks = 0;
    const clock = (): number => (looks += 1);
    const gaps: number[] = [];
    const answer = solveRoster(rosterProblemOf(instance), {
      solver: await highsSolver(),
      clock,
      seconds: 200,
      seed: 1,
      onProgress: ({ gap }) => void gaps.push(gap),
    });
    if (answer.kind !== 'roster') throw new Error(`expected a roster, got ${answer.kind}`);
    const assignments = answer.roster.flatMap((line, person) =>
      line.flatMap((duty, day) =>
        duty === 'off'
          ? []
          : [{ employee: instance.staff[person]?.id ?? '', day, shift: instance.shifts[duty]?.id ?? '' }],
      ),
    );
    expect(checkRoster(instance, assignments)).toEqual({ violations: [], cost: answer.cost });
    expect(answer.lowerBound).toBeGreaterThan(0);
    expect(answer.lowerBound).toBeLessThanOrEqual(answer.cost);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1);
  },
);
