import { sourceId } from '#domain/ids.ts';
import { SECOND_MS } from '#domain/time.ts';
import { WEEK_QUARTERS } from '../../simulation/model/check-model.ts';
import type { CentreModel, GroupModel, QueueModel } from '../../simulation/model/centre-model.ts';
import type { Crew, SkillGroup, SkillQuestion, SkillQueue } from './skill-question.ts';

/** The question as a contact centre in which nothing changes: Poisson arrivals, exponential handling and patience. */
export function skillModel({ queues, groups }: SkillQuestion, crew: Crew): CentreModel {
  const known = new Set(queues.map(({ queue }) => queue));
  return {
    zone: 'UTC',
    sources: [sourceId('simulation')],
    queues: queues.map(queueModel),
    lines: queues.map(({ queue, perHour }, at) => ({
      id: `l${at}-`,
      channel: 'voice',
      direction: 'inbound',
      queue,
      week: Array<number>(WEEK_QUARTERS).fill(perHour / 4),
    })),
    groups: groups.map((group, at) =>
      groupModel({ ...group, queues: group.queues.filter((one) => known.has(one)) }, crew[at] ?? 0),
    ),
  };
}

/** The simulator knows four levels of skill. */
const MOST_LEVEL = 4;

function queueModel({
  queue,
  handleSeconds,
  patienceSeconds,
  target,
  headStartSeconds = 0,
}: SkillQueue): QueueModel {
  const served: QueueModel = {
    id: queue,
    target: {
      share: target.serviceLevel ?? 0,
      withinMs: (target.withinSeconds ?? 0) * SECOND_MS,
      shortAbandonMs: (target.shortAbandonSeconds ?? 0) * SECOND_MS,
    },
    service: { kind: 'exponential', meanMs: handleSeconds * SECOND_MS },
    boostMs: headStartSeconds * SECOND_MS,
    // Nobody waits for the right level: it only says who is asked first.
    widenAfterMs: [0, 0, 0],
  };
  if (patienceSeconds === undefined) return served;
  return { ...served, patience: { kind: 'exponential', meanMs: patienceSeconds * SECOND_MS } };
}

/** The fewer the skills, the sooner the agent is asked: who can do more stays free for more. */
function groupModel({ name, queues }: SkillGroup, agents: number): GroupModel {
  const level = Math.min(MOST_LEVEL, queues.length);
  return { id: name, agents, skills: queues.map((queue) => ({ queue, level })) };
}
