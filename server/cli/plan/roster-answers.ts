import type { AgentId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import { highsSolver } from '../../../schedules/solver/highs/highs-solver.ts';
import { replanAbsences, type Absence } from '../../../schedules/plan/replan-absences.ts';
import { hardOnes } from '../../../schedules/plan/model/hard-ones.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import { whyThisShift } from '../../../schedules/plan/why-this-shift.ts';
import { systemClock } from '../../clock/clock.ts';
import { replanSentences } from '../../planning/roster/replan-sentences.ts';
import { assessedRoster, openRosterFile } from '../../planning/roster/roster-file.ts';
import { whySentences } from '../../planning/roster/why-sentences.ts';
import { CommandFailure } from '../run-command.ts';
import { checkRoster } from '../../planning/roster/check-roster.ts';
import { writeRoster } from '../../planning/roster/write-roster.ts';
import { planSummary } from './plan-summary.ts';

export type WhyOptions = { readonly person: string; readonly day: LocalDay };

/** Prints why somebody has a shift, or is off, on a day. Rejects when the roster does not know them or the day. */
export async function sayWhy(file: string, { person, day }: WhyOptions): Promise<void> {
  const { problem, shifts } = await openRosterFile(file);
  if (day < problem.from || day >= problem.until)
    throw new CommandFailure(
      `--day: expected a day of the roster, ${problem.from} to before ${problem.until}, got ${day}`,
    );
  const why = whyThisShift(problem, shifts, { person: personOf(problem, person), day });
  process.stdout.write(`${whySentences(problem, why).join('\n')}\n`);
}

export type ReplanOptions = {
  readonly absent: readonly Absence[];
  readonly seconds: number;
  readonly seed: number;
  readonly out: string;
  readonly excel?: boolean;
};

/** Writes the roster after somebody falls out, and says whose days change. */
export async function replanRoster(
  file: string,
  { absent, seconds, out, excel }: ReplanOptions,
): Promise<void> {
  const roster = await openRosterFile(file);
  const { problem, shifts } = roster;
  const absences = absent.map((one) => ({ ...one, person: personOf(problem, one.person) }));
  const solver = await highsSolver();
  const replanned = replanAbsences(
    { problem, shifts, absences },
    { solver, clock: systemClock, seconds, seed: 1 },
  );
  const { plan, crewChanges } = replanned;
  const written = { ...roster, absences: [...roster.absences, ...absences], crewChanges };
  await writeRoster(written, { problem, plan, out, excel, writtenAt: systemClock() });
  process.stderr.write(`${replanSentences(problem, absences, replanned).join('\n')}\n`);
  process.stderr.write(planSummary(problem, plan));
}

export type ExportOptions = { readonly out: string; readonly excel?: boolean };

/** Writes a roster anew in another form, without another search. */
export async function exportRoster(file: string, { out, excel }: ExportOptions): Promise<void> {
  const roster = await openRosterFile(file);
  const plan = assessedRoster(roster);
  await writeRoster(roster, { problem: roster.problem, plan, out, excel, writtenAt: systemClock() });
}

export type CheckOptions = { readonly problem?: string; readonly edited?: string; readonly out?: string };

/** Prints everything that a roster does not keep of its problem, or of another; a broken hard rule ends with 2. */
export async function sayChecked(file: string, { problem, edited, out }: CheckOptions): Promise<void> {
  const checked = await checkRoster(file, { problem, edited });
  const { roster, plan } = checked;
  process.stdout.write(`${checked.sentences.join('\n')}\n`);
  process.stderr.write(planSummary(roster.problem, plan));
  if (out !== undefined)
    await writeRoster(roster, { problem: roster.problem, plan, out, writtenAt: systemClock() });
  if (hardOnes(plan.breaches).length > 0) process.exitCode = 2;
}

/** By id, or by a name that only one of them has. */
function personOf({ people }: ShiftPlanProblem, text: string): AgentId {
  const found = people.find(({ id }) => id === text);
  const named = people.filter(({ name }) => name === text);
  const [person] = found === undefined ? named : [found];
  if (person !== undefined && (found !== undefined || named.length === 1)) return person.id;
  if (named.length > 1)
    throw new CommandFailure(
      `${named.length} people are called ${text}: expected one of ${named.map(({ id }) => id).join(', ')}`,
    );
  const known = people.slice(0, 8).map(({ id }) => id);
  throw new CommandFailure(
    `nobody of the roster is called ${text}: expected one of ${known.join(', ')}${people.length > known.length ? ', …' : ''}`,
  );
}
