import { noAgents, noAgentTime } from '#domain/agent.ts';
import type { Board, Figures, QueueFigures } from '#domain/board/board.ts';
import { emptyCounts } from '#domain/measures/counts.ts';
import { queueId } from '#domain/ids.ts';
import { USUAL_TARGET } from '#domain/service-target.ts';
import { epochMs } from '#domain/time.ts';

/** A board for tests: nothing happened, but so many wait in each queue. */
export function anyBoard(waiting: Readonly<Record<string, number>>): Board {
  const { checksum: _, ...counts } = emptyCounts();
  const period = { start: epochMs(0), counts, undecided: 0, agentTime: noAgentTime() };
  const figures: Figures = {
    target: USUAL_TARGET,
    sources: [],
    freshness: { state: 'live' },
    waiting: 0,
    deferred: 0,
    agents: noAgents(),
    interval: period,
    day: period,
    abandonedLately: 0,
  };
  const queues: Record<string, QueueFigures> = {};
  for (const [name, count] of Object.entries(waiting))
    queues[queueId(name)] = { ...figures, waiting: count, name: { en: name } };
  return {
    centre: { name: { en: 'Test' }, zone: 'UTC', intervalMs: 1_800_000, definitions: 'x' },
    total: figures,
    queues,
    sources: {},
    alerts: {},
  };
}
