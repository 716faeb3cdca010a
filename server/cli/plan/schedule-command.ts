import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readInstance } from '../../../schedules/curtois-qu/read-instance.ts';
import { rosterProblemOf } from '../../../schedules/curtois-qu/roster-problem-of.ts';
import type { RosterConflict } from '../../../schedules/roster/explain-conflicts.ts';
import type { Roster, RosterProblem } from '../../../schedules/roster/problem/roster-problem.ts';
import type { RosterProgress } from '../../../schedules/roster/solve-roster.ts';
import { systemClock } from '../../clock/clock.ts';
import { MOST_WEEKS } from '../../planning/roster/live-roster.ts';
import { solveInThread } from '../../planning/threads/solve-in-thread.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { progress } from '../progress.ts';
import { CommandFailure, endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import { replanCommand, whyCommand } from './schedule-roster.ts';
import { scheduleProblem } from './schedule-problem.ts';
import { secondsUpTo } from './seconds-up-to.ts';
import { writeEventFile } from '../../files/write-file.ts';

type ScheduleOptions = {
  readonly format: 'callboard' | 'curtois-qu';
  readonly seconds: number;
  readonly seed: number;
  readonly out?: string;
  readonly liveThrough?: number;
};

/** `callboard schedule …`: a roster of named people, and a proof of how good it is. */
export function scheduleCommand(): Command {
  const command: Command = new Command('schedule')
    .description('give named people their shifts, and say how far from the best possible that is at most')
    .argument('<file>', 'the problem')
    .addOption(
      new Option(
        '--format <name>',
        "Callboard's own JSON (docs/scheduling.md), or a published benchmark instance",
      )
        .choices(['callboard', 'curtois-qu'])
        .default('callboard'),
    )
    .option('--seconds <number>', 'how long to search', secondsUpTo(MOST_SECONDS), 60)
    .option('--seed <number>', 'another whole number is another search', wholeSeed, 1)
    .option('--out <file>', 'the roster: .csv, .xlsx with reports, or .json; - is standard output')
    .option(
      '--live-through <weeks>',
      'live the roster so many weeks in the simulator: promised beside realised',
      weeksOf,
    )
    .addHelpText('after', EXAMPLE)
    // Else the options of this command would be taken from the two below.
    .enablePositionalOptions()
    .addCommand(whyCommand())
    .addCommand(replanCommand())
    .action((file: string, { out, ...options }: ScheduleOptions) => {
      // Required here and not by commander, which would ask `why` for it too.
      if (out === undefined) command.error("error: required option '--out <file>' not specified");
      return runCommand(() => schedule(file, { ...options, out }));
    });
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Examples:
  callboard schedule problem.json --seconds 60 --out roster.xlsx
  callboard schedule Instance5.txt --format curtois-qu --seconds 30 --out roster.csv
  callboard schedule why roster.json --person amy --day 2026-11-25
  callboard schedule replan roster.json --absent amy:2026-11-25 --out roster-2.json

It ends early when the roster is proved to be best, and with exit code 2 when the rules contradict each other,
with 3 when the time was too short to find a roster.
An interrupt (Ctrl-C) ends the search with the best roster until then.`;

type Scheduling = ScheduleOptions & { readonly out: string };

async function schedule(file: string, options: Scheduling): Promise<void> {
  const interrupt = new AbortController();
  const stop = (): void => interrupt.abort();
  process.once('SIGINT', stop);
  try {
    if (options.format === 'callboard') await scheduleProblem(file, options, interrupt.signal);
    else await scheduleInstance(file, options, interrupt.signal);
  } finally {
    process.off('SIGINT', stop);
  }
}

async function scheduleInstance(file: string, options: Scheduling, signal: AbortSignal): Promise<void> {
  const problem = await readProblem(file);
  const line = progress(process.stderr, systemClock);
  try {
    const { seconds, seed } = options;
    const onProgress = (now: RosterProgress): void => line.show(() => progressLine(now));
    const answer = await solveInThread(problem, { seconds, seed, onProgress, signal });
    line.clear();
    if (answer.kind === 'infeasible') return sayConflicts(problem, answer.because);
    if (answer.kind === 'none')
      throw new CommandFailure(`no roster was found in ${seconds} s: give it more seconds`);
    await writeRoster(problem, answer.roster, options.out);
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
  const share = Number.isFinite(gap) ? `${(100 * gap).toFixed(2)} %` : '—';
  return `${seconds.toFixed(1)} s, cost ${figure(cost)}, bound ${bound}, gap ${share}`;
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

async function writeRoster(problem: RosterProblem, roster: Roster, path: string): Promise<void> {
  const out = writeEventFile(path);
  try {
    await out.write('employee,day,shift\n');
    for (const [place, line] of roster.entries()) {
      const id = problem.people[place]?.id ?? '';
      for (const [day, duty] of line.entries())
        if (duty !== 'off') await out.write(`${id},${day},${problem.shifts[duty]?.id ?? ''}\n`);
    }
    await out.commit();
  } finally {
    await out.discard();
  }
}

/** A week: nobody waits longer for a roster. */
const MOST_SECONDS = 7 * 86_400;

function weeksOf(text: string): number {
  const weeks = Number(text);
  if (Number.isInteger(weeks) && weeks >= 1 && weeks <= MOST_WEEKS) return weeks;
  throw new InvalidArgumentError(`expected whole weeks, 1 to ${MOST_WEEKS}, got ${text}`);
}

function wholeSeed(text: string): number {
  const seed = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(seed)) return seed;
  throw new InvalidArgumentError(`expected a whole number, got ${text}`);
}
