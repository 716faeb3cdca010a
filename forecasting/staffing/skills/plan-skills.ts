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

/** What an interval brings is taken up to the next of these steps, four per cent apart, so that intervals that are alike have one answer. */
const STEP = Math.log(1.04);

/**
 * The cheapest crew by group for each interval, each by simulation, one after the other: who asks may have others' turn between
 * them. Intervals that bring nearly the same are worked out once.
 */
export function* planSkills({ intervals, groups, sample }: SkillPlanQuestion): Iterable<SkillPlanInterval> {
  const known = new Map<string, SkillAnswer>();
  for (const { day, minuteOfDay, queues } of intervals) {
    const busy = queues.filter(({ perHour }) => perHour > 0).map(steppedUp);
    if (busy.length === 0) {
      yield { day, minuteOfDay, answer: undefined };
      continue;
    }
    const key = JSON.stringify(busy);
    const answer = known.get(key) ?? skillCrew({ queues: busy, groups, sample });
    if (answer === undefined)
      throw new RangeError(`the groups have too few people for ${day}, minute ${minuteOfDay}`);
    known.set(key, answer);
    yield { day, minuteOfDay, answer };
  }
}

/** A little more of the same: contacts an hour, and whole seconds of handling. */
const steppedUp = (queue: SkillQueue): SkillQueue => ({
  ...queue,
  perHour: Math.exp(Math.ceil(Math.log(queue.perHour) / STEP - 1e-9) * STEP),
  handleSeconds: Math.ceil(queue.handleSeconds / HANDLE_STEP_SECONDS - 1e-9) * HANDLE_STEP_SECONDS,
});

const HANDLE_STEP_SECONDS = 10;
