import { agentId, type AgentId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { NamedShift } from '../../../../schedules/plan/model/person-times.ts';
import { planDays } from '../../../../schedules/plan/model/plan-days.ts';
import type { ShiftPlanProblem } from '../../../../schedules/plan/model/shift-plan-problem.ts';
import type { ShiftTemplate } from '../../../../schedules/shift-template.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import { openGrids } from '../../../files/reading/open-grids.ts';
import { tableRows } from '../../../files/reading/table-rows.ts';
import type { TableSource } from '../../../files/table-source.ts';
import { gridDay } from './roster-table.ts';

/** A cell of the grid of people and days that is another than in the roster; without a template a day off. */
export type EditedCell = {
  readonly person: AgentId;
  readonly day: LocalDay;
  readonly template: ShiftTemplate | undefined;
};

/** What people write for a day off where a cell is not simply emptied. */
const OFF: ReadonlySet<string> = new Set(['', '-', '–', '—', 'off', '休', '休息']);

/** The cells of a workbook's grid that were edited; none where the table has no grid. Rejects with a FileFailure that names the cell. */
export async function editedCells(
  problem: ShiftPlanProblem,
  source: TableSource,
  before: readonly NamedShift[],
): Promise<readonly EditedCell[]> {
  if (!(await hasGrid(source))) return [];
  const days = planDays(problem.zone, problem.from, problem.until, problem.intervalMinutes);
  const ids = new Set(problem.people.map(({ id }) => id));
  const had = new Map(before.map(({ person, day, template }) => [`${person} ${day}`, template]));
  const edited: EditedCell[] = [];
  for await (const { line, field } of tableRows(source, {
    needed: ['person', ...days.map(({ day }) => gridDay(day))],
  })) {
    const person = agentId(field('person'));
    const wrong = (said: string): FileFailure =>
      new FileFailure(`${source.name} line ${line} of the grid: ${said}`);
    if (!ids.has(person)) throw wrong(`expected one of the people of the roster, got ${person}`);
    for (const { day } of days) {
      const text = field(gridDay(day)).trim();
      const was = had.get(`${person} ${day}`);
      if (text === (was?.id ?? '')) continue;
      const template = OFF.has(text.toLowerCase()) ? undefined : templateNamed(problem, text);
      if (template === 'unknown')
        throw wrong(`expected a shift such as ${exampleOf(problem)} on ${day}, or nothing, got ${text}`);
      if (template !== was) edited.push({ person, day, template });
    }
  }
  return edited;
}

async function hasGrid(source: TableSource): Promise<boolean> {
  const grids = await openGrids(source, {});
  return grids.some(({ found }) => found.kind === 'workbook' && /^grid\b/.test(found.sheet));
}

/** A shift by its name, or the only start of a kind. */
function templateNamed({ templates }: ShiftPlanProblem, text: string): ShiftTemplate | 'unknown' {
  const starts = templates.filter(({ kind }) => kind === text);
  const alone = starts.length === 1 ? starts[0] : undefined;
  return templates.find(({ id }) => id === text) ?? alone ?? 'unknown';
}

const exampleOf = ({ templates }: ShiftPlanProblem): string =>
  templates
    .slice(0, 4)
    .map(({ id }) => id)
    .join(', ');
