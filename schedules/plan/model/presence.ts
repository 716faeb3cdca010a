import type { QueueId } from '#domain/ids.ts';
import { MINUTE_MS } from '#domain/time.ts';
import { openMarket } from '../../coverage/market/market.ts';
import type { CoverageProblem } from '../../coverage/model/coverage-problem.ts';
import { shiftSpan } from '../../shift-template.ts';
import type { NamedShift } from './person-times.ts';
import { queueNeeds } from './queue-needs.ts';
import type { PlanDay } from './plan-days.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';
import { strengthsOf, unplannedGroup, type Strength } from './strengths.ts';

/** Effective people in a queue in each interval; a trainee and a floor manager count for less than one. */
export type Presence = ReadonlyMap<QueueId, Float64Array>;

/**
 * Who works on what, interval by interval: everybody is shared out among their queues so that what is missing and too many costs least, and is never
 * counted in two. Least presence goes first.
 */
export function presenceOf(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  shifts: readonly NamedShift[],
): Presence {
  const intervals = days.reduce((sum, day) => sum + day.intervals, 0);
  const strengths = strengthsOf(problem, shifts);
  const market = openMarket(floorOf(problem, days, strengths.kinds), intervals);
  for (const [at, shift] of shifts.entries()) {
    const kind = strengths.ofShift[at];
    if (kind === undefined) continue;
    for (const one of workedIntervals(problem, days, shift))
      market.change(market.poolOf[kind] ?? 0, { from: one, until: one + 1 }, 1);
  }
  const many = problem.queues.length;
  return new Map(
    problem.queues.map(({ queue }, place) => [
      queue,
      Float64Array.from({ length: intervals }, (_, at) => market.load[at * many + place] ?? 0),
    ]),
  );
}

/** The queues and people of each strength, without any shifts to plan. */
function floorOf(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  kinds: readonly Strength[],
): CoverageProblem {
  return {
    intervalMinutes: problem.intervalMinutes,
    days: days.map(({ day, intervals }) => ({ name: day, intervals })),
    queues: queueNeeds(problem, new Map()),
    shiftKinds: [],
    groups: kinds.map((skills, at) => unplannedGroup(`${at}`, problem.people.length, skills)),
    activities: [],
  };
}

/** The interval of the plan in which a shift begins; below 0 before the plan. */
export function startInterval(
  { zone, intervalMinutes }: ShiftPlanProblem,
  days: readonly PlanDay[],
  { day, template }: Pick<NamedShift, 'day' | 'template'>,
): number {
  const { startAt } = shiftSpan(template, day, zone);
  return Math.round((startAt - (days[0]?.startAt ?? startAt)) / MINUTE_MS / intervalMinutes);
}

/** The intervals in which a shift is worked, counted from the beginning of the plan; some may lie before or after it. */
export function workedIntervals(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  shift: NamedShift,
): readonly number[] {
  const { intervalMinutes } = problem;
  const { template, breakStarts, activities = [] } = shift;
  const start = startInterval(problem, days, shift);
  const breaks = template.breaks.map(({ lengthMinutes, earliestMinute }, at) => ({
    startMinute: breakStarts[at] ?? earliestMinute,
    lengthMinutes,
  }));
  const away = [...breaks, ...activities.filter(({ kind }) => kind === 'session')];
  return Array.from({ length: template.lengthMinutes / intervalMinutes }, (_, at) => at)
    .filter((at) => !away.some((span) => covers(span, at * intervalMinutes)))
    .map((at) => start + at);
}

const covers = (
  { startMinute, lengthMinutes }: { readonly startMinute: number; readonly lengthMinutes: number },
  minute: number,
): boolean => minute >= startMinute && minute < startMinute + lengthMinutes;
