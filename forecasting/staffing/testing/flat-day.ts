import { queueId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import type { IntervalDemand, QueueQuestion } from '../queue-question.ts';

/** A working day of `counts`, from eight on. */
export function dayOf(
  counts: readonly number[],
  rest: { readonly handleSeconds?: number; readonly rateCv?: number; readonly intervalMinutes?: number } = {},
): readonly IntervalDemand[] {
  const { handleSeconds = 240, rateCv = 0, intervalMinutes = 30 } = rest;
  return counts.map((offered, at) => ({
    day: localDay('2026-11-23'),
    minuteOfDay: 480 + at * intervalMinutes,
    offered,
    handleSeconds,
    rateCv,
  }));
}

/** 80 % in 20 s, patience 150 s, half hours, nothing lost to shrinkage, as certain as the intervals say. */
export function usualQuestion(rest: Partial<QueueQuestion> = {}): QueueQuestion {
  return {
    queue: queueId('sales'),
    intervalMinutes: 30,
    intervals: dayOf([50]),
    behaviour: { kind: 'impatient', patienceSeconds: 150 },
    target: { serviceLevel: 0.8, withinSeconds: 20 },
    uncertainty: { kind: 'expected' },
    joining: 'auto',
    shrinkage: { kinds: [], combine: 'multiply' },
    ...rest,
  };
}
