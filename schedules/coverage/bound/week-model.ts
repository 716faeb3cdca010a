import type { LinearProgram } from '../../solver/linear-solver.ts';
import type { CoverageProblem } from '../model/coverage-problem.ts';
import { drawDuties, type DutyColumns } from '../rows/draw-duties.ts';
import { drawNeeds } from '../rows/draw-needs.ts';
import { drawRest } from '../rows/draw-rest.ts';
import { drawSessions, seatSessions, type SessionColumns } from '../rows/draw-sessions.ts';
import { drawWeeks, eitherDay, type WeekColumns } from '../rows/draw-weeks.ts';
import { listDuties } from '../model/duty.ts';
import { layHorizon } from '../model/horizon.ts';
import { draftRows, type RowDraft } from '../rows/row-draft.ts';

export type WeekModel = {
  readonly program: LinearProgram;
  readonly duties: readonly DutyColumns[];
  readonly sessions: readonly SessionColumns[];
  /** By group. */
  readonly weeks: readonly WeekColumns[];
};

/**
 * The whole of a problem as one program without whole numbers: its optimum is a bound for every plan and every roster,
 * with the rest between shifts or, quicker, without it.
 */
export function weekModel(problem: CoverageProblem, { hasRests }: { readonly hasRests: boolean }): WeekModel {
  const horizon = layHorizon(problem);
  const draft = draftRows();
  const duties = drawDuties(draft, { problem, duties: listDuties(problem, horizon), isInteger: () => false });
  const held = problem.activities.map(({ sessions }) => sessions);
  const sessions = drawSessions(draft, {
    problem,
    from: 0,
    until: horizon.intervals,
    held,
    isInteger: false,
  });
  const weeks = [...problem.groups.keys()].map((group) => {
    const columns = drawWeeks(draft, { problem, group, duties, isInteger: false });
    if (hasRests) drawRests(draft, { problem, duties, columns, group });
    return columns;
  });
  const present = problem.groups.map(({ standing }) =>
    Float64Array.from({ length: horizon.intervals }, (_, at) => standing?.[at] ?? 0),
  );
  seatSessions(draft, { duties, sessions, present });
  drawNeeds(draft, { problem, from: 0, until: horizon.intervals, duties, sessions, present });
  return { program: draft.program(), duties, sessions, weeks };
}

type Rests = {
  readonly problem: CoverageProblem;
  readonly duties: readonly DutyColumns[];
  readonly columns: WeekColumns;
  readonly group: number;
};

function drawRests(draft: RowDraft, { problem, duties, columns, group }: Rests): void {
  const { leastRest, people } = problem.groups[group] ?? { leastRest: 0, people: 0 };
  for (const day of problem.days.keys()) {
    const on = (one: number): DutyColumns[] =>
      duties.filter(({ duty }) => duty.group === group && duty.day === one);
    const [today, tomorrow] = [on(day), on(day + 1)];
    if (today.length === 0 || tomorrow.length === 0) continue;
    drawRest(draft, { today, tomorrow, leastRest, people, either: eitherDay(columns, day) });
  }
}
