import type { DemandBook } from '../lines/demand-book.ts';
import { reducedCost, type RosterColumn } from '../columns/master.ts';
import {
  addSums,
  copySums,
  costOfBreaking,
  priceSums,
  scaledSums,
  STIFFER,
  sumPriceAt,
  type PersonSums,
} from './person-sums.ts';

/**
 * The linear relaxation without a solver of linear programs: each person has a share of several lines, and each demand
 * a price for one more person, which rises with what is missing but is held to an anchor. Where the anchor comes to
 * rest both are optimal (augmented Lagrangian: D. Bertsekas, Constrained Optimization and Lagrange Multiplier Methods, 1982).
 */
export type LineMix = {
  readonly book: DemandBook;
  /** By person; their shares sum to 1. */
  readonly parts: MixPart[][];
  /** By person: the sums that no table holds. Absent: every line keeps all limits by itself. */
  readonly sums: readonly (PersonSums | undefined)[];
  /** How many people each demand misses; below 0 they are too many. */
  readonly missing: Float64Array;
  readonly prices: Float64Array;
  readonly anchor: Float64Array;
  /** How far a missing person lifts a price above its anchor. */
  stiffness: number;
  /** Of each demand while two lines are exchanged: 1 where only the one meets it, −1 where only the other. */
  readonly marks: Int8Array;
};

export type MixPart = {
  readonly column: RosterColumn;
  /** Its part of the person's sums. */
  readonly sums: Float64Array;
  share: number;
  /** Rounds since it had a share. */
  idle: number;
};

/** A mix in which everybody has one line. */
export function openMix(
  book: DemandBook,
  columns: readonly RosterColumn[],
  stiffness: number,
  sums: readonly (PersonSums | undefined)[] = [],
): LineMix {
  const demands = book.required.length;
  const mix: LineMix = {
    book,
    parts: columns.map((column) => [{ column, sums: sumsIn(sums, column), share: 1, idle: 0 }]),
    sums,
    missing: book.required.slice(),
    prices: new Float64Array(demands),
    anchor: new Float64Array(demands),
    stiffness,
    marks: new Int8Array(demands),
  };
  for (const column of columns)
    for (const place of column.demands) mix.missing[place] = (mix.missing[place] ?? 0) - 1;
  for (const [person, own] of sums.entries())
    if (own !== undefined) addSums(own, mix.parts[person]?.[0]?.sums ?? NO_SUMS, 1);
  anchorAt(mix, mix.anchor);
  return mix;
}

/** Of a line that keeps all limits by itself. */
const NO_SUMS = new Float64Array(0);

function sumsIn(sums: LineMix['sums'], { person, line }: RosterColumn): Float64Array {
  const own = sums[person];
  return own === undefined ? NO_SUMS : scaledSums(own, line);
}

/** A mix as stiff as an ascent wants it. */
export function ascentMix(
  book: DemandBook,
  columns: readonly RosterColumn[],
  sums: readonly (PersonSums | undefined)[] = [],
): LineMix {
  return openMix(book, columns, priceScale(book) * ASCENT_STIFFNESS, sums);
}

/** Measured on staff of 20 to 120 people: within a factor of five they do alike. */
const ASCENT_STIFFNESS = 0.2;

/** What one more person on a demand may be worth or cost, on average: the scale of all prices. */
export function priceScale({ underCost, overCost }: DemandBook): number {
  const sum = underCost.reduce((total, under, place) => total + under + (overCost[place] ?? 0), 0);
  return sum > 0 ? sum / underCost.length : 1;
}

/** Another mix that stands where this one does. */
export function copyMix(mix: LineMix): LineMix {
  return {
    ...mix,
    parts: mix.parts.map((own) => own.map((part) => ({ ...part }))),
    sums: mix.sums.map((own) => (own === undefined ? undefined : copySums(own))),
    missing: mix.missing.slice(),
    prices: mix.prices.slice(),
    anchor: mix.anchor.slice(),
  };
}

