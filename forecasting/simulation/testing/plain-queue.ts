import { queueId, sourceId } from '#domain/ids.ts';
import { SECOND_MS } from '#domain/time.ts';
import { WEEK_QUARTERS } from '../model/check-model.ts';
import type { CentreModel } from '../model/centre-model.ts';

export type PlainQueue = {
  readonly agents: number;
  readonly perHour: number;
  readonly handleSeconds: number;
  /** Absent: they wait for ever. */
  readonly patienceSeconds?: number;
  readonly withinSeconds?: number;
};

/** One queue as the textbook has it: Poisson arrivals, exponential handling and patience, agents who are always there. */
export function plainQueue(question: PlainQueue): CentreModel {
  const { agents, perHour, handleSeconds, patienceSeconds, withinSeconds = 20 } = question;
  const queue = queueId('plain');
  const patience = { kind: 'exponential', meanMs: (patienceSeconds ?? 0) * SECOND_MS } as const;
  return {
    zone: 'UTC',
    sources: [sourceId('simulation')],
    queues: [
      {
        id: queue,
        target: { share: 0.8, withinMs: withinSeconds * SECOND_MS, shortAbandonMs: 0 },
        service: { kind: 'exponential', meanMs: handleSeconds * SECOND_MS },
        ...(patienceSeconds === undefined ? {} : { patience }),
      },
    ],
    lines: [
      {
        id: 'p',
        channel: 'voice',
        direction: 'inbound',
        queue,
        week: Array<number>(WEEK_QUARTERS).fill(perHour / 4),
      },
    ],
    groups: [{ id: 'agents', agents, skills: [{ queue, level: 1 }] }],
  };
}
