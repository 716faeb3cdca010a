import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkRoster } from '../schedules/curtois-qu/check-roster.ts';
import type { Instance } from '../schedules/curtois-qu/instance.ts';
import { readInstance } from '../schedules/curtois-qu/read-instance.ts';
import { rosterProblemOf } from '../schedules/curtois-qu/roster-problem-of.ts';
import { madeInstance, type MadeSize } from '../schedules/curtois-qu/testing/made-instance.ts';
import { highsSolver } from '../schedules/solver/highs/highs-solver.ts';
import type { Roster } from '../schedules/roster/problem/roster-problem.ts';
import { solveRoster } from '../schedules/roster/solve-roster.ts';
import { publishedFolder } from '../testing/published-folder.ts';

/** Of C. & Q.'s instances 1–8: seconds of processor time that are given, and the best value anybody found. */
const PUBLISHED = [
  [1, 30, 607],
  [2, 30, 828],
  [3, 30, 1001],
  [4, 30, 1716],
  [5, 30, 1143],
  [6, 60, 1950],
  [7, 60, 1056],
  [8, 120, 1300],
] as const;

/** Made up, as large as the later published ones. */
const MADE: Readonly<Record<string, MadeSize>> = {
  '28x60x10': { days: 28, people: 60, shifts: 10 },
  '28x120x18': { days: 28, people: 120, shifts: 18 },
  '42x45x6': { days: 42, people: 45, shifts: 6 },
  '56x32x4': { days: 56, people: 32, shifts: 4 },
  '84x22x3': { days: 84, people: 22, shifts: 3 },
  '84x40x5': { days: 84, people: 40, shifts: 5 },
  '182x50x6': { days: 182, people: 50, shifts: 6 },
};
const MADE_SECONDS = 120;
const LENGTHS = [480, 540, 600, 420, 720, 360];
/** As much work as there are minutes, and a little more, as the published ones have it. */
const LOADS = [1, 1.02];

const { folder, absent } = publishedFolder('rostering');

/** Named rosters: cost, bound and the gap between them, beside giving out shifts one by one; each judged by a checker of its own. */
export async function benchSchedule(only: readonly string[] = []): Promise<void> {
  const isAsked = (name: string): boolean => only.length === 0 || only.includes(name);
  console.log('instance          CPU s    cost     bound    gap %  best known  one by one');
  if (absent !== '') console.log(`published instances${absent}`);
  else
    for (const [number, seconds, best] of PUBLISHED)
      if (isAsked(`${number}`)) {
        const text = readFileSync(new URL(`Instance${number}.txt`, folder), 'utf8');
        await benchInstance(`${number}`, text, { seconds, best });
      }
  for (const [name, size] of Object.entries(MADE))
    for (const load of LOADS)
      if (isAsked(name)) {
        const text = madeInstance({ ...size, load, lengths: LENGTHS });
        await benchInstance(`${name} ${load}`, text, { seconds: MADE_SECONDS });
      }
}

type Given = { readonly seconds: number; readonly best?: number };

async function benchInstance(name: string, text: string, { seconds, best }: Given): Promise<void> {
  const instance = readInstance(text);
  if ('fault' in instance) throw new Error(instance.fault);
  const costs: number[] = [];
  const answer = solveRoster(rosterProblemOf(instance), {
    solver: await highsSolver(),
    clock: processorSeconds,
    seconds,
    seed: 1,
    onProgress: ({ cost }) => costs.push(cost),
  });
  if (answer.kind !== 'roster') throw new Error(`expected a roster of instance ${name}`);
  const { violations, cost } = check(instance, answer.roster);
  if (violations.length > 0) throw new Error(`broken rules: ${violations.join('; ')}`);
  const gap = (100 * (cost - answer.lowerBound)) / answer.lowerBound;
  const cells = [
    answer.seconds.toFixed(1),
    cost,
    answer.lowerBound,
    gap.toFixed(2),
    best ?? '–',
    costs[0] ?? '–',
  ];
  console.log(name.padEnd(16), ...cells.map((cell, at) => `${cell}`.padStart(at > 3 ? 11 : 7)));
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

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchSchedule(process.argv.slice(2));