/** What the mix costs: no less than the linear relaxation. */
export function mixCost({ book, parts, missing, sums, stiffness }: LineMix): number {
  let cost = 0;
  for (const own of sums) cost += own === undefined ? 0 : costOfBreaking(own, stiffness);
  for (const own of parts) for (const { column, share } of own) cost += share * column.cost;
  for (const [place, lack] of missing.entries())
    cost += lack > 0 ? lack * (book.underCost[place] ?? 0) : -lack * (book.overCost[place] ?? 0);
  return cost;
}

/** Adds a line without a share; false where the person has it already. */
export function addPart({ parts, sums }: LineMix, column: RosterColumn): boolean {
  const own = parts[column.person];
  if (own === undefined || own.some((part) => isSame(part.column.line, column.line))) return false;
  own.push({ column, sums: sumsIn(sums, column), share: 0, idle: 0 });
  return true;
}

function isSame(a: Uint16Array, b: Uint16Array): boolean {
  for (let day = 0; day < a.length; day += 1) if (a[day] !== b[day]) return false;
  return true;
}

/** Holds the prices to this anchor from now on. */
export function anchorAt(mix: LineMix, anchor: Float64Array): void {
  mix.anchor.set(anchor);
  for (let place = 0; place < anchor.length; place += 1)
    mix.prices[place] = demandPriceAt(mix, place, mix.missing[place] ?? 0);
  for (const own of mix.sums) if (own !== undefined) priceSums(own, mix.stiffness);
}

/** Nobody pays more for one more person than for missing one, nor gives more than a surplus one costs. */
export function demandPriceAt({ book, anchor, stiffness }: LineMix, place: number, missing: number): number {
  const free = (anchor[place] ?? 0) + stiffness * missing;
  return Math.min(book.underCost[place] ?? 0, Math.max(-(book.overCost[place] ?? 0), free));
}

/** Sweeps over these people until they have nothing to exchange, or `mostSweeps` times. */
export function balanceAll(mix: LineMix, people: Iterable<number>, mostSweeps: number): void {
  const everybody = [...people];
  for (let sweep = 0; sweep < mostSweeps; sweep += 1) {
    let gained = 0;
    for (const person of everybody) gained += balance(mix, person, STEPS_EACH);
    if (gained < LEAST_GAIN * mix.stiffness) return;
  }
}

const STEPS_EACH = 3;
/** Further sweeps would change no price by a thousandth of the stiffness. */
const LEAST_GAIN = 1e-4;

/** Moves shares from a person's dearest line to their cheapest at these prices, step by step; answers the gain. */
export function balance(mix: LineMix, person: number, mostSteps: number): number {
  let gained = 0;
  for (let step = 0; step < mostSteps; step += 1) {
    const exchange = bestExchange(mix, mix.parts[person] ?? [], mix.sums[person]);
    if (exchange === undefined) break;
    const { to, from, gap } = exchange;
    markDifference(mix, to.column.demands, from.column.demands);
    const share = exchangedShare(mix, exchange);
    moveShare(mix, { to, from, share });
    mix.marks.fill(0);
    gained += gap * share;
  }
  return gained;
}

type Exchange = { readonly to: MixPart; readonly from: MixPart; readonly gap: number };

function bestExchange(
  mix: LineMix,
  own: readonly MixPart[],
  sums: PersonSums | undefined,
): Exchange | undefined {
  let [to, from]: (MixPart | undefined)[] = [];
  let [least, most] = [Infinity, -Infinity];
  for (const part of own) {
    let cost = reducedCost(part.column, mix.prices);
    if (sums !== undefined)
      for (let at = 0; at < part.sums.length; at += 1) cost -= (sums.prices[at] ?? 0) * (part.sums[at] ?? 0);
    if (cost < least) [least, to] = [cost, part];
    if (part.share > 0 && cost > most) [most, from] = [cost, part];
  }
  const gap = most - least;
  if (to === undefined || from === undefined || gap < ROUNDING) return undefined;
  return { to, from, gap };
}

