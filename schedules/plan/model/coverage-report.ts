import { erlangA } from 'erlang-c';
import type { QueueId } from '#domain/ids.ts';
import type { Presence } from './presence.ts';
import type { QueueRequirement, ShiftPlanProblem } from './shift-plan-problem.ts';

/** One queue in one interval: what was required, who is there, and what service that gives. */
export type CoverageRow = {
  readonly queue: QueueId;
  readonly interval: number;
  /** People at work. */
  readonly required: number;
  /** People on the roster, so that those who are required are left of them: what is present is held against. The same where nothing is known of absence. */
  readonly scheduled: number;
  readonly present: number;
  /** Share answered in time, by Erlang A (without a patience nobody gives up, which is Erlang C); absent where no load is known. */
  readonly serviceLevel?: number;
};

export type CoverageTotals = {
  readonly queue: QueueId;
  readonly requiredHours: number;
  readonly scheduledHours: number;
  readonly underHours: number;
  readonly overHours: number;
  readonly cost: number;
};

/** Every interval of every queue in which somebody is required or there. */
export function coverageRows(problem: ShiftPlanProblem, presence: Presence): readonly CoverageRow[] {
  return problem.queues.flatMap((need) => {
    const there = presence.get(need.queue);
    return need.required.flatMap((scheduled, interval): CoverageRow[] => {
      const present = there?.[interval] ?? 0;
      if (scheduled === 0 && present === 0) return [];
      const serviceLevel = expectedServiceLevel(problem, { need, interval, present });
      return [
        {
          queue: need.queue,
          interval,
          required: scheduled * atWorkShare(need, interval),
          scheduled,
          present,
          ...(serviceLevel === undefined ? {} : { serviceLevel }),
        },
      ];
    });
  });
}

/** Agent-hours missing and too many, by queue. */
export function coverageTotals(problem: ShiftPlanProblem, presence: Presence): readonly CoverageTotals[] {
  const hours = problem.intervalMinutes / 60;
  return problem.queues.map((need) => {
    const { queue, underCost, overCost } = need;
    let [required, scheduled, under, over] = [0, 0, 0, 0];
    for (const [at, people] of need.required.entries()) {
      const there = presence.get(queue)?.[at] ?? 0;
      required += people * atWorkShare(need, at) * hours;
      scheduled += people * hours;
      under += Math.max(0, people - there) * hours;
      over += Math.max(0, there - people) * hours;
    }
    return {
      queue,
      requiredHours: required,
      scheduledHours: scheduled,
      underHours: under,
      overHours: over,
      cost: under * underCost + over * overCost,
    };
  });
}

const atWorkShare = ({ load }: QueueRequirement, interval: number): number =>
  load?.atWorkShare[interval] ?? 1;

type Point = {
  readonly need: QueueRequirement;
  readonly interval: number;
  readonly present: number;
};

/** People who count for a part of one lie between the two whole crews around them. */
function expectedServiceLevel(
  { intervalMinutes }: ShiftPlanProblem,
  { need, interval, present }: Point,
): number | undefined {
  const { load } = need;
  const offered = load?.offered[interval] ?? 0;
  const handleSeconds = load?.handleSeconds[interval] ?? 0;
  if (load === undefined || offered <= 0 || handleSeconds <= 0) return undefined;
  const { withinSeconds, patienceSeconds = Infinity } = load;
  const erlangs = (offered * handleSeconds) / (intervalMinutes * 60);
  const withCrew = (agents: number): number =>
    erlangA({ agents, load: erlangs, handleSeconds, patienceSeconds, withinSeconds }).serviceLevel.offered;
  const atWork = present * atWorkShare(need, interval);
  const few = Math.floor(atWork + 1e-9);
  const part = atWork - few;
  return part < 1e-9 ? withCrew(few) : (1 - part) * withCrew(few) + part * withCrew(few + 1);
}
