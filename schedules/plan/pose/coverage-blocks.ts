import type { CoverageProblem, QueueNeed } from '../../coverage/model/coverage-problem.ts';
import { layHorizon } from '../../coverage/model/horizon.ts';

/** Days in a row of a coverage problem that are planned together; hours are shared out over all of them. */
export type CoverageBlock = {
  readonly fromDay: number;
  readonly untilDay: number;
  /** Where its first day begins. */
  readonly fromInterval: number;
  readonly untilInterval: number;
  /** What of everybody's hours is worked in it. */
  readonly hoursShare: number;
};

/** As long as ways to choose days can be listed quickly, and as planners think: a week. */
const BLOCK_DAYS = 7;

/** Blocks of a week at most, nearly alike in length, each with its share of the hours: by its days, and a little by what it requires. */
export function coverageBlocks(problem: CoverageProblem): readonly CoverageBlock[] {
  const { days } = problem;
  const { dayStarts, intervals } = layHorizon(problem);
  const many = Math.ceil(days.length / BLOCK_DAYS);
  const blocks = Array.from({ length: many }, (_, at) => {
    const [fromDay, untilDay] = [at, at + 1].map((border) => Math.round((border * days.length) / many));
    const [from, until] = [fromDay, untilDay].map((day) => dayStarts[day ?? 0] ?? intervals);
    return {
      fromDay: fromDay ?? 0,
      untilDay: untilDay ?? 0,
      fromInterval: from ?? 0,
      untilInterval: until ?? 0,
    };
  });
  const weights = blocks.map((block) => (block.untilDay - block.fromDay) * pull(problem, block));
  const all = weights.reduce((sum, one) => sum + one, 0);
  return blocks.map((block, at) => ({ ...block, hoursShare: (weights[at] ?? 0) / all }));
}

/** Busier weeks than the mean get more of the hours, by so much at most. */
const MOST_PULL = 0.1;

function pull(problem: CoverageProblem, block: Omit<CoverageBlock, 'hoursShare'>): number {
  const { intervals } = layHorizon(problem);
  const sum = (from: number, until: number): number =>
    problem.queues.reduce(
      (total, { required }) => total + required.slice(from, until).reduce((a, b) => a + b, 0),
      0,
    );
  const mean = sum(0, intervals) / Math.max(1, intervals);
  const own =
    sum(block.fromInterval, block.untilInterval) / Math.max(1, block.untilInterval - block.fromInterval);
  return mean === 0 ? 1 : Math.min(1 + MOST_PULL, Math.max(1 - MOST_PULL, own / mean));
}

/** The problem of one block, by its share of the hours. */
export function blockProblem(problem: CoverageProblem, block: CoverageBlock): CoverageProblem {
  const { fromDay, untilDay, hoursShare } = block;
  const days = untilDay - fromDay;
  const mostInRow = (group: CoverageProblem['groups'][number]): number =>
    days - Math.floor(days / (group.mostDaysInRow + 1));
  return {
    ...problem,
    days: problem.days.slice(fromDay, untilDay),
    queues: problem.queues.map((queue) => cropQueue(queue, block)),
    groups: problem.groups.map((group) => ({
      ...group,
      daysOn: { least: 0, most: Math.min(group.daysOn.most, mostInRow(group)) },
      paidIntervals: {
        least: Math.floor(group.paidIntervals.least * hoursShare),
        most: Math.ceil(group.paidIntervals.most * hoursShare),
      },
      ...(group.standing === undefined
        ? {}
        : { standing: group.standing.slice(block.fromInterval, block.untilInterval) }),
    })),
  };
}

function cropQueue(queue: QueueNeed, { fromInterval, untilInterval }: CoverageBlock): QueueNeed {
  const crop = (list: readonly number[]): readonly number[] => list.slice(fromInterval, untilInterval);
  return {
    queue: queue.queue,
    required: crop(queue.required),
    underCost: crop(queue.underCost),
    overCost: crop(queue.overCost),
    ...(queue.least === undefined ? {} : { least: crop(queue.least) }),
    ...(queue.alreadyThere === undefined ? {} : { alreadyThere: crop(queue.alreadyThere) }),
  };
}
