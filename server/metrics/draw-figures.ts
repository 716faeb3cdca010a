import { noAgents } from '#domain/agent.ts';
import type { Figures, QueueFigures } from '#domain/board/board.ts';
import { targetOf, type Centre } from '#domain/centre.ts';
import type { QueueId, SourceId } from '#domain/ids.ts';
import { MINUTE_MS } from '#domain/time.ts';
import { knownUntil } from '../floor/source-states.ts';
import { drawTotal, type DrawnQueue } from './draw-total.ts';
import { drawPeriod, type Summed } from './draw-period.ts';
import { drawWork } from './draw-work.ts';
import { dayReach, intervalReach, type FiguresOptions, type Frame } from './figures-frame.ts';
import { freshnessOf } from './freshness.ts';
import { openFigures } from './open-figures.ts';
import { openVisits } from './open-visits.ts';
import { staffNow } from './staff-now.ts';
import { abandonedLately, tallyOf, type Tally } from './tally.ts';

/** Abandons of the last half hour are a headline figure. */
const LATELY_MS = 30 * MINUTE_MS;

export type CentreFigures = {
  readonly total: Figures;
  readonly queues: Readonly<Record<QueueId, QueueFigures>>;
};

/** The live figures of every queue that was defined or seen, and of all together. What comes from a dead feed stands still. */
export function drawFigures(options: FiguresOptions): CentreFigures {
  const { floor, tally, centre } = options;
  const frame: Frame = { ...options, staff: staffNow(floor, options) };
  const drawn = queueNames(tally, centre).map((queue) => drawQueue(frame, queue));
  return {
    total: drawTotal(frame, drawn),
    queues: Object.fromEntries(drawn.map(({ summed, figures }) => [summed.scope, figures])),
  };
}

function queueNames(tally: Tally, centre: Centre): readonly QueueId[] {
  return [...new Set([...centre.queues.map((queue) => queue.id), ...tally.queues.keys()])].sort();
}

function drawQueue(frame: Frame, queue: QueueId): DrawnQueue {
  const { centre, tally, feeds } = frame;
  const summed = { scope: queue, sums: tallyOf(tally, queue), target: targetOf(centre, queue) };
  const sources = sourcesOf(frame, summed);
  // When nothing more comes for a queue its half-hour stands still too, and does not become an empty one.
  const now = knownUntil(feeds, sources, frame.now);
  const { inbound, deferred } = summed.sums.streams;
  const figures: QueueFigures = {
    name: centre.queues.find((one) => one.id === queue)?.name ?? { en: queue },
    target: summed.target,
    sources,
    freshness: freshnessOf(sources, feeds),
    ...openFigures(openVisits(inbound, frame), openVisits(deferred, frame)),
    agents: frame.staff.get(queue)?.agents ?? noAgents(),
    interval: drawPeriod(frame, summed, intervalReach(frame, now)),
    day: drawPeriod(frame, summed, dayReach(frame, now)),
    abandonedLately: abandonedLately(inbound, now, LATELY_MS),
    ...drawWork(frame, summed, now),
  };
  return { summed, figures };
}

/** Who told of visits to the queue or of its agents. Where nobody has yet, any source may. */
function sourcesOf({ feeds, staff }: Frame, { scope, sums }: Summed): readonly SourceId[] {
  const known = new Set([...sums.sources.keys(), ...(staff.get(scope)?.sources ?? [])]);
  return [...(known.size > 0 ? known : feeds.keys())].sort();
}
