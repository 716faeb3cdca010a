import { addAgentTime, noAgentTime, type AgentTime } from '#domain/agent.ts';
import type { Period, StreamFigures } from '#domain/board/board.ts';
import type { Stream } from '#domain/contact.ts';
import { addCounts, emptyCounts, type Counts } from '#domain/measures/counts.ts';
import type { ServiceTarget } from '#domain/service-target.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import type { Scope } from '../floor/floor.ts';
import type { Frame, Reach } from './figures-frame.ts';
import { countUndecided } from './open-visits.ts';
import type { QueueTally } from './tally.ts';

/** A queue whose visits and agents are summed up. */
export type Summed = {
  readonly scope: Scope;
  readonly sums: QueueTally;
  readonly target: ServiceTarget;
};

/** Customers who came to a queue in a period, and the time that its agents spent in it. */
export function drawPeriod(frame: Frame, of: Summed, reach: Reach): Period {
  return { ...drawVisits(frame, of, reach, 'inbound'), agentTime: agentTimeIn(frame, of.scope, reach) };
}

/** The visits of one stream that came to a queue in a period. */
export function drawVisits(
  frame: Frame,
  { sums, target }: Summed,
  reach: Reach,
  stream: Stream,
): StreamFigures['day'] {
  const { start } = reach;
  const counts = emptyCounts();
  const visits = sums.streams[stream];
  for (const cell of cellsIn(visits.cells, reach, frame)) addCounts(counts, cell);
  return {
    start,
    counts: shown(counts),
    undecided: countUndecided(visits, { start, withinMs: target.withinMs }, frame),
  };
}

/** Visits of several queues together. */
export function addVisits(start: EpochMs, periods: readonly StreamFigures['day'][]): StreamFigures['day'] {
  const counts = emptyCounts();
  let undecided = 0;
  for (const period of periods) {
    addCounts(counts, { ...period.counts, checksum: 0 });
    undecided += period.undecided;
  }
  return { start, counts: shown(counts), undecided };
}

/** The time that the agents of a scope spent in a period, by state. */
export function agentTimeIn(frame: Frame, scope: Scope, reach: Reach): AgentTime {
  const time = noAgentTime();
  for (const cells of [frame.floor.agentTime.get(scope), frame.staff.get(scope)?.openTime])
    if (cells !== undefined) for (const cell of cellsIn(cells, reach, frame)) addAgentTime(time, cell);
  return time;
}

function* cellsIn<Cell>(
  cells: ReadonlyMap<EpochMs, Cell>,
  { start, now }: Reach,
  { tally }: Frame,
): Iterable<Cell> {
  for (let at: number = start; at <= now; at += tally.gridMs) {
    const cell = cells.get(epochMs(at));
    if (cell !== undefined) yield cell;
  }
}

function shown(counts: Counts): Period['counts'] {
  const { checksum, ...rest } = counts;
  return rest;
}
