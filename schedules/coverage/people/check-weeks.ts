import type { CoverageProblem, CoverageGroup } from '../model/coverage-problem.ts';
import type { PersonWeek } from './person-weeks.ts';
import { breaksFit, endOf } from '../market/placed-shift.ts';

/** The rules that weeks break, in sentences; written apart from the searches that make them. */
export function checkWeeks(problem: CoverageProblem, weeks: readonly PersonWeek[]): string[] {
  return weeks.flatMap(({ person, shifts }) => {
    const place = problem.groups.findIndex(({ name }) => name === person.group);
    const group = problem.groups[place];
    if (group === undefined) return [`${person.id}: expected a known group, got ${person.group}`];
    const broken = [
      ...checkShifts({ person, shifts }, group, place),
      ...checkRest({ person, shifts }, group),
      ...checkSums({ person, shifts }, group, problem.days.length),
    ];
    return broken.map((rule) => `${person.id}: ${rule}`);
  });
}

function checkShifts({ person, shifts }: PersonWeek, group: CoverageGroup, place: number): string[] {
  return shifts.flatMap((shift) => {
    const { duty, start } = shift;
    const faults: string[] = [];
    if (duty.group !== place || !group.shiftKinds.includes(duty.kind.name))
      faults.push(`works ${duty.kind.name} on day ${duty.day}, which is not for ${group.name}`);
    if (!duty.starts.includes(start))
      faults.push(`begins ${duty.kind.name} at ${start}, which is none of its starts`);
    if (!breaksFit(shift)) faults.push(`has breaks at ${shift.breaks.join(', ')} in a shift from ${start}`);
    for (const { from, until } of person.away)
      if (from < endOf(shift) && until > start)
        faults.push(`works at ${start} but is away from ${from} to ${until}`);
    return faults;
  });
}

function checkRest({ person, shifts }: PersonWeek, { leastRest }: CoverageGroup): string[] {
  const faults: string[] = [];
  let restedFrom = person.restedFrom ?? -Infinity;
  for (const shift of shifts) {
    if (shift.start < restedFrom) faults.push(`begins at ${shift.start} but is rested from ${restedFrom}`);
    restedFrom = endOf(shift) + leastRest;
  }
  return faults;
}

function checkSums({ person, shifts }: PersonWeek, group: CoverageGroup, days: number): string[] {
  const faults: string[] = [];
  const { daysOn, paidIntervals, mostDaysInRow } = group;
  const worked = new Set(shifts.map(({ duty }) => duty.day));
  if (worked.size !== shifts.length) faults.push(`works ${shifts.length} shifts on ${worked.size} days`);
  if (worked.size < daysOn.least || worked.size > daysOn.most)
    faults.push(`works ${worked.size} days, expected ${daysOn.least} to ${daysOn.most}`);
  const paid = shifts.reduce((sum, { duty }) => sum + duty.paid, 0);
  if (paid < paidIntervals.least || paid > paidIntervals.most)
    faults.push(`is paid ${paid} intervals, expected ${paidIntervals.least} to ${paidIntervals.most}`);
  let row = person.daysInRowBefore ?? 0;
  for (let day = 0; day < days; day += 1) {
    row = worked.has(day) ? row + 1 : 0;
    if (row > mostDaysInRow && worked.has(day))
      faults.push(`works ${row} days in a row up to day ${day}, expected ${mostDaysInRow}`);
  }
  return faults;
}
