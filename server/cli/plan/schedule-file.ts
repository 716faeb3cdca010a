import { readFile } from 'node:fs/promises';
import { readInstance } from '../../../schedules/curtois-qu/read-instance.ts';
import { rosterProblemOf } from '../../../schedules/curtois-qu/roster-problem-of.ts';
import type { RosterConflict } from '../../../schedules/roster/explain-conflicts.ts';
import type { Roster, RosterProblem } from '../../../schedules/roster/problem/roster-problem.ts';
import type { RosterProgress } from '../../../schedules/roster/solve-roster.ts';
import { systemClock } from '../../clock/clock.ts';
import { solveInThread } from '../../planning/threads/solve-in-thread.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { systemTimers } from '../../clock/timers.ts';
import { steadyProgress } from '../steady-progress.ts';
import { notOntoItself } from '../not-onto-itself.ts';
import { CommandFailure } from '../run-command.ts';
import { scheduleProblem } from './schedule-problem.ts';
import type { TableOptions } from './table-options.ts';
import type { Cell } from '../../files/table.ts';
import { writeTables } from '../../files/writing/open-table-file.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { percentText } from '../percent-text.ts';

export type ScheduleOptions = TableOptions & {
  readonly format: 'callboard' | 'curtois-qu';
  readonly seconds: number;
  readonly seed: number;
  readonly out: string;
  readonly excel?: boolean;
  readonly liveThrough?: number;
};

/** Writes the roster of the problem, with how far from the best it is at most. An interrupt ends the search with the best so far. */
export function scheduleFile(file: string, options: ScheduleOptions): Promise<void> {
  const schedule = options.format === 'callboard' ? scheduleProblem : scheduleInstance;
  return untilInterrupted((signal) => schedule(file, options, signal));
}

async function scheduleInstance(file: string, options: ScheduleOptions, signal: AbortSignal): Promise<void> {
  notOntoItself({ inputs: [file], outs: { '--out': options.out } });
  const problem = await readProblem(file);
  const line = steadyProgress(process.stderr, { now: systemClock, timers: systemTimers });
  try {
    const { seconds, seed } = options;
    const onProgress = (now: RosterProgress): void => line.show(() => progressLine(now));
    const answer = await solveInThread(problem, { seconds, seed, onProgress, signal });
    line.clear();
    if (answer.kind === 'infeasible') return sayConflicts(problem, answer.because);
    if (answer.kind === 'none')
      throw new CommandFailure(`no roster was found in ${seconds} s: give it more seconds`);
    await writeRoster(problem, answer.roster, options);
    process.stderr.write(`${progressLine(answer)}\n`);
  } finally {
    line.clear();
  }
}

async function readProblem(file: string): Promise<RosterProblem> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw FileFailure.of('read', file, cause);
  });
  const instance = readInstance(text);
  if ('fault' in instance) throw new CommandFailure(`${file}, ${instance.fault}`);
  return rosterProblemOf(instance);
}

function progressLine({ seconds, cost, lowerBound, gap }: RosterProgress): string {
  const bound = Number.isFinite(lowerBound) ? figure(lowerBound) : '—';
  return `${seconds.toFixed(1)} s, cost ${figure(cost)}, bound ${bound}, gap ${percentText(gap, 2)}`;
}

const figure = (value: number): string => (Number.isInteger(value) ? `${value}` : value.toFixed(2));

function sayConflicts(problem: RosterProblem, conflicts: readonly RosterConflict[]): void {
  process.stderr.write('callboard: no roster keeps to the rules\n');
  for (const { person, because, remedies } of conflicts) {
    const id = problem.people[person]?.id ?? `${person}`;
    process.stderr.write(`  ${id} cannot have all of: ${because.join('; ')}\n`);
    for (const remedy of remedies) process.stderr.write(`    would do: ${remedy}\n`);
  }
  process.exitCode = 2;
}

function writeRoster(problem: RosterProblem, roster: Roster, { out, excel }: ScheduleOptions): Promise<void> {
  const rows = roster.flatMap((line, place) =>
    line.flatMap((duty, day): (readonly Cell[])[] =>
      duty === 'off' ? [] : [[problem.people[place]?.id, day, problem.shifts[duty]?.id]],
    ),
  );
  return writeTables(out, [{ name: 'roster', header: ['employee', 'day', 'shift'], rows }], {
    isForExcel: excel,
  });
}
