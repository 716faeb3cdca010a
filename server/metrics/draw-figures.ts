import { addAgentTime, noAgents, noAgentTime, type AgentTime } from '#domain/agent.ts';
import type { Figures, Period, QueueFigures } from '#domain/board/board.ts';
import { targetOf, type Centre } from '#domain/centre.ts';
import { addCounts, emptyCounts, type Counts } from '#domain/measures/counts.ts';
import type { QueueId } from '#domain/ids.ts';
import { localIntervalStart } from '#domain/interval.ts';
import type { ServiceTarget } from '#domain/service-target.ts';
import { MINUTE_MS, epochMs, type EpochMs } from '#domain/time.ts';
import { dayStart, type TimeZone } from '#domain/time-zone.ts';
import { EVERYONE, type Floor, type Scope } from '../floor/floor.ts';
import { staffNow, type StaffNow } from './staff-now.ts';
import { abandonedLately, tallyOf, type QueueTally, type Tally } from './tally.ts';

/** Abandons of the last half hour are a headline figure. */
const LATELY_MS = 30 * MINUTE_MS;

export type FiguresOptions = {
  readonly floor: Floor;
  readonly tally: Tally;
  readonly centre: Centre;
  readonly zone: TimeZone;
  readonly now: EpochMs;
};

export type CentreFigures = {
  readonly total: Figures;
  readonly queues: Readonly<Record<QueueId, QueueFigures>>;
};

type Frame = FiguresOptions & {
  readonly intervalStart: EpochMs;
  readonly dayStart: EpochMs;
  readonly staff: ReadonlyMap<Scope, StaffNow>;
};

/** The live figures of every queue that was defined or seen, and of all together. */
export function drawFigures(options: FiguresOptions): CentreFigures {
  const { floor, tally, centre, zone, now } = options;
  const frame: Frame = {
    ...options,
    intervalStart: localIntervalStart(zone, now, centre.intervalMs),
    dayStart: dayStart(zone, now),
    staff: staffNow(floor, now),
  };
  const queues: Record<QueueId, QueueFigures> = {};
  for (const queue of queueNames(tally, centre)) queues[queue] = drawQueue(frame, queue);
  return { total: drawTotal(frame, Object.values(queues)), queues };
}

function queueNames(tally: Tally, centre: Centre): readonly QueueId[] {
  return [...new Set([...centre.queues.map((queue) => queue.id), ...tally.queues.keys()])].sort();
}

function drawQueue(frame: Frame, queue: QueueId): QueueFigures {
  const { centre, tally, now } = frame;
  const sums = tallyOf(tally, queue);
  const target = targetOf(centre, queue);
  return {
    name: centre.queues.find((one) => one.id === queue)?.name ?? { en: queue },
    target,
    sources: [],
    freshness: { state: 'live' },
    ...openOf([...sums.waiting.values()], [...sums.deferred.values()]),
    agents: frame.staff.get(queue)?.agents ?? noAgents(),
    interval: drawPeriod(frame, { scope: queue, sums, target, start: frame.intervalStart }),
    day: drawPeriod(frame, { scope: queue, sums, target, start: frame.dayStart }),
    abandonedLately: abandonedLately(sums, now, LATELY_MS),
  };
}

type PeriodOf = {
  readonly scope: Scope;
  readonly sums: QueueTally;
  readonly target: ServiceTarget;
  readonly start: EpochMs;
};

function drawPeriod(frame: Frame, { scope, sums, target, start }: PeriodOf): Period {
  const counts = emptyCounts();
  for (const cell of cellsSince(sums.cells, start, frame)) addCounts(counts, cell);
  let undecided = 0;
  for (const open of [sums.waiting, sums.deferred])
    for (const queuedAt of open.values())
      if (queuedAt >= start && frame.now - queuedAt <= target.withinMs) undecided += 1;
  return { start, counts: shown(counts), undecided, agentTime: agentTimeSince(frame, scope, start) };
}

function drawTotal(frame: Frame, queues: readonly QueueFigures[]): Figures {
  const waiting = queues.flatMap(({ oldestQueuedAt }) => oldestQueuedAt ?? []);
  const deferred = queues.flatMap(({ oldestDeferredAt }) => oldestDeferredAt ?? []);
  return {
    target: frame.centre.target,
    sources: [],
    freshness: { state: 'live' },
    ...openOf(waiting, deferred),
    waiting: sum(queues, (queue) => queue.waiting),
    deferred: sum(queues, (queue) => queue.deferred),
    agents: frame.staff.get(EVERYONE)?.agents ?? noAgents(),
    interval: addPeriods(
      frame,
      frame.intervalStart,
      queues.map((queue) => queue.interval),
    ),
    day: addPeriods(
      frame,
      frame.dayStart,
      queues.map((queue) => queue.day),
    ),
    abandonedLately: sum(queues, (queue) => queue.abandonedLately),
  };
}

function addPeriods(frame: Frame, start: EpochMs, periods: readonly Period[]): Period {
  const counts = emptyCounts();
  for (const period of periods) addCounts(counts, { ...period.counts, checksum: 0 });
  return {
    start,
    counts: shown(counts),
    undecided: sum(periods, (period) => period.undecided),
    // Not the sum over queues: an agent of two queues would count twice.
    agentTime: agentTimeSince(frame, EVERYONE, start),
  };
}

function agentTimeSince(frame: Frame, scope: Scope, start: EpochMs): AgentTime {
  const time = noAgentTime();
  for (const cells of [frame.floor.agentTime.get(scope), frame.staff.get(scope)?.openTime])
    if (cells !== undefined) for (const cell of cellsSince(cells, start, frame)) addAgentTime(time, cell);
  return time;
}

function* cellsSince<Cell>(
  cells: ReadonlyMap<EpochMs, Cell>,
  start: EpochMs,
  { now, tally }: Frame,
): Iterable<Cell> {
  for (let at: number = start; at <= now; at += tally.gridMs) {
    const cell = cells.get(epochMs(at));
    if (cell !== undefined) yield cell;
  }
}

/** How many wait and how many are deferred, with the oldest of each, from the moments they were queued. */
function openOf(
  waiting: readonly EpochMs[],
  deferred: readonly EpochMs[],
): Pick<Figures, 'waiting' | 'oldestQueuedAt' | 'deferred' | 'oldestDeferredAt'> {
  const [oldest, oldestDeferred] = [oldestOf(waiting), oldestOf(deferred)];
  return {
    waiting: waiting.length,
    ...(oldest === undefined ? {} : { oldestQueuedAt: oldest }),
    deferred: deferred.length,
    ...(oldestDeferred === undefined ? {} : { oldestDeferredAt: oldestDeferred }),
  };
}

function oldestOf(moments: readonly EpochMs[]): EpochMs | undefined {
  let oldest = moments[0];
  for (const moment of moments) if (oldest !== undefined && moment < oldest) oldest = moment;
  return oldest;
}

function shown(counts: Counts): Period['counts'] {
  const { checksum, ...rest } = counts;
  return rest;
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, one) => total + of(one), 0);
