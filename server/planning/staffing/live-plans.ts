import { DAY_MINUTES } from '#domain/time.ts';
import { queueId, type QueueId } from '#domain/ids.ts';
import { dayNumber, type LocalDay } from '#domain/local-day.ts';
import { compareWays, type WaysCompared } from '../../../forecasting/staffing/live/compare-ways.ts';
import type { DayDeferred } from '../../../forecasting/staffing/live/day-to-live.ts';
import {
  liveSkills,
  type SkillDate,
  type SkillsLived,
} from '../../../forecasting/staffing/live/live-skills.ts';
import { orFailure } from '../work/planning-failure.ts';
import { nextTurn, type PlanningWork } from '../work/planning-work.ts';
import type { Due } from './deferred-work.ts';
import type { Staffed } from './staff-queues.ts';

export type LiveRequest = {
  readonly staffed: Staffed;
  readonly days: number;
  readonly seed: number;
};

/** What hears of a plan while it is lived. */
export type LiveWork = PlanningWork & {
  /** A queue with people of its own, beside the usual way to plan. */
  readonly onQueue: (queue: QueueId, compared: WaysCompared) => void;
  /** The queues that people of several skills answer. */
  readonly onSkills: (lived: SkillsLived) => void;
};

/** Lives every plan through in the simulator. What cannot be lived rejects with a PlanningFailure that names the queue. */
export async function livePlans({ staffed, days, seed }: LiveRequest, work: LiveWork): Promise<void> {
  for (const { question, plan, dues } of staffed.queues) {
    const compared = orFailure(`queue ${plan.queue}`, () =>
      compareWays({
        question,
        plan: plan.intervals,
        deferred: (day) => deferredOf(dues, { day, doneBy: plan.queue }),
        days,
        seed,
      }),
    );
    work.onQueue(plan.queue, compared);
    await nextTurn(work);
  }
  if (staffed.skills.tasks.length > 0)
    work.onSkills(
      orFailure('people of several skills', () => liveSkills(skillDates(staffed), { days, seed })),
    );
}

/** Work that can wait which is ready on this day, by name. */
function deferredOf(
  dues: readonly Due[],
  { day, doneBy }: { readonly day: LocalDay; readonly doneBy: QueueId },
): readonly DayDeferred[] {
  const midnight = dayNumber(day) * DAY_MINUTES;
  return [...Map.groupBy(dues, ({ name }) => name)].map(([name, own]) => ({
    name: queueId(name),
    doneBy,
    withinSeconds: 60 * ((own[0]?.due ?? 0) - (own[0]?.from ?? 0)),
    arrivals: own
      .filter(({ from }) => from >= midnight && from < midnight + DAY_MINUTES)
      .map(({ from, seconds }) => ({ minuteOfDay: from - midnight, seconds })),
  }));
}

function skillDates({ skills: { tasks, groups }, plan }: Staffed): readonly SkillDate[] {
  const dates = [...new Set(groups.flatMap(({ intervals }) => intervals.map(({ day }) => day)))];
  const answered = new Set(plan.skillQueues.map(({ queue }) => queue));
  return dates.map((date) => ({
    date,
    queues: tasks
      .filter(({ queue }) => answered.has(queue))
      .map(({ queue, task, intervalMinutes, demands }) => ({
        queue,
        behaviour: task.behaviour,
        target: task.target,
        intervals: demands
          .filter(({ day }) => day === date)
          .map((demand) => ({ ...demand, minutes: intervalMinutes })),
      })),
    crews: groups.map(({ queue: name, intervals, answers }) => ({
      name,
      queues: answers,
      intervals: intervals
        .filter(({ day }) => day === date)
        .map(({ minuteOfDay, minutes, required }) => ({ minuteOfDay, minutes, people: required })),
    })),
  }));
}