const ROUNDING = 1e-6;

function markDifference({ marks }: LineMix, to: Int32Array, from: Int32Array): void {
  for (const place of to) marks[place] = (marks[place] ?? 0) + 1;
  for (const place of from) marks[place] = (marks[place] ?? 0) - 1;
}

/** The best share by Newton's method; from below, as a price at its limit no longer moves. */
function exchangedShare(mix: LineMix, { to, from, gap }: Exchange): number {
  let differing = 0;
  for (const place of to.column.demands) differing += mix.marks[place] === 1 ? 1 : 0;
  for (const place of from.column.demands) differing += mix.marks[place] === -1 ? 1 : 0;
  for (let at = 0; at < to.sums.length; at += 1)
    differing += STIFFER * ((to.sums[at] ?? 0) - (from.sums[at] ?? 0)) ** 2;
  const curve = mix.stiffness * Math.max(1, differing);
  let share = Math.min(from.share, gap / curve);
  for (let turn = 0; turn < NEWTON_TURNS && share < from.share; turn += 1) {
    const left = gap - gapLost(mix, to, from, share);
    if (left < gap * ROUNDING) break;
    share = Math.min(from.share, share + left / curve);
  }
  return share;
}

const NEWTON_TURNS = 3;

/** By how much the exchange of a share brings the two lines' costs together. */
function gapLost(mix: LineMix, to: MixPart, from: MixPart, share: number): number {
  let lost = 0;
  for (const [column, mark] of [
    [to.column, 1],
    [from.column, -1],
  ] as const) {
    for (const place of column.demands) {
      if (mix.marks[place] !== mark) continue;
      const after = demandPriceAt(mix, place, (mix.missing[place] ?? 0) - mark * share);
      lost += mark * ((mix.prices[place] ?? 0) - after);
    }
  }
  const own = mix.sums[to.column.person];
  if (own === undefined) return lost;
  for (let at = 0; at < to.sums.length; at += 1) {
    const more = (to.sums[at] ?? 0) - (from.sums[at] ?? 0);
    const after = sumPriceAt(own, mix.stiffness, at, (own.sums[at] ?? 0) + share * more);
    lost += more * ((own.prices[at] ?? 0) - after);
  }
  return lost;
}

type Move = { readonly to: MixPart; readonly from: MixPart; readonly share: number };

function moveShare(mix: LineMix, { to, from, share }: Move): void {
  to.share += share;
  from.share = from.share - share < ROUNDING_SHARE ? 0 : from.share - share;
  for (const [column, sign] of [
    [to.column, -1],
    [from.column, 1],
  ] as const) {
    for (const place of column.demands) mix.missing[place] = (mix.missing[place] ?? 0) + sign * share;
  }
  for (const { column } of [to, from])
    for (const place of column.demands)
      mix.prices[place] = demandPriceAt(mix, place, mix.missing[place] ?? 0);
  const own = mix.sums[to.column.person];
  if (own === undefined) return;
  addSums(own, to.sums, share);
  addSums(own, from.sums, -share);
  priceSums(own, mix.stiffness);
}

const ROUNDING_SHARE = 1e-12;

/** Gives a person this line for good. */
export function settlePart(mix: LineMix, chosen: MixPart): void {
  for (const from of mix.parts[chosen.column.person] ?? [])
    if (from !== chosen && from.share > 0) moveShare(mix, { to: chosen, from, share: from.share });
  mix.parts[chosen.column.person] = [chosen];
}

/** Ends a round: lines that have had no share for long go, where a person has many. */
export function prune({ parts }: LineMix): void {
  for (const [person, own] of parts.entries()) {
    for (const part of own) part.idle = part.share > 0 ? 0 : part.idle + 1;
    if (own.length > MOST_PARTS) parts[person] = own.filter(({ idle }) => idle < MOST_IDLE);
  }
}

const MOST_PARTS = 40;
const MOST_IDLE = 10;
