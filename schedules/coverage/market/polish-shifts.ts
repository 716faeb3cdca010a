import { openMarket, type Market } from './market.ts';
import type { CoverageProblem } from '../model/coverage-problem.ts';
import type { Duty } from '../model/duty.ts';
import { layHorizon } from '../model/horizon.ts';
import { work } from './market-of.ts';
import type { PlacedShift } from './placed-shift.ts';
import { openShiftSearch, type ShiftSearch } from './shift-search.ts';

export type PolishQuestion = {
  readonly problem: CoverageProblem;
  readonly shifts: readonly PlacedShift[];
  /** Numbers from 0 to below 1. */
  readonly chance: () => number;
  readonly isOver: () => boolean;
};

/** Shifts taken out and put back at once. */
const MOST_AT_ONCE = 4;
/** Asking the clock costs as much as a small move. */
const MOVES_PER_LOOK = 20;
/** After so many moves for each shift without any gain the search has nothing left to find. */
const PATIENCE = 30;

/**
 * The same shifts of the same days at better times: a few of a day are taken out and put back one after the other,
 * each at its best start with its best breaks, and stay when the week is no dearer.
 */
export function polishShifts({ problem, shifts, chance, isOver }: PolishQuestion): PlacedShift[] {
  const { intervals } = layHorizon(problem);
  const market = openMarket(problem, intervals);
  const search = openShiftSearch(problem, intervals);
  const now = [...shifts];
  for (const shift of now) work(market, shift, 1);
  const byDay = problem.days.map((_, day) => [...now.keys()].filter((place) => now[place]?.duty.day === day));
  const days = byDay.filter((places) => places.length > 0);
  let idle = 0;
  for (let move = 0; idle < PATIENCE * now.length && days.length > 0; move += 1) {
    if (move % MOVES_PER_LOOK === 0 && isOver()) break;
    const places = days[Math.floor(chance() * days.length)] ?? [];
    const many = 1 + Math.floor(chance() * MOST_AT_ONCE);
    const picked = new Set<number>();
    for (let one = 0; one < many; one += 1) picked.add(places[Math.floor(chance() * places.length)] ?? 0);
    idle = retry(now, [...picked], { market, search, chance }) < -1e-9 ? 0 : idle + 1;
  }
  return now;
}

export type Tools = { readonly market: Market; readonly search: ShiftSearch; readonly chance: () => number };

function retry(now: PlacedShift[], picked: readonly number[], tools: Tools): number {
  const { market } = tools;
  const old = picked.flatMap((place) => now[place] ?? []);
  let cost = 0;
  for (const shift of old) cost += work(market, shift, -1);
  const put = old.map((shift) => {
    const better = cheapestShift(shift.duty, tools);
    cost += work(market, better, 1);
    return better;
  });
  if (cost <= 1e-9) {
    for (const [at, place] of picked.entries()) now[place] = put[at] ?? now[place] ?? missing(place);
    return cost;
  }
  for (const shift of put) work(market, shift, -1);
  for (const shift of old) work(market, shift, 1);
  return 0;
}

function missing(place: number): never {
  throw new Error(`there is no shift ${place}`);
}

/** The best start and breaks of a duty at the prices as they are; among equals any. */
export function cheapestShift(duty: Duty, { market, search, chance }: Tools): PlacedShift {
  const { starts, kind, group } = duty;
  const pool = market.poolOf[group] ?? 0;
  const oneMoreCost = market.oneMoreCost(pool);
  search.price(oneMoreCost, starts[0] ?? 0, (starts.at(-1) ?? 0) + kind.length);
  let best = starts[0] ?? 0;
  let least = Infinity;
  const turn = Math.floor(chance() * starts.length);
  for (let step = 0; step < starts.length; step += 1) {
    const start = starts[(turn + step) % starts.length] ?? 0;
    const cost = search.cost(kind, start);
    if (cost < least - 1e-9) {
      least = cost;
      best = start;
    }
  }
  search.cost(kind, best);
  return { duty, start: best, breaks: search.breaks() };
}
