import type { CoverageGroup } from '../model/coverage-problem.ts';

/** Beyond two weeks the ways to choose days are too many to list (2^14). */
const MOST_DAYS = 14;

/** A way to choose working days: bit d stands for day d. */
export type DayPattern = number;

/** All the ways in which a person of the group may spread working days, the first days first; none when the rules contradict. */
export function dayPatterns(group: CoverageGroup, days: number): DayPattern[] {
  if (days > MOST_DAYS) throw new RangeError(`expected at most ${MOST_DAYS} days in one plan, got ${days}`);
  const found: DayPattern[] = [];
  for (let pattern = 0; pattern < 2 ** days; pattern += 1) if (isAllowed(pattern, group)) found.push(pattern);
  return found;
}

function isAllowed(pattern: DayPattern, { daysOn, mostDaysInRow }: CoverageGroup): boolean {
  let on = 0;
  let row = 0;
  let longest = 0;
  for (let rest = pattern; rest > 0; rest = Math.floor(rest / 2)) {
    row = rest % 2 === 1 ? row + 1 : 0;
    on += rest % 2;
    longest = Math.max(longest, row);
  }
  return on >= daysOn.least && on <= daysOn.most && longest <= mostDaysInRow;
}

/** Whether a pattern works on a day. */
export function worksOn(pattern: DayPattern, day: number): boolean {
  return ((pattern >> day) & 1) === 1;
}
