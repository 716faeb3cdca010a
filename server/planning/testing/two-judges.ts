import { assessPlan } from '../../../schedules/plan/assess/assess-plan.ts';
import { hardOnes } from '../../../schedules/plan/model/hard-ones.ts';
import type { NamedShift } from '../../../schedules/plan/model/person-times.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import { csvRow } from '../../files/writing/csv-row.ts';
import { readProblem } from '../document/read-problem.ts';
import { coverageTable, rosterTable } from '../roster/written/roster-table.ts';
import { naiveJudge } from './naive-reader/naive-judge.ts';
import type { RawDocument } from './naive-reader/raw-document.ts';

/** The problem of a document that has no mistakes. */
export function problemOf(document: object): ShiftPlanProblem {
  const read = readProblem(document);
  if (read.kind === 'mistakes') throw new Error(read.mistakes.join('; '));
  return read.problem;
}

/** What each of the two judges finds, the second one from nothing but texts. */
export function judged(
  document: RawDocument,
  shifts: readonly NamedShift[],
): { judge: string[]; naive: readonly string[] } {
  const problem = problemOf(document);
  const plan = assessPlan(problem, shifts);
  const [roster, coverage] = [rosterTable, coverageTable].map((table) => {
    const { header, rows } = table(problem, plan);
    return [header, ...rows].map(csvRow).join('\n');
  });
  const hasCrews = document.rotations !== undefined;
  return {
    judge: hardOnes(plan.breaches).map(({ rule }) => rule),
    naive: naiveJudge(document, {
      roster: roster ?? '',
      ...(hasCrews || coverage === undefined ? {} : { coverage }),
    }),
  };
}
