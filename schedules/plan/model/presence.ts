import type { QueueId } from '#domain/ids.ts';
import { MINUTE_MS } from '#domain/time.ts';
import { effectivePresence } from '../../people/effective-presence.ts';
import type { Person } from '../../people/person.ts';
import { shiftSpan } from '../../shift-template.ts';
import type { NamedShift } from './person-times.ts';
import type { PlanDay } from './plan-days.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';

/** Effective people in a queue in each interval; a trainee and a floor manager count for less than one. */
export type Presence = ReadonlyMap<QueueId, Float64Array>;

/** Who works on what, interval by interval: those with one skill first, then the flexible ones where most is missing. */
export function presenceOf(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  shifts: readonly NamedShift[],
): Presence {
  const intervals = days.reduce((sum, day) => sum + day.intervals, 0);
  const present = new Map(problem.queues.map(({ queue }) => [queue, new Float64Array(intervals)]));
  const crowds = crowdsOf(problem, days, shifts);
  for (const [at, crowd] of crowds.entries()) {
    for (const worker of crowd.toSorted((one, other) => one.worth.length - other.worth.length)) {
      const best = mostMissed(problem, present, { at, worker });
      const people = best && present.get(best.queue);
      if (best !== undefined && people !== undefined) people[at] = (people[at] ?? 0) + best.worth;
    }
  }
  return present;
}

type Worker = { readonly worth: readonly { readonly queue: QueueId; readonly worth: number }[] };

/** Who is at work and not on a break, in each interval. */
function crowdsOf(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  shifts: readonly NamedShift[],
): readonly Worker[][] {
  const intervals = days.reduce((sum, day) => sum + day.intervals, 0);
  const crowds: Worker[][] = Array.from({ length: intervals }, () => []);
  const people = new Map(problem.people.map((person) => [person.id, person]));
  for (const shift of shifts) {
    const person = people.get(shift.person);
    if (person === undefined) continue;
    const worker = workerOf(problem, person, shift);
    for (const at of workedIntervals(problem, days, shift)) crowds[at]?.push(worker);
  }
  return crowds;
}

function workerOf(problem: ShiftPlanProblem, person: Person, { day }: NamedShift): Worker {
  const worth = problem.queues.flatMap(({ queue }) => {
    const one = effectivePresence(person, queue, day);
    return one > 0 ? [{ queue, worth: one }] : [];
  });
  return { worth };
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

/** Beyond any number of people missing, whatever missing costs. */
const BARE = 1e9;

type Choice = { readonly at: number; readonly worker: Worker };

/**
 * The queue of the worker that has not its least presence yet; else the one where most of the requirement is missing, weighed by what missing
 * costs; with enough everywhere, the one with the fewest too many.
 */
function mostMissed(
  problem: ShiftPlanProblem,
  present: Presence,
  { at, worker }: Choice,
): Worker['worth'][number] | undefined {
  let best = worker.worth[0];
  let most = -Infinity;
  for (const one of worker.worth) {
    const need = problem.queues.find(({ queue }) => queue === one.queue);
    const required = need?.required[at] ?? 0;
    const there = present.get(one.queue)?.[at] ?? 0;
    const missing = required - there;
    const isBare = required > 0 && there < (need?.least ?? 0) - 1e-9;
    const score = (isBare ? BARE : 0) + (missing > 0 ? missing * (need?.underCost ?? 1) : missing);
    if (score > most) [best, most] = [one, score];
  }
  return best;
}
