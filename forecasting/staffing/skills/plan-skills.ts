import type { LocalDay } from '#domain/local-day.ts';
import { skillCrew, type SkillAnswer } from './skill-crew.ts';
import type { SkillGroup, SkillQueue, SkillSample } from './skill-question.ts';

/** What several queues bring at the same time, in one interval. */
export type SkillInterval = {
  readonly day: LocalDay;
  readonly minuteOfDay: number;
  readonly queues: readonly SkillQueue[];
};

export type SkillPlanQuestion = {
  readonly intervals: readonly SkillInterval[];
  readonly groups: readonly SkillGroup[];
  readonly sample: SkillSample;
};

export type SkillPlanInterval = {
  readonly day: LocalDay;
  readonly minuteOfDay: number;
  /** Undefined where no queue brings anything: nobody is needed. */
  readonly answer: SkillAnswer | undefined;
};

/** The cheapest crew by group for each interval, each by simulation; intervals that bring the same are worked out once. */
export function planSkills({ intervals, groups, sample }: SkillPlanQuestion): readonly SkillPlanInterval[] {
  const known = new Map<string, SkillAnswer>();
  return intervals.map(({ day, minuteOfDay, queues }) => {
    const busy = queues.filter(({ perHour }) => perHour > 0);
    if (busy.length === 0) return { day, minuteOfDay, answer: undefined };
    const key = JSON.stringify(busy);
    const answer = known.get(key) ?? skillCrew({ queues: busy, groups, sample });
    if (answer === undefined)
      throw new RangeError(`the groups have too few people for ${day}, minute ${minuteOfDay}`);
    known.set(key, answer);
    return { day, minuteOfDay, answer };
  });
}
