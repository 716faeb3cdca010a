import { extname } from 'node:path';
import type { EpochMs } from '#domain/time.ts';
import type { AssessedPlan } from '../../../../schedules/plan/assess/assess-plan.ts';
import type { ShiftPlanProblem } from '../../../../schedules/plan/model/shift-plan-problem.ts';
import { writeEventFile } from '../../../files/write-file.ts';
import { writeTables } from '../../../files/writing/open-table-file.ts';
import { rosterCalendar } from './roster-calendar.ts';
import { rosterOf } from './roster-of.ts';
import { rosterText, type WrittenProblem } from './roster-file.ts';
import { rosterPage } from './roster-page.ts';
import {
  breachTable,
  coverageTable,
  fairnessTable,
  gridTable,
  rosterTable,
  sessionTable,
} from './roster-table.ts';
import { summaryTable } from './summary-table.ts';

export type RosterToWrite = {
  readonly problem: ShiftPlanProblem;
  readonly plan: AssessedPlan;
  /** Its ending decides: .xlsx, .json, .ics, .html, or a table in CSV; - is standard output. */
  readonly out: string;
  /** CSV begins with the mark by which Excel knows its encoding. */
  readonly excel?: boolean | undefined;
  /** When it is written, for calendars. */
  readonly writtenAt: EpochMs;
};

/** Writes a roster where and as `out` says. Rejects with a FileFailure. */
export async function writeRoster(written: WrittenProblem, roster: RosterToWrite): Promise<void> {
  const text = textOf(written, roster);
  const { problem, plan, out, excel } = roster;
  if (text === undefined) {
    const sessions = problem.activities.length > 0 ? [sessionTable] : [];
    const tables = [rosterTable, gridTable, summaryTable, coverageTable].concat(
      sessions,
      breachTable,
      fairnessTable,
    );
    return writeTables(
      out,
      tables.map((table) => table(problem, plan)),
      { isForExcel: excel },
    );
  }
  const file = writeEventFile(out);
  try {
    await file.write(text);
    await file.commit();
  } finally {
    await file.discard();
  }
}

/** What is no table; undefined for what is one. */
function textOf(
  written: WrittenProblem,
  { problem, plan, out, writtenAt }: RosterToWrite,
): string | undefined {
  switch (extname(out).toLowerCase()) {
    case '.json':
      return rosterText(written, plan);
    case '.ics':
      return rosterCalendar(rosterOf(problem, plan.shifts), writtenAt);
    case '.html':
      return rosterPage(problem, plan.shifts);
    default:
      return undefined;
  }
}
