import type { CoverageProblem } from '../model/coverage-problem.ts';
import { costOfLoad, queueCosts } from './queue-costs.ts';
import { skillPools, type SkillPool } from '../model/skill-pools.ts';

/**
 * People of each pool shared out among the queues, interval by interval, and what one more or one less would cost.
 * Each change re-shares along the cheapest chain of people who change queues, which keeps the sharing the best there
 * is while everyone carries a full load; with other efficiencies it is a good one, no more.
 */
export type Market = {
  readonly pools: readonly SkillPool[];
  /** The pool of each group. */
  readonly poolOf: readonly number[];
  readonly intervals: number;
  /** What one more person of a pool costs in each interval, as long as nothing changes. Negative: it helps. */
  oneMoreCost(pool: number): Float64Array;
  /** Puts one person of a pool into every interval of a span, or takes one out. Answers what it cost. */
  change(pool: number, span: Span, by: 1 | -1): number;
  /** What all intervals cost together, added up anew. */
  cost(): number;
  /** The same, kept up change by change. */
  total(): number;
  /** Load in each queue, at interval × queues + queue. */
  readonly load: Float64Array;
};

/** Intervals from `from` up to, not including, `until`. */
export type Span = { readonly from: number; readonly until: number };

/** A market without people. */
export function openMarket(problem: CoverageProblem, intervals: number): Market {
  const pools = skillPools(problem.groups);
  const seating = openSeating(problem, pools, intervals);
  const prices = openPrices(seating, intervals);
  const { costs, load } = seating;
  const sum = (): number => load.reduce((all, one, place) => all + costOfLoad(costs, place, one), 0);
  let total = sum();
  return {
    pools,
    poolOf: problem.groups.map((_, group) => pools.findIndex(({ groups }) => groups.includes(group))),
    intervals,
    oneMoreCost: (pool) => prices.ofPool(pool),
    load,
    change(pool, { from, until }, by) {
      let cost = 0;
      for (let at = Math.max(from, 0); at < Math.min(until, intervals); at += 1) {
        const found = seek(seating, at, pool, by);
        cost += found.cost;
        follow(seating, at, pool, by, found.last);
        prices.forget(at);
      }
      total += cost;
      return cost;
    },
    cost: sum,
    total: () => total,
  };
}

type Prices = {
  ofPool(pool: number): Float64Array;
  /** An interval has changed. */
  forget(at: number): void;
};

/** Prices are worked out when they are asked for: most changes are taken back before the other pools' are. */
function openPrices(seating: Seating, intervals: number): Prices {
  const prices = Array.from({ length: seating.pools }, () => new Float64Array(intervals));
  const isOld = new Uint8Array(seating.pools * intervals).fill(1);
  return {
    ofPool(pool) {
      const own = prices[pool] ?? new Float64Array(intervals);
      for (let at = 0; at < intervals; at += 1) {
        if (isOld[at * seating.pools + pool] === 0) continue;
        isOld[at * seating.pools + pool] = 0;
        own[at] = seek(seating, at, pool, 1).cost;
      }
      return own;
    },
    forget: (at) => void isOld.fill(1, at * seating.pools, (at + 1) * seating.pools),
  };
}

type Seating = {
  readonly costs: ReturnType<typeof queueCosts>;
  /** Queues × 1 for each pool: what one of its people carries there, 0 where the pool cannot answer. */
  readonly efficiency: readonly Float64Array[];
  readonly load: Float64Array;
  /** People of each pool in each queue, at (interval × pools + pool) × queues + queue. */
  readonly seats: Int32Array;
  readonly pools: number;
  /** By queue: the other queues that people of some pool answer too. */
  readonly links: readonly (readonly Link[])[];
  /** Of the search: the queue and the pool by whose person a queue was reached; −1 at its beginning. */
  readonly cameFrom: Int32Array;
  readonly cameBy: Int32Array;
  readonly sums: Float64Array;
};

type Link = { readonly other: number; readonly pool: number };

function linksOf(efficiency: readonly Float64Array[], queues: number): readonly (readonly Link[])[] {
  const answers = (pool: number, queue: number): boolean => (efficiency[pool]?.[queue] ?? 0) > 0;
  return Array.from({ length: queues }, (_, queue) =>
    Array.from({ length: queues }, (__, other) =>
      [...efficiency.keys()].flatMap((pool) =>
        other !== queue && answers(pool, queue) && answers(pool, other) ? [{ other, pool }] : [],
      ),
    ).flat(),
  );
}

