import { roundUp } from '../problem/roster-cost-step.ts';
import type { Duals } from '../columns/generate-columns.ts';
import { addPart, anchorAt, balance, balanceAll, mixCost, prune, type LineMix } from './line-mix.ts';
import { rosterColumn } from '../columns/master.ts';
import { costsAt, priceAt } from '../columns/price-at.ts';
import { cheapestFreeLine } from '../lines/free-line.ts';
import { unitPrices, worthOfLimits, type PersonSums } from './person-sums.ts';
import type { Rostering } from '../columns/rostering.ts';

/** How far the ascent came. */
export type Ascent = {
  /** No choice of lines costs less: a Lagrangian bound. */
  readonly bound: number;
  /** Cost of the mix: the linear relaxation lies between the two. */
  readonly relaxed: number;
  /** The duals of the bound. */
  readonly duals: Duals;
};

export type AscentLimits = {
  /** Asked before each round. */
  readonly isOver: () => boolean;
  readonly onRound?: (ascent: Ascent) => void;
};

/**
 * Draws a mix towards the linear relaxation, and prices towards its duals. In a round everybody in turn gets lines that
 * pay at the prices of the moment, and then all are priced at the same ones: that is the bound.
 */
export function ascend(rostering: Rostering, mix: LineMix, { isOver, onRound }: AscentLimits): Ascent {
  const { step } = rostering;
  const everybody = [...mix.parts.keys()];
  const none = { demands: mix.prices.slice(), people: new Float64Array(everybody.length) };
  let best: Ascent = { bound: -Infinity, relaxed: mixCost(mix), duals: none };
  const pace: Pace = { before: pricesOf(mix), bound: -Infinity, run: 0 };
  for (let round = 0; round < MOST_ROUNDS && !isOver(); round += 1) {
    for (const person of everybody) {
      offerLines(rostering, mix, person, mix.prices);
      balance(mix, person, STEPS_EACH);
    }
    balanceAll(mix, everybody, MOST_SWEEPS);
    const relaxed = mixCost(mix);
    const priced = priceAll(rostering, mix);
    best = priced.bound > best.bound ? { ...priced, relaxed } : { ...best, relaxed };
    onRound?.(best);
    const gap = relaxed - roundUp(best.bound, step);
    if (gap <= CLOSE * Math.abs(relaxed)) break;
    hasten(mix, pace, priced.bound, gap);
    prune(mix);
  }
  return best;
}

/** Nearer than this the plans that follow are no better. */
const CLOSE = 0.002;
const MOST_ROUNDS = 200;
const MOST_SWEEPS = 20;
const STEPS_EACH = 5;
const LINES_EACH = 2;

/** Adds the cheapest lines of a person at these prices; answers what they cost at least. */
export function offerLines(
  { book, pricers }: Rostering,
  mix: LineMix,
  person: number,
  prices: Float64Array,
): number {
  const own = mix.sums[person];
  if (own !== undefined) return offerFreeLine(mix, own, prices);
  const pricer = pricers[person];
  if (pricer === undefined) return 0;
  const { columns, bound } = priceAt(book, pricer, prices, LINES_EACH);
  for (const column of columns) addPart(mix, column);
  return bound;
}

/** The same where the person's sums are prices. */
function offerFreeLine(mix: LineMix, own: PersonSums, prices: Float64Array): number {
  const { model } = own.pricer;
  const found = cheapestFreeLine(own.pricer, costsAt(mix.book, model, prices), unitPrices(own));
  if (found === undefined) return Infinity;
  addPart(mix, rosterColumn(mix.book, model, found.line));
  return found.value + model.constant + worthOfLimits(own);
}

function priceAll(rostering: Rostering, mix: LineMix): Omit<Ascent, 'relaxed'> {
  const demands = mix.prices.slice();
  const people = Float64Array.from(mix.parts, (_, person) => offerLines(rostering, mix, person, demands));
  let bound = people.reduce((sum, value) => sum + value, 0);
  for (const [place, price] of demands.entries()) bound += price * (mix.book.required[place] ?? 0);
  return { bound, duals: { demands, people } };
}

type Pace = {
  /** The prices of the round before, and their bound. */
  before: Prices;
  bound: number;
  /** Rounds in a row that went well. */
  run: number;
};

/**
 * The next anchor lies beyond these prices, the further the longer it went well (Y. Nesterov's momentum on the proximal
 * point, O. Güler 1992, with restarts); then it is also held less.
 */
function hasten(mix: LineMix, pace: Pace, bound: number, gap: number): void {
  const isWell = bound >= pace.bound - RESTART * gap;
  pace.run = isWell ? pace.run + 1 : 1;
  mix.stiffness *= isWell ? LOOSER : TIGHTER;
  const momentum = (pace.run - 1) / (pace.run + 2);
  const { underCost, overCost } = mix.book;
  const now = pricesOf(mix);
  const ahead = (price: number, before = 0): number => price + momentum * (price - before);
  for (const [person, own] of mix.sums.entries())
    for (const [at, price] of own?.prices.entries() ?? [])
      if (own !== undefined) own.anchor[at] = ahead(price, pace.before.sums[person]?.[at]);
  const anchor = now.demands.map((price, place) =>
    Math.min(
      underCost[place] ?? 0,
      Math.max(-(overCost[place] ?? 0), ahead(price, pace.before.demands[place])),
    ),
  );
  anchorAt(mix, anchor);
  pace.before = now;
  pace.bound = bound;
}

type Prices = { readonly demands: Float64Array; readonly sums: readonly (Float64Array | undefined)[] };

const pricesOf = ({ prices, sums }: LineMix): Prices => ({
  demands: prices.slice(),
  sums: sums.map((own) => own?.prices.slice()),
});

/** A bound that fell by less than this share of the gap has not fallen. */
const RESTART = 0.002;
const LOOSER = 1.1;
const TIGHTER = 0.5;
