import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkRoster } from '../schedules/curtois-qu/check-roster.ts';
import type { Instance } from '../schedules/curtois-qu/instance.ts';
import { readInstance } from '../schedules/curtois-qu/read-instance.ts';
import { rosterProblemOf } from '../schedules/curtois-qu/roster-problem-of.ts';
import { highsSolver } from '../schedules/solver/highs/highs-solver.ts';
import type { Roster } from '../schedules/roster/problem/roster-problem.ts';
import { solveRoster } from '../schedules/roster/solve-roster.ts';
import { publishedFolder } from '../testing/published-folder.ts';

/** Of C. & Q.'s instances 1–8: seconds of processor time that are given, and the best value anybody found. */
const INSTANCES = [
  [1, 30, 607],
  [2, 30, 828],
  [3, 30, 1001],
  [4, 30, 1716],
  [5, 30, 1143],
  [6, 60, 1950],
  [7, 60, 1056],
  [8, 120, 1300],
] as const;

const { folder, absent } = publishedFolder('rostering');

/** Named rosters of the published benchmark: cost, bound and best known value, beside giving out shifts one by one. */
export async function benchSchedule(): Promise<void> {
  if (absent !== '') return console.log(`published instances${absent}`);
  console.log('instance  CPU s    cost   bound  best known  one by one');
  for (const [number, seconds, best] of INSTANCES) {
    const instance = readInstance(readFileSync(new URL(`Instance${number}.txt`, folder), 'utf8'));
    if ('fault' in instance) throw new Error(instance.fault);
    const problem = rosterProblemOf(instance);
    const costs: number[] = [];
    const answer = solveRoster(problem, {
      solver: await highsSolver(),
      clock: processorSeconds,
      seconds,
      seed: 1,
      onProgress: ({ cost }) => costs.push(cost),
    });
    if (answer.kind !== 'roster') throw new Error(`expected a roster of instance ${number}`);
    const { violations, cost } = check(instance, answer.roster);
    if (violations.length > 0) throw new Error(`broken rules: ${violations.join('; ')}`);
    const cells = [answer.seconds.toFixed(1), cost, answer.lowerBound, best, costs[0] ?? '–'];
    console.log(`${number}`.padStart(8), ...cells.map((cell, at) => `${cell}`.padStart(at > 2 ? 11 : 6)));
  }
}

const processorSeconds = (): number => process.cpuUsage().user / 1e6;

function check(instance: Instance, roster: Roster): ReturnType<typeof checkRoster> {
  const assignments = roster.flatMap((line, person) =>
    line.flatMap((duty, day) =>
      duty === 'off'
        ? []
        : [{ employee: instance.staff[person]?.id ?? '', day, shift: instance.shifts[duty]?.id ?? '' }],
    ),
  );
  return checkRoster(instance, assignments);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchSchedule();
