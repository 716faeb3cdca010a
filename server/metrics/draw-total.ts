import { noAgents } from '#domain/agent.ts';
import type { Figures, OpenVisits, Period, QueueFigures } from '#domain/board/board.ts';
import { EVERYONE } from '../floor/floor.ts';
import { knownUntil } from '../floor/source-states.ts';
import { addVisits, agentTimeIn, drawVisits, type Summed } from './draw-period.ts';
import { sumWork } from './draw-work.ts';
import { dayReach, intervalReach, type Frame, type Reach } from './figures-frame.ts';
import { freshnessOf } from './freshness.ts';
import { openFigures } from './open-figures.ts';
import { sumOpenVisits } from './open-visits.ts';

/** A queue as it is drawn, with the sums that it was drawn from. */
export type DrawnQueue = { readonly summed: Summed; readonly figures: QueueFigures };

/** All queues together. Those that stand still are part of it as they stand. */
export function drawTotal(frame: Frame, drawn: readonly DrawnQueue[]): Figures {
  const { feeds, centre } = frame;
  const sources = [...feeds].flatMap(([source, { isGone }]) => (isGone === true ? [] : source)).sort();
  const now = knownUntil(feeds, heard(frame), frame.now);
  const queues = drawn.map(({ figures }) => figures);
  const waiting = queues.map(({ waiting: count, oldestQueuedAt, oldestUntil }) =>
    visits(count, oldestQueuedAt, oldestUntil),
  );
  const deferred = queues.map(({ deferred: count, oldestDeferredAt }) => visits(count, oldestDeferredAt));
  return {
    target: centre.target,
    sources,
    freshness: freshnessOf(sources, feeds),
    ...openFigures(sumOpenVisits(waiting, frame), sumOpenVisits(deferred, frame)),
    agents: frame.staff.get(EVERYONE)?.agents ?? noAgents(),
    interval: sumPeriods(frame, intervalReach(frame, now), drawn, 'interval'),
    day: sumPeriods(frame, dayReach(frame, now), drawn, 'day'),
    abandonedLately: queues.reduce((sum, queue) => sum + queue.abandonedLately, 0),
    ...sumWork(frame, queues, now),
  };
}

/** A hook that never told anything does not keep the centre's time going on. */
const heard = ({ feeds }: Frame) =>
  [...feeds].flatMap(([source, { ageMs }]) => (ageMs === undefined ? [] : source));

const visits = (
  count: number,
  oldestQueuedAt: OpenVisits['oldestQueuedAt'],
  oldestUntil?: OpenVisits['oldestUntil'],
): OpenVisits => ({
  count,
  ...(oldestQueuedAt !== undefined && { oldestQueuedAt }),
  ...(oldestUntil !== undefined && { oldestUntil }),
});

function sumPeriods(
  frame: Frame,
  reach: Reach,
  drawn: readonly DrawnQueue[],
  which: 'interval' | 'day',
): Period {
  const periods = drawn.map(({ summed, figures }) =>
    // What stands still may stand in an earlier period: of this one it has what was counted before it stopped.
    figures[which].start === reach.start ? figures[which] : drawVisits(frame, summed, reach, 'inbound'),
  );
  return {
    ...addVisits(reach.start, periods),
    // Not the sum over queues: an agent of two queues would count twice.
    agentTime: agentTimeIn(frame, EVERYONE, reach),
  };
}
