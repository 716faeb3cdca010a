import type { LinearSolver } from '../../solver/linear-solver.ts';
import type { CoverageProblem, CoverageGroup } from '../model/coverage-problem.ts';
import { dayPatterns } from '../rows/day-patterns.ts';
import { drawWeeks } from '../rows/draw-weeks.ts';
import { listDuties } from '../model/duty.ts';
import { layHorizon } from '../model/horizon.ts';
import { draftRows } from '../rows/row-draft.ts';

const SECONDS = 10;

/** The groups whose weeks cannot be made, each with the rule that stands in the way and what would do. */
export function explainWeeks(solver: LinearSolver, problem: CoverageProblem): string[] {
  const reasons = problem.groups.flatMap((group, place) => {
    if (dayPatterns(group, problem.days.length).length === 0)
      return [patternFault(group, problem.days.length)];
    const paid = paidReach(solver, problem, place);
    const { least, most } = group.paidIntervals;
    const hours = (intervals: number): string => `${round((intervals * problem.intervalMinutes) / 60)} h`;
    if (paid === undefined)
      return [
        `group ${group.name}: its shifts begin on too few days to work ${group.daysOn.least} of ${problem.days.length}`,
      ];
    if (paid.most < least)
      return [
        `group ${group.name}: at least ${hours(least)} are paid, but ${group.daysOn.most} days of its longest shifts give ${hours(paid.most)}`,
      ];
    if (paid.least > most)
      return [
        `group ${group.name}: at most ${hours(most)} are paid, but ${group.daysOn.least} days of its shortest shifts already give ${hours(paid.least)}`,
      ];
    return [];
  });
  return reasons.length > 0
    ? reasons
    : [
        'no group is at fault alone: some group cannot make whole weeks of whole people within its paid hours',
      ];
}

function patternFault({ name, daysOn, mostDaysInRow }: CoverageGroup, days: number): string {
  return `group ${name}: no way to work ${daysOn.least} to ${daysOn.most} of ${days} days with at most ${mostDaysInRow} in a row`;
}

/** The least and the most that a person of a group can be paid for, by the days and shifts there are. */
function paidReach(
  solver: LinearSolver,
  problem: CoverageProblem,
  place: number,
): { readonly least: number; readonly most: number } | undefined {
  const group = problem.groups[place];
  const groups = problem.groups.map((one) => ({
    ...one,
    people: 1,
    paidIntervals: { least: 0, most: Infinity },
  }));
  const ends = [1, -1].map((sign) => {
    const draft = draftRows();
    const own = listDuties(problem, layHorizon(problem)).filter((duty) => duty.group === place);
    const duties = own.map((duty) => ({
      duty,
      total: draft.column({ lower: 0, upper: 1, cost: sign * duty.paid }),
    }));
    drawWeeks(draft, { problem: { ...problem, groups }, group: place, duties, isInteger: false });
    const model = solver.open(draft.program());
    const solved = model.solve({ seconds: SECONDS });
    model.close();
    return solved.kind === 'optimal' ? sign * solved.cost : undefined;
  });
  const [least, most] = ends;
  return group === undefined || least === undefined || most === undefined ? undefined : { least, most };
}

function round(hours: number): number {
  return Math.round(hours * 100) / 100;
}
