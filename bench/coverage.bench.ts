import { fileURLToPath } from 'node:url';
import { chanceOf } from '../schedules/chance.ts';
import { checkWeeks } from '../schedules/coverage/people/check-weeks.ts';
import type { CoverageProblem } from '../schedules/coverage/model/coverage-problem.ts';
import { greedyCost } from '../schedules/coverage/testing/greedy-cost.ts';
import { namePeople } from '../schedules/coverage/people/name-people.ts';
import type { PlannedPerson } from '../schedules/coverage/people/person-weeks.ts';
import { planCoverage } from '../schedules/coverage/plan-coverage.ts';
import { bankWeek } from '../schedules/coverage/testing/bank-week.ts';
import { highsSolver } from '../schedules/solver/highs/highs-solver.ts';
import { report } from './report.ts';

const PEOPLE = 560;
const NAMING_SECONDS = 5;
const TWO_SKILLS = {
  queueShares: [0.5, 0.3, 0.2],
  skillSets: [
    { queues: [0], share: 0.35 },
    { queues: [1], share: 0.25 },
    { queues: [0, 1], share: 0.2 },
    { queues: [0, 1, 2], share: 0.2 },
  ],
};

/** Prints how near a week of 560 people comes to its bound, in seconds of the processor, beside a greedy plan. */
export async function benchCoverage(): Promise<void> {
  const one = bankWeek({ people: PEOPLE, seed: 1 });
  for (const seconds of [30, 60]) await benchWeek(`one queue, ${seconds} s`, one, seconds);
  const three = bankWeek({ people: PEOPLE, seed: 1, ...TWO_SKILLS });
  for (const seconds of [15, 120]) await benchWeek(`three queues, ${seconds} s`, three, seconds);
}

async function benchWeek(name: string, problem: CoverageProblem, seconds: number): Promise<void> {
  const solver = await highsSolver();
  const begun = clock();
  let boundAt = begun;
  const plan = planCoverage(problem, {
    solver,
    clock,
    seconds,
    onProgress: ({ stage }) => {
      if (stage === 'bound') boundAt = clock();
    },
  });
  if (plan.kind !== 'planned') throw new Error(plan.reasons.join('; '));
  const took = clock() - begun;
  report(`${name}: bound`, (boundAt - begun) / 1_000, 's of CPU');
  report(`${name}: plan`, took / 1_000, 's of CPU');
  report(`${name}: above the bound`, (plan.cost / plan.bound - 1) * 100, '%');
  const people = everyone(problem);
  const naming = clock();
  const named = namePeople({
    problem,
    shifts: plan.shifts,
    people,
    chance: chanceOf(1),
    isOver: () => clock() - naming > NAMING_SECONDS * 1_000,
  });
  report(`${name}: named, above the plan`, (named.cost / plan.cost - 1) * 100, '%');
  report(
    `${name}: named, broken rules`,
    checkWeeks(problem, named.weeks).length + named.impossible.length,
    '',
  );
  report(`${name}: greedy, above the bound`, (greedyCost(problem) / plan.bound - 1) * 100, '%');
  report(`${name}: peak memory so far`, process.resourceUsage().maxRSS / 1_024, 'MiB');
}

function everyone({ groups }: CoverageProblem): PlannedPerson[] {
  return groups.flatMap(({ name: group, people }) =>
    Array.from({ length: people }, (_, at) => ({ id: `${group} ${at}`, group, away: [] })),
  );
}

/** Milliseconds of the processor. */
function clock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchCoverage();
