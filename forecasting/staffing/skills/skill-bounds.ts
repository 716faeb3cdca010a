import type { StaffingTarget } from '#domain/staffing-plan.ts';
import type { Cut } from './cheapest-crew.ts';
import { crewModels } from '../crew-models.ts';
import { gammaNodes } from '../rates/gamma-nodes.ts';
import { requireCrew } from '../require-crew.ts';
import type { SkillQuestion, SkillQueue } from './skill-question.ts';

/** Sets of queues grow as 2 to their number; beyond this only single queues and all of them are bounded. */
const MOST_QUEUES_BY_SETS = 6;

/**
 * How many people must be able to answer each set of queues: not fewer than if they answered nothing else and knew all of the
 * set, which is one queue and model A. One less is asked for, as the sample may be luckier than the long run.
 */
export function lowerCuts({ queues, groups }: SkillQuestion): readonly Cut[] {
  return setsOf(queues).map((set) => {
    const names = new Set(set.map(({ queue }) => queue));
    return {
      weights: groups.map((group) => (group.queues.some((queue) => names.has(queue)) ? 1 : 0)),
      least: Math.max(1, pooledCrew(set) - 1),
    };
  });
}

function setsOf(queues: readonly SkillQueue[]): readonly (readonly SkillQueue[])[] {
  if (queues.length > MOST_QUEUES_BY_SETS) return [...queues.map((queue) => [queue]), queues];
  const count = 2 ** queues.length - 1;
  return Array.from({ length: count }, (_, number) =>
    queues.filter((_queue, at) => Math.floor((number + 1) / 2 ** at) % 2 === 1),
  );
}

function pooledCrew(set: readonly SkillQueue[]): number {
  const perHour = set.reduce((sum, one) => sum + one.perHour, 0);
  const mean = (of: (queue: SkillQueue) => number): number =>
    set.reduce((sum, one) => sum + one.perHour * of(one), 0) / perHour;
  const handleSeconds = mean((one) => one.handleSeconds);
  const load = (perHour * handleSeconds) / 3_600;
  // One patient queue makes the mean Infinity: then the pool is model C, which needs more, so the longest finite one counts.
  const patience = mean((one) => one.patienceSeconds ?? Infinity);
  const behaviour =
    patience === Infinity
      ? ({ kind: 'patient' } as const)
      : ({ kind: 'impatient', patienceSeconds: patience } as const);
  const target = loosest(set.map((one) => one.target));
  const model = crewModels(behaviour, target)({ load, handleSeconds, rates: gammaNodes(0, load) }, load);
  return requireCrew({ model, target, leastAgents: 0 }).agents;
}

/** What all of the targets ask for at least: a pool that misses this misses one of them. */
function loosest(targets: readonly StaffingTarget[]): StaffingTarget {
  const least = (of: (target: StaffingTarget) => number | undefined): number | undefined => {
    const values = targets.map(of);
    return values.some((one) => one === undefined) ? undefined : Math.min(...values.map((one) => one ?? 0));
  };
  const most = (of: (target: StaffingTarget) => number | undefined): number | undefined => {
    const values = targets.map(of);
    return values.some((one) => one === undefined) ? undefined : Math.max(...values.map((one) => one ?? 0));
  };
  const [first = {}] = targets;
  const found = {
    definition: first.definition,
    shortAbandonSeconds: most((one) => one.shortAbandonSeconds ?? 0),
    withinSeconds: most((one) => one.withinSeconds ?? 0),
    serviceLevel: least((one) => one.serviceLevel),
    asaSeconds: most((one) => one.asaSeconds),
    abandonment: most((one) => one.abandonment),
  };
  // Targets that have nothing in common bound nothing but that somebody must be there.
  const { serviceLevel, asaSeconds, abandonment } = found;
  return [serviceLevel, asaSeconds, abandonment].every((one) => one === undefined) ? { waitShare: 1 } : found;
}
