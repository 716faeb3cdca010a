import { extname } from 'node:path';
import type { EpochMs } from '#domain/time.ts';
import type { AssessedPlan } from '../../../../schedules/plan/assess/assess-plan.ts';
import type { ShiftPlanProblem } from '../../../../schedules/plan/model/shift-plan-problem.ts';
import type { Person } from '../../../../schedules/people/person.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import { writeEventFile } from '../../../files/write-file.ts';
import { writeTables } from '../../../files/writing/open-table-file.ts';
import { personPage } from './person-page.ts';
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

/** Writes what one person works where and as `out` says: pages to print, a calendar, or the lines of a table. Rejects with a FileFailure. */
export async function writePersonRoster(
  { problem, plan, out, excel, writtenAt }: RosterToWrite,
  person: Person,
): Promise<void> {
  const shifts = plan.shifts.filter((one) => one.person === person.id);
  const own = { ...problem, people: [person] };
  switch (extname(out).toLowerCase()) {
    case '.json':
      throw new FileFailure(
        `${out}: one person is no roster to plan on from: expected .ics, .html, .csv or .xlsx`,
      );
    case '.ics':
      return writeText(out, rosterCalendar(rosterOf(own, shifts), writtenAt));
    case '.html':
      return writeText(out, personPage(problem, person, shifts));
    default:
      return writeTables(out, [rosterTable(own, { ...plan, shifts })], { isForExcel: excel });
  }
}

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
  return writeText(out, text);
}

async function writeText(out: string, text: string): Promise<void> {
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
