import type { ListReading } from '#domain/table-reading.ts';
import type { AssessedPlan } from '../../../schedules/plan/assess/assess-plan.ts';
import type { NamedShift } from '../../../schedules/plan/model/person-times.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import { personName } from '../../../schedules/people/person-name.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { tableSource } from '../../files/table-source.ts';
import { openProblemFile } from '../document/problem-file.ts';
import { readProblem } from '../document/read-problem.ts';
import { editedShifts } from './written/edited-roster.ts';
import { assessedRoster, openRosterFile, type OpenRoster } from './written/roster-file.ts';

export type CheckRequest = {
  /** Another problem that the roster is held against, a file of JSON. Absent: its own. */
  readonly problem?: string | undefined;
  /** The roster's table as it was exported and edited, in CSV or a workbook. Absent: the roster as it was made. */
  readonly edited?: string | undefined;
};

export type CheckedRoster = {
  /** As it was checked. */
  readonly roster: OpenRoster;
  readonly plan: AssessedPlan;
  /** What was understood of the list of an edited table. Absent: nothing was edited. */
  readonly editedReading?: ListReading;
  /** What does not hold, hard rules first, in lines that a planner would say; one line where all holds. */
  readonly sentences: readonly string[];
};

/** What a roster does not keep of its problem, after it was edited or against another problem. Rejects with a FileFailure. */
export async function checkRoster(file: string, { problem, edited }: CheckRequest): Promise<CheckedRoster> {
  const opened = await openRosterFile(file);
  const own = problem === undefined ? opened : await against(opened, problem);
  const table =
    edited === undefined
      ? undefined
      : await editedShifts(own.problem, await tableSource(edited), opened.shifts);
  const roster = table === undefined ? own : changed(own, table.shifts);
  const plan = assessedRoster(roster);
  const reading = table === undefined ? {} : { editedReading: table.reading };
  return { roster, plan, ...reading, sentences: sentencesOf(roster.problem, plan) };
}

/** The roster's shifts by the words of another problem. */
async function against(roster: OpenRoster, path: string): Promise<OpenRoster> {
  const { document, beside } = await openProblemFile(path);
  const read = readProblem(document, beside);
  if (read.kind === 'mistakes') throw new FileFailure(`${path}:\n  ${read.mistakes.join('\n  ')}`);
  return changed(
    { ...roster, document, beside, absences: [], crewChanges: [], problem: read.problem },
    roster.shifts,
  );
}

/** Nothing that was proved holds for shifts or problems of another kind. */
function changed({ lowerBound: _, ...roster }: OpenRoster, shifts: readonly NamedShift[]): OpenRoster {
  return { ...roster, shifts };
}

function sentencesOf({ people }: ShiftPlanProblem, { breaches, unheld }: AssessedPlan): readonly string[] {
  const broken = breaches.map(
    ({ strength, person, rule, said }) =>
      `${strength.kind === 'hard' ? 'broken' : 'not met'}: ${personName(people, person)} ${said.en ?? ''} (${rule})`,
  );
  const without = unheld.map(
    ({ activity, person }) => `not held: ${activity} for ${personName(people, person)}`,
  );
  const all = [...broken, ...without];
  return all.length === 0 ? ['The roster keeps everything that its problem says.'] : all;
}
