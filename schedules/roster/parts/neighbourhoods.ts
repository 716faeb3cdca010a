import type { Duals } from '../columns/generate-columns.ts';
import type { Window } from '../lines/crop.ts';
import type { Part } from './open-part.ts';
import { pickPeople } from '../columns/pick-people.ts';
import type { Plan, Rostering } from '../columns/rostering.ts';

/** A few days of everybody, the whole lines of a few people, or some days of some people. */
export type Shape = {
  readonly kind: 'days' | 'people' | 'block';
  /** Days or people, as the kind says. A fraction, so that it grows in steps smaller than one. */
  size: number;
  readonly most: number;
  /** Seconds spent and plans bettered, older ones counting less. */
  seconds: number;
  gains: number;
};

export type Shapes = readonly [Shape, ...Shape[]];

/** The shapes that a search begins with. */
export function firstShapes(people: number, days: number): Shapes {
  return [
    { kind: 'days', size: Math.min(7, days), most: days, seconds: 0, gains: 0 },
    { kind: 'people', size: Math.min(5, people), most: people, seconds: 0, gains: 0 },
    { kind: 'block', size: Math.min(8, people), most: people, seconds: 0, gains: 0 },
  ];
}

/** One of the shapes by chance, and rather one that has bettered the plan in little time. */
export function pickShape(shapes: Shapes, chance: number): Shape {
  const weights = shapes.map(({ gains, seconds }) => (gains + 0.5) / (seconds + 0.5));
  let left = chance * weights.reduce((sum, weight) => sum + weight, 0);
  return shapes.find((_, place) => (left -= weights[place] ?? 0) <= 0) ?? shapes[0];
}

/** Notes how a shape did, and lets it grow or shrink by the time that took. */
export function learn(shapes: Shapes, shape: Shape, { seconds, isBetter, isSettled }: Turnout): void {
  for (const each of shapes) {
    each.seconds *= FADING;
    each.gains *= FADING;
  }
  shape.seconds += seconds;
  if (isBetter) shape.gains += 1;
  if (seconds > SLOW) {
    // The time grows faster than the size: a part that took four times too long is halved.
    const size = shape.size * Math.sqrt(SLOW / seconds);
    shape.size = Math.max(Math.min(LEAST_SIZE, shape.most), size);
  } else if (isSettled || seconds < QUICK) grow(shape, isSettled ? SETTLED_GROWTH : GROWTH);
}

export type Turnout = { readonly seconds: number; readonly isBetter: boolean; readonly isSettled: boolean };

const FADING = 0.97;
const LEAST_SIZE = 2;

/** Seconds: below and above these a shape grows or shrinks. */
const QUICK = 0.4;
const SLOW = 1.2;

/** The next parts of this shape are larger. */
export function grow(shape: Shape, factor: number = GROWTH): void {
  shape.size = Math.min(shape.most, Math.max(shape.size + 0.5, shape.size * factor));
}

const GROWTH = 1.1;

/** What is proved within the time to hold nothing better was too small. */
const SETTLED_GROWTH = 1.25;

export type PartLimits = {
  readonly days: number;
  /** Duals of the whole problem: they say where a plan loses against the bound. */
  readonly duals?: Duals | undefined;
};

/** A part of the plan of this shape, by chance. */
export function pickPart(
  rostering: Rostering,
  plan: Plan,
  { kind, size }: Shape,
  { days, duals }: PartLimits,
): Part {
  const { chance, pricers } = rostering;
  const whole = Math.floor(size);
  if (kind === 'days') {
    const people = plan.columns.map(({ person }) => person);
    return { people, days: windowAt(chance() * days, days, whole) };
  }
  const picked = pickPeople(rostering, plan, { size: whole, duals, base: BASE_WEIGHT });
  const people = picked.sort((a, b) => a - b);
  if (kind === 'people' && !pricers.includes(undefined)) return { people, days: { from: 0, until: days } };
  const length = Math.min(LONG_WINDOW, Math.max(LEAST_HALF, Math.ceil(days / 2)));
  return { people, days: windowAt(chance() * days, days, length) };
}

/** So many days around `middle`, as far as there are any. */
function windowAt(middle: number, days: number, size: number): Window {
  const from = Math.max(0, Math.min(days - size, Math.round(middle - size / 2)));
  return { from, until: Math.min(days, from + size) };
}

/** Longer lines than this take too long to search, and in fewer days there is little to exchange between people. */
const LONG_WINDOW = 28;
const LEAST_HALF = 10;

/** The chance of those who lose nothing, against a loss of 1. */
const BASE_WEIGHT = 0.3;
