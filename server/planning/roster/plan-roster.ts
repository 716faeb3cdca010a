import type { ListReading, TableReading } from '#domain/table-reading.ts';
import { SECOND_MS, later } from '#domain/time.ts';
import type { PlanProgress } from '../../../schedules/plan/model/plan-tools.ts';
import type { ShiftPlanAnswer } from '../../../schedules/plan/plan-shifts.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import type { Clock } from '../../clock/clock.ts';
import { openProblemFile } from '../document/problem-file.ts';
import { readProblem } from '../document/read-problem.ts';
import type { TableChoices } from '../tables/layout/table-choices.ts';
import { planInThread } from '../threads/plan-work.ts';
import { PlanningFailure } from '../work/planning-failure.ts';
import type { WrittenProblem } from './written/roster-file.ts';

export type PlanRequest = {
  /** A problem in JSON; the tables that it names lie beside it. */
  readonly file: string;
  readonly choices: TableChoices;
  readonly seconds: number;
  readonly seed: number;
};

export type RosterWork = {
  readonly now: Clock;
  /** Told of the files that the problem was read from, before anything is planned. */
  readonly onFiles?: (files: readonly string[]) => void;
  /** Told of the table of the plan, before anything is planned. */
  readonly onReading?: (reading: TableReading) => Promise<void>;
  /** Told of the table of people, before what is wrong with them. */
  readonly onPeopleReading?: (reading: ListReading) => void;
  readonly onProgress?: (progress: PlanProgress) => void;
  /** Ends the search with the best roster until then. */
  readonly signal?: AbortSignal;
};

export type PlannedRoster = {
  readonly problem: ShiftPlanProblem;
  readonly written: WrittenProblem;
  readonly answer: ShiftPlanAnswer;
};

/** A roster for the problem of a file, within so many seconds of now. What cannot be read rejects with a FileFailure, what is wrong in it with a PlanningFailure. */
export async function planRoster(
  { file, choices, seconds, seed }: PlanRequest,
  { now, onFiles, onReading, onPeopleReading, onProgress, signal }: RosterWork,
): Promise<PlannedRoster> {
  const until = later(now(), seconds * SECOND_MS);
  const { document, beside, files, planReading, peopleReading } = await openProblemFile(file, choices);
  onFiles?.(files);
  if (peopleReading !== undefined) onPeopleReading?.(peopleReading);
  const read = readProblem(document, beside);
  if (read.kind === 'mistakes') throw new PlanningFailure(`${file}:\n  ${read.mistakes.join('\n  ')}`);
  if (planReading !== undefined) await onReading?.(planReading);
  const answer = await planInThread(
    { document, beside, until, seed },
    { ...(onProgress === undefined ? {} : { onProgress }), ...(signal === undefined ? {} : { signal }) },
  );
  return { problem: read.problem, written: { document, beside, absences: [] }, answer };
}
