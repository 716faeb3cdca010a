import type { LocalDay } from '#domain/local-day.ts';
import { hardOnes } from '../../../schedules/plan/model/hard-ones.ts';
import type { ReplanProgress } from '../../../schedules/plan/replan/replan-absences.ts';
import { systemClock } from '../../clock/clock.ts';
import { systemTimers } from '../../clock/timers.ts';
import { assessedRoster, openRosterFile } from '../../planning/roster/written/roster-file.ts';
import { explainShift, replanRoster, type ToldAbsence } from '../../planning/roster/ask-roster.ts';
import { personNamed } from '../../planning/roster/person-named.ts';
import { checkRoster } from '../../planning/roster/check-roster.ts';
import { writePersonRoster, writeRoster } from '../../planning/roster/written/write-roster.ts';
import { notOntoItself } from '../not-onto-itself.ts';
import { steadyProgress } from '../steady-progress.ts';
import { planSummary } from './plan-summary.ts';
import { listReadingLines } from './table-words.ts';
import { untilInterrupted } from './until-interrupted.ts';

export type WhyOptions = { readonly person: string; readonly day: LocalDay };

/** Prints why somebody has a shift, or is off, on a day. Rejects when the roster does not know them or the day. */
export async function sayWhy(file: string, options: WhyOptions): Promise<void> {
  const lines = explainShift(await openRosterFile(file), options);
  process.stdout.write(`${lines.join('\n')}\n`);
}

export type ReplanOptions = {
  readonly absent: readonly ToldAbsence[];
  readonly seconds: number;
  readonly out: string;
  readonly excel?: boolean;
};

/** Writes the roster after somebody falls out, and says whose days change. An interrupt ends the search with what is found until then. */
export async function sayReplanned(
  file: string,
  { absent, seconds, out, excel }: ReplanOptions,
): Promise<void> {
  notOntoItself({ inputs: [file], outs: { '--out': out } });
  const opened = await openRosterFile(file);
  const line = steadyProgress(process.stderr, { now: systemClock, timers: systemTimers });
  const { roster, plan, sentences } = await untilInterrupted((signal) =>
    replanRoster(opened, absent, {
      now: systemClock,
      seconds,
      onProgress: (progress) => line.show(() => replanLine(progress, seconds)),
      signal,
    }).finally(() => line.clear()),
  );
  await writeRoster(roster, { problem: roster.problem, plan, out, excel, writtenAt: systemClock() });
  process.stderr.write(`${sentences.join('\n')}\n`);
  process.stderr.write(planSummary(roster.problem, plan));
}

/** `3 s of 20 s: 1 needed shift without anybody, 2 days of others changed`. */
const replanLine = ({ seconds: passed, empty, changed }: ReplanProgress, seconds: number): string =>
  `${passed.toFixed(0)} s of ${seconds} s: ${empty} needed ${empty === 1 ? 'shift' : 'shifts'} without anybody, ${changed} ${changed === 1 ? 'day' : 'days'} of others changed`;

export type ExportOptions = { readonly out: string; readonly excel?: boolean; readonly person?: string };

/** Writes a roster, or what one person works of it, anew in another form, without another search. */
export async function exportRoster(file: string, { out, excel, person }: ExportOptions): Promise<void> {
  notOntoItself({ inputs: [file], outs: { '--out': out } });
  const roster = await openRosterFile(file);
  const { problem } = roster;
  const writing = { problem, plan: assessedRoster(roster), out, excel, writtenAt: systemClock() };
  if (person === undefined) await writeRoster(roster, writing);
  else await writePersonRoster(writing, personNamed(problem, person));
}

export type CheckOptions = { readonly problem?: string; readonly edited?: string; readonly out?: string };

/** Prints everything that a roster does not keep of its problem, or of another; a broken hard rule ends with 2. */
export async function sayChecked(file: string, { problem, edited, out }: CheckOptions): Promise<void> {
  notOntoItself({ inputs: [file, problem, edited], outs: { '--out': out } });
  const checked = await checkRoster(file, { problem, edited });
  const { roster, plan, editedReading } = checked;
  if (editedReading !== undefined)
    process.stderr.write(`${listReadingLines(editedReading, 'line').join('\n')}\n`);
  process.stdout.write(`${checked.sentences.join('\n')}\n`);
  process.stderr.write(planSummary(roster.problem, plan));
  if (out !== undefined)
    await writeRoster(roster, { problem: roster.problem, plan, out, writtenAt: systemClock() });
  if (hardOnes(plan.breaches).length > 0) process.exitCode = 2;
}