function openSeating(problem: CoverageProblem, pools: readonly SkillPool[], intervals: number): Seating {
  const costs = queueCosts(problem, intervals);
  const { queues } = costs;
  const efficiency = pools.map(({ skills }) =>
    Float64Array.from(
      problem.queues,
      ({ queue }) => skills.find((one) => one.queue === queue)?.efficiency ?? 0,
    ),
  );
  return {
    costs,
    efficiency,
    load: new Float64Array(intervals * queues),
    seats: new Int32Array(intervals * pools.length * queues),
    pools: pools.length,
    links: linksOf(efficiency, queues),
    cameFrom: new Int32Array(queues),
    cameBy: new Int32Array(queues),
    sums: new Float64Array(queues),
  };
}

/** Where no person can be taken out or put in. */
const NOWHERE = { cost: 0, last: -1 };

/**
 * The cheapest chain that begins with a person coming to (or leaving) some queue and ends with another queue
 * gaining (or losing) a person. The queues on the way change only by the difference of efficiencies.
 */
function seek(
  seating: Seating,
  at: number,
  pool: number,
  by: 1 | -1,
): { readonly cost: number; readonly last: number } {
  const { costs, cameFrom, cameBy, sums } = seating;
  const { queues } = costs;
  cameFrom.fill(-2);
  const found: number[] = [];
  for (let queue = 0; queue < queues; queue += 1)
    if (canBegin(seating, at, pool, queue, by)) {
      cameFrom[queue] = -1;
      cameBy[queue] = pool;
      sums[queue] = 0;
      found.push(queue);
    }
  let best = NOWHERE;
  for (const queue of found) {
    const carried = seating.efficiency[cameBy[queue] ?? 0]?.[queue] ?? 0;
    const cost = (sums[queue] ?? 0) + costOfMore(seating, at * queues + queue, by * carried);
    if (best.last < 0 || cost < best.cost) best = { cost, last: queue };
    if (queues > 1) reachOn(seating, { at, queue, by, carried, found });
  }
  return best;
}

function canBegin(seating: Seating, at: number, pool: number, queue: number, by: 1 | -1): boolean {
  if (by === 1) return (seating.efficiency[pool]?.[queue] ?? 0) > 0;
  return (seating.seats[(at * seating.pools + pool) * seating.costs.queues + queue] ?? 0) > 0;
}

/** The change of a queue's cost when its load grows by `by`. */
function costOfMore({ costs, load }: Seating, place: number, by: number): number {
  const now = load[place] ?? 0;
  return costOfLoad(costs, place, now + by) - costOfLoad(costs, place, now);
}

type Step = {
  readonly at: number;
  readonly queue: number;
  readonly by: 1 | -1;
  readonly carried: number;
  readonly found: number[];
};

/** From a queue that gains someone, one of its people may go on to another queue; to one that loses, one may come. */
function reachOn(seating: Seating, { at, queue, by, carried, found }: Step): void {
  const { costs, efficiency, seats, pools, links, cameFrom, cameBy, sums } = seating;
  const { queues } = costs;
  for (const { other, pool } of links[queue] ?? []) {
    if (cameFrom[other] !== -2) continue;
    if ((seats[(at * pools + pool) * queues + (by === 1 ? queue : other)] ?? 0) === 0) continue;
    cameFrom[other] = queue;
    cameBy[other] = pool;
    const own = efficiency[pool]?.[queue] ?? 0;
    const step = carried === own ? 0 : costOfMore(seating, at * queues + queue, by * (carried - own));
    sums[other] = (sums[queue] ?? 0) + step;
    found.push(other);
  }
}

/** Makes the chain that was found come true, from its last queue back to its first. */
function follow(seating: Seating, at: number, pool: number, by: 1 | -1, last: number): void {
  const { costs, efficiency, seats, load, pools, cameFrom, cameBy } = seating;
  const { queues } = costs;
  const move = (who: number, queue: number, many: number): void => {
    const seat = (at * pools + who) * queues + queue;
    seats[seat] = (seats[seat] ?? 0) + many;
    const place = at * queues + queue;
    load[place] = (load[place] ?? 0) + many * (efficiency[who]?.[queue] ?? 0);
  };
  let queue = last;
  while (queue >= 0) {
    const from = cameFrom[queue] ?? -1;
    const who = from < 0 ? pool : (cameBy[queue] ?? 0);
    move(who, queue, by);
    if (from >= 0) move(who, from, -by);
    queue = from;
  }
}
