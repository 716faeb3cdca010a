import type {
  BreakRule,
  CoverageProblem,
  QueueNeed,
  ShiftKind,
  CoverageGroup,
} from './model/coverage-problem.ts';
import { breakWindow, gapAfter } from './rows/draw-duties.ts';
import { layHorizon } from './model/horizon.ts';

/** Two weeks of days that people may work are 16,384 patterns; more are too many to list. */
const MOST_DAYS = 14;

/** What is wrong with a problem, in sentences; none when it can be planned. */
export function checkCoverage(problem: CoverageProblem): string[] {
  const { intervals } = layHorizon(problem);
  const { intervalMinutes, days, queues, shiftKinds, groups } = problem;
  const faults: string[] = [];
  if (!(intervalMinutes > 0)) faults.push(`expected intervals above 0 minutes, got ${intervalMinutes}`);
  if (days.length === 0 || days.length > MOST_DAYS)
    faults.push(`expected 1 to ${MOST_DAYS} days, got ${days.length}`);
  for (const { name, intervals: many } of days)
    if (!isWhole(many, 1))
      faults.push(`day ${name}: expected a whole number of intervals above 0, got ${many}`);
  return [
    ...faults,
    ...queues.flatMap((queue) => checkQueue(queue, intervals)),
    ...shiftKinds.flatMap(checkKind),
    ...groups.flatMap((group) => checkGroup(group, problem)),
    ...checkActivities(problem),
  ];
}

function isWhole(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least;
}

function checkQueue(queue: QueueNeed, intervals: number): string[] {
  const { required, underCost, overCost, least, alreadyThere } = queue;
  const optional = { ...(least && { least }), ...(alreadyThere && { alreadyThere }) };
  return Object.entries({ required, underCost, overCost, ...optional }).flatMap(([name, list]) => {
    if (list.length !== intervals)
      return [`queue ${queue.queue}: expected ${intervals} figures of ${name}, got ${list.length}`];
    const at = list.findIndex((value) => !(value >= 0 && Number.isFinite(value)));
    return at < 0
      ? []
      : [`queue ${queue.queue}: expected ${name} of at least 0 in interval ${at}, got ${list[at]}`];
  });
}

function checkKind({ name, length, starts, breaks }: ShiftKind): string[] {
  const faults: string[] = [];
  if (!isWhole(length, 1)) faults.push(`shift ${name}: expected a whole length above 0, got ${length}`);
  if (starts.length === 0) faults.push(`shift ${name}: expected at least one start`);
  const unsorted = starts.findIndex(
    (start, place) => !isWhole(start, 0) || start <= (starts[place - 1] ?? -1),
  );
  if (unsorted >= 0)
    faults.push(
      `shift ${name}: expected ascending whole starts, got ${starts[unsorted]} at place ${unsorted}`,
    );
  return [
    ...faults,
    ...breaks.flatMap((rule, place) => checkBreak(rule, breaks[place - 1], { name, length })),
  ];
}

function checkBreak(
  rule: BreakRule,
  previous: BreakRule | undefined,
  { name, length }: Pick<ShiftKind, 'name' | 'length'>,
): string[] {
  const { least, most } = breakWindow(rule, previous === undefined);
  const place = `shift ${name}, ${rule.name}`;
  if (!isWhole(rule.length, 1)) return [`${place}: expected a whole length above 0, got ${rule.length}`];
  if (!isWhole(least, 0) || !isWhole(most, 0) || least > most)
    return [`${place}: expected a window of whole offsets, got ${least} to ${most}`];
  if (most + rule.length > length)
    return [`${place}: expected its end by the end of the shift, ${length}, got ${most + rule.length}`];
  if (previous === undefined) return [];
  const gap = gapAfter(previous, rule);
  if (least - previous.latest <= gap.most && most - previous.earliest >= gap.least) return [];
  return [
    `${place}: expected it to fit after ${previous.name}, but no two places keep the work between them`,
  ];
}

function checkGroup(group: CoverageGroup, { queues, shiftKinds }: CoverageProblem): string[] {
  const faults: string[] = [];
  const place = `group ${group.name}`;
  if (!isWhole(group.people, 0))
    faults.push(`${place}: expected a whole number of people, got ${group.people}`);
  if (group.skills.length === 0) faults.push(`${place}: expected at least one skill`);
  for (const { queue, efficiency, mostShare = 1 } of group.skills) {
    if (!queues.some((one) => one.queue === queue))
      faults.push(`${place}: expected a known queue, got ${queue}`);
    if (!(efficiency > 0))
      faults.push(`${place}: expected an efficiency above 0 in ${queue}, got ${efficiency}`);
    if (!(mostShare >= 0 && mostShare <= 1))
      faults.push(`${place}: expected a share from 0 to 1 in ${queue}, got ${mostShare}`);
  }
  for (const name of group.shiftKinds)
    if (!shiftKinds.some((kind) => kind.name === name))
      faults.push(`${place}: expected a known shift, got ${name}`);
  for (const [what, { least, most }] of [
    ['days on', group.daysOn],
    ['paid intervals', group.paidIntervals],
  ] as const)
    if (!(least >= 0 && least <= most))
      faults.push(`${place}: expected ${what} from least to most, got ${least} to ${most}`);
  if (!(group.leastRest >= 0)) faults.push(`${place}: expected a rest of at least 0, got ${group.leastRest}`);
  return faults;
}

function checkActivities({ activities, groups }: CoverageProblem): string[] {
  return activities.flatMap(({ name, group, length, sessions, peopleEach, windows }) => {
    const faults: string[] = [];
    const people = groups.find((one) => one.name === group)?.people;
    if (people === undefined) faults.push(`activity ${name}: expected a known group, got ${group}`);
    if (!isWhole(length, 1)) faults.push(`activity ${name}: expected a whole length above 0, got ${length}`);
    if (!isWhole(sessions, 0))
      faults.push(`activity ${name}: expected a whole number of sessions, got ${sessions}`);
    if (!isWhole(peopleEach, 1) || peopleEach > (people ?? Infinity))
      faults.push(`activity ${name}: expected 1 to ${people} people in a session, got ${peopleEach}`);
    if (!windows.some(({ from, until }) => from <= until))
      faults.push(`activity ${name}: expected a window to start in`);
    return faults;
  });
}
