import { extname } from 'node:path';
import type { AssessedPlan } from '../../schedules/plan/assess-plan.ts';
import type { PlanProgress } from '../../schedules/plan/plan-tools.ts';
import type { ShiftPlanProblem } from '../../schedules/plan/shift-plan-problem.ts';
import { csvLines } from '../schedule/csv-lines.ts';
import { liveRoster, livedTotals, type LiveQuestion } from '../schedule/live-roster.ts';
import { readProblem } from '../schedule/document/read-problem.ts';
import { planInThread } from '../schedule/plan-work.ts';
import { openProblemFile } from '../schedule/problem-file.ts';
import {
  breachTable,
  coverageTable,
  fairnessTable,
  gridTable,
  rosterTable,
  sessionTable,
} from '../schedule/roster-table.ts';
import { writeWorkbook } from '../schedule/write-workbook.ts';
import { systemClock } from '../clock.ts';
import { FileFailure } from './file-failure.ts';
import { progress } from './progress.ts';
import { CommandFailure } from './run-command.ts';
import { writeEventFile } from './write-event-file.ts';

export type ProblemOptions = {
  readonly seconds: number;
  readonly seed: number;
  readonly out: string;
  /** Weeks to live the roster in the simulator. Absent: none. */
  readonly liveThrough?: number;
};

/** Plans the shifts of a problem's document and writes them; a problem without a roster ends with 2. */
export async function scheduleProblem(
  file: string,
  { seconds, seed, out, liveThrough }: ProblemOptions,
  signal: AbortSignal,
): Promise<void> {
  const { document, beside } = await openProblemFile(file);
  const read = readProblem(document, beside);
  if (read.kind === 'mistakes') throw new CommandFailure(`${file}:\n  ${read.mistakes.join('\n  ')}`);
  const line = progress(process.stderr, systemClock);
  try {
    const onProgress = (now: PlanProgress): void => line.show(() => progressLine(now));
    const answer = await planInThread({ document, beside, seconds, seed }, { onProgress, signal });
    line.clear();
    if (answer.kind === 'infeasible') return sayWhy(answer.because);
    if (answer.kind === 'none') return sayTooShort(seconds);
    await writePlan(read.problem, answer.plan, out);
    process.stderr.write(summary(read.problem, answer.plan));
    if (liveThrough !== undefined)
      sayLived({ problem: read.problem, plan: answer.plan, weeks: liveThrough, seed });
  } finally {
    line.clear();
  }
}

const STAGES: Readonly<Record<PlanProgress['stage'], string>> = {
  coverage: 'coverage',
  names: 'names',
  better: 'better shifts',
};

function progressLine({ stage, seconds, cost, bound }: PlanProgress): string {
  const figures = [
    ...(cost === undefined ? [] : [`cost ${cost.toFixed(2)}`]),
    ...(bound === undefined ? [] : [`bound ${bound.toFixed(2)}`]),
  ];
  return `${STAGES[stage]}, ${seconds.toFixed(1)} s: ${figures.join(', ') || 'begun'}`;
}

function sayWhy(because: readonly string[]): void {
  process.stderr.write(
    `callboard: no roster keeps to the rules\n${because.map((said) => `  ${said}\n`).join('')}`,
  );
  process.exitCode = 2;
}

function sayTooShort(seconds: number): void {
  process.stderr.write(
    `callboard: no roster was found in ${seconds} s. The rules do not contradict each other as far as is known: give it more --seconds\n`,
  );
  process.exitCode = NONE_IN_TIME;
}

/** Neither a fault nor a contradiction: worth another try. */
const NONE_IN_TIME = 3;

async function writePlan(problem: ShiftPlanProblem, plan: AssessedPlan, out: string): Promise<void> {
  const sessions = problem.activities.length > 0 ? [sessionTable] : [];
  const tables = [rosterTable, gridTable, coverageTable, ...sessions, breachTable, fairnessTable].map(
    (table) => table(problem, plan),
  );
  const [roster] = tables;
  if (extname(out) === '.xlsx') {
    await writeWorkbook(out, tables).catch((cause: unknown) => {
      throw FileFailure.of('write', out, cause);
    });
    return;
  }
  const file = writeEventFile(out);
  try {
    if (extname(out) === '.json') await file.write(`${JSON.stringify(plan, undefined, 2)}\n`);
    else if (roster !== undefined) for (const row of csvLines(roster)) await file.write(`${row}\n`);
    await file.commit();
  } finally {
    await file.discard();
  }
}

function summary(problem: ShiftPlanProblem, plan: AssessedPlan): string {
  const { totals, coverageCost, lowerBound, breaches, shifts } = plan;
  const queues = totals.map(
    ({ queue, requiredHours, underHours, overHours }) =>
      `  ${queue}: ${requiredHours.toFixed(1)} agent-hours required, ${underHours.toFixed(1)} missing, ${overHours.toFixed(1)} too many\n`,
  );
  const gap =
    lowerBound === undefined || coverageCost === 0 ? undefined : (coverageCost - lowerBound) / coverageCost;
  const proof =
    gap === undefined
      ? ''
      : `, no roster below ${lowerBound?.toFixed(2)}: at most ${(100 * gap).toFixed(2)} % from the best`;
  const hard = breaches.filter(({ strength }) => strength.kind === 'hard');
  const rules = [
    `  rules: ${hard.length} hard and ${breaches.length - hard.length} soft ones do not hold\n`,
    ...hard.slice(0, SHOWN).map(({ person, said }) => `    ${person} ${said.en ?? ''}\n`),
  ];
  const heading = `${shifts.length} shifts for ${problem.people.length} people; coverage costs ${coverageCost.toFixed(2)}${proof}\n`;
  return [heading, ...queues, ...activityLines(problem, plan), ...rules].join('');
}

function activityLines(
  { activities, deferredWork }: ShiftPlanProblem,
  plan: AssessedPlan,
): readonly string[] {
  const sessions = activities.map(({ name, people }) => {
    const without = plan.unheld.flatMap(({ activity, person }) => (activity === name ? [person] : []));
    const rest = without.length === 0 ? '' : `; no room for ${named(without)}`;
    return `  ${name}: ${people.length - without.length} of ${people.length} people${rest}\n`;
  });
  if (deferredWork === undefined) return sessions;
  const minutes = plan.shifts
    .flatMap((shift) => shift.activities ?? [])
    .reduce((sum, { kind, lengthMinutes }) => sum + (kind === 'deferred-work' ? lengthMinutes : 0), 0);
  return [
    ...sessions,
    `  ${(minutes / 60).toFixed(1)} h of ${deferredWork.name} for those who are too many\n`,
  ];
}

const named = (people: readonly string[]): string =>
  people.length <= SHOWN
    ? people.join(', ')
    : `${people.slice(0, SHOWN).join(', ')} and ${people.length - SHOWN} more`;

function sayLived(question: LiveQuestion): void {
  try {
    for (const { queue, promised, realised } of livedTotals(liveRoster(question))) {
      process.stderr.write(
        `  ${queue} in the simulator: service level ${percent(promised)} promised, ${percent(realised)} realised\n`,
      );
    }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new CommandFailure(`cannot live the roster: ${cause.message}`, { cause });
  }
}

/** Breaches told on the screen; the rest is in the report. */
const SHOWN = 10;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
